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

interface Measure {
  readonly reads: readonly string[];
  readonly usage: (attributes: Attributes, path: string) => Omit<Usage, 'path'>;
}

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

const text = (attribute: string, quota: QuotaName): Measure => ({
  reads: [attribute],
  usage: (attributes, path) => ({ quota, owner: path, amount: sizeOf(attributes[attribute]) }),
});
const sum = (owner: string, quota: QuotaName): Measure => ({
  reads: [owner, 'policy'],
  usage: (attributes) => ({ quota, owner: String(attributes[owner]), amount: sizeOf(attributes.policy) }),
});
const count = (owner: string, quota: QuotaName): Measure => ({
  reads: [owner],
  usage: (attributes) => ({ quota, owner: String(attributes[owner]), amount: 1 }),
});
const aclRules: Measure = {
  reads: ['network_acl_id', 'egress'],
  usage: ({ network_acl_id: acl, egress }) => ({
    quota: 'aclRules',
    owner: `${String(acl)}${egress === true ? ' out' : ' in'}`,
    amount: 1,
  }),
};

const measures: Readonly<Record<string, Measure>> = {
  aws_ec2_client_vpn_authorization_rule: count('client_vpn_endpoint_id', 'authorizationRules'),
  aws_ec2_client_vpn_route: count('target_vpc_subnet_id', 'clientVpnRoutes'),
  aws_iam_group_policy: sum('group', 'inlineOfGroup'),
  aws_iam_policy: text('policy', 'managedPolicy'),
  aws_iam_role: text('assume_role_policy', 'trustPolicy'),
  aws_iam_role_policy: sum('role', 'inlineOfRole'),
  aws_iam_role_policy_attachment: count('role', 'policiesOfRole'),
  aws_kms_key: text('policy', 'keyPolicy'),
  aws_kms_replica_key: text('policy', 'keyPolicy'),
  aws_network_acl_rule: aclRules,
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
    const used = measure ? [measure.usage(attributesOf(stack, node, measure.reads), path)] : [];
    return [...used, { quota: 'tags' as const, owner: path, amount: tagged }].map((one) => ({ ...one, path }));
  });
}

/** The attributes as they are written, lazy values among them. The whole resource takes several times as long to write as what is read of it. */
function attributesOf(stack: TerraformStack, resource: TerraformResource, reads: readonly string[]): Attributes {
  const inputs = reads.map((name) => [name, `${camelCase(name)}Input`] as const);
  const { rawOverrides } = resource as unknown as { readonly rawOverrides: object };
  if (Object.keys(rawOverrides).length === 0 && inputs.every(([, input]) => input in resource)) {
    const values = resource as unknown as Attributes;
    return resolved(stack, Object.fromEntries(inputs.map(([name, input]) => [name, values[input]]))) as Attributes;
  }
  const written = resolved(stack, resource.toTerraform()) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  };
  return written.resource?.[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
