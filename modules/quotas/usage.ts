import { TerraformResource, type TerraformStack } from 'cdktf';
import type { QuotaName } from './quota';
import { resolved } from './resolve';

/** A part of a quota that one resource uses. */
export interface Usage {
  readonly quota: QuotaName;
  /** What the quota is of, as the stack refers to it: `${aws_iam_role.app.name}`; or the path of the resource itself. */
  readonly owner: string;
  readonly amount: number;
  /** The path of the resource. */
  readonly path: string;
}

type Attributes = Readonly<Record<string, unknown>>;
type Measure = (attributes: Attributes, path: string) => readonly Omit<Usage, 'path'>[];

/** How long what is known only after apply is taken to be: a long ARN, and a long name or id. */
const assumedArn = 'x'.repeat(100);
const assumedName = 'x'.repeat(40);

/** A policy as IAM counts it, without whitespace, with lengths assumed for references. */
function sizeOf(policy: unknown): number {
  if (typeof policy !== 'string') return 0;
  // IAM's own variables are escaped for Terraform.
  const known = policy.replace(/(?<!\$)\$\{([^}]*)\}/g, (_, reference: string) =>
    /arn/i.test(reference) ? assumedArn : assumedName,
  );
  return known.replaceAll('$${', '${').replace(/\s/g, '').length;
}

const text = (attribute: string, quota: QuotaName): Measure => {
  return (attributes, path) => [{ quota, owner: path, amount: sizeOf(attributes[attribute]) }];
};
const sum = (owner: string, quota: QuotaName): Measure => {
  return (attributes) => [{ quota, owner: String(attributes[owner]), amount: sizeOf(attributes.policy) }];
};
const count = (owner: string, quota: QuotaName, suffix: (attributes: Attributes) => string = () => ''): Measure => {
  return (attributes) => [{ quota, owner: `${String(attributes[owner])}${suffix(attributes)}`, amount: 1 }];
};

const measures: Readonly<Record<string, Measure>> = {
  aws_iam_group_policy: sum('group', 'inlineOfGroup'),
  aws_iam_policy: text('policy', 'managedPolicy'),
  aws_iam_role: text('assume_role_policy', 'trustPolicy'),
  aws_iam_role_policy: sum('role', 'inlineOfRole'),
  aws_iam_role_policy_attachment: count('role', 'policiesOfRole'),
  aws_kms_key: text('policy', 'keyPolicy'),
  aws_kms_replica_key: text('policy', 'keyPolicy'),
  aws_network_acl_rule: count('network_acl_id', 'aclRules', ({ egress }) => (egress === true ? ' out' : ' in')),
  aws_route: count('route_table_id', 'routes'),
  aws_s3_bucket_policy: text('policy', 'bucketPolicy'),
  aws_vpc_endpoint: text('policy', 'endpointPolicy'),
  aws_vpc_security_group_egress_rule: count('security_group_id', 'egressRules'),
  aws_vpc_security_group_ingress_rule: count('security_group_id', 'ingressRules'),
};

/** What the resources of a stack use of quotas. */
export function usagesIn(stack: TerraformStack): readonly Usage[] {
  return stack.node.findAll().flatMap((node): Usage[] => {
    if (!TerraformResource.isTerraformResource(node)) return [];
    const { terraformResourceType: type } = node;
    const { path } = node.node;
    const measure = measures[type];
    const tags = (node as { readonly tagsInput?: unknown }).tagsInput;
    const tagged = typeof tags === 'object' && tags !== null ? Object.keys(tags).length : 0;
    const used = measure ? measure(attributesOf(stack, node), path) : [];
    return [...used, { quota: 'tags' as const, owner: path, amount: tagged }].map((one) => ({ ...one, path }));
  });
}

/** The attributes as they are written, lazy values among them. */
function attributesOf(stack: TerraformStack, resource: TerraformResource): Attributes {
  const written = resolved(stack, resource.toTerraform()) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  };
  return written.resource?.[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}
