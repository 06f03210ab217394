import { notKnown, pass, type Verdict } from '../../engine/verdict';
import { documentOf, type Document, type Statement } from '../../iam/document';
import type { Graph } from '../../model/graph';
import type { Resource } from '../../model/resource';
import { isAbsent, Unknown } from '../../model/value';

/**
 * What a policy is for: `identity` grants to whom it is attached; `resource` says who may use the resource; `trust`, who may
 * become a role; `boundary` and `endpoint` only limit what others grant.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'endpoint';

/** A policy of a resource. */
export interface Policy {
  /** `policy`, `assume_role_policy`, `inline_policy.0.policy` */
  readonly attribute: string;
  readonly kind: PolicyKind;
  readonly document: Document | Unknown;
}

/** A statement, and where it is: `policy.Statement.PublicRead`, else its index from 0. */
export interface PlacedStatement {
  readonly path: string;
  readonly statement: Statement;
  readonly policy: Policy & { readonly document: Document };
}

/** The attributes that hold a policy, by kind and type of resource. */
const attributes: Readonly<Record<Exclude<PolicyKind, 'boundary'>, Readonly<Record<string, string>>>> = {
  identity: {
    aws_iam_policy: 'policy',
    aws_iam_role_policy: 'policy',
    aws_iam_user_policy: 'policy',
    aws_iam_group_policy: 'policy',
    aws_iot_policy: 'policy',
    aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
  },
  trust: { aws_iam_role: 'assume_role_policy' },
  endpoint: { aws_vpc_endpoint: 'policy', aws_vpc_endpoint_policy: 'policy' },
  resource: {
    aws_acmpca_policy: 'policy',
    aws_api_gateway_rest_api: 'policy',
    aws_api_gateway_rest_api_policy: 'policy',
    aws_backup_vault_policy: 'policy',
    aws_cloudwatch_event_bus_policy: 'policy',
    aws_cloudwatch_log_destination_policy: 'access_policy',
    aws_cloudwatch_log_resource_policy: 'policy_document',
    aws_codeartifact_domain_permissions_policy: 'policy_document',
    aws_codeartifact_repository_permissions_policy: 'policy_document',
    aws_codebuild_resource_policy: 'policy',
    aws_dynamodb_resource_policy: 'policy',
    aws_ecr_registry_policy: 'policy',
    aws_ecr_repository_policy: 'policy',
    aws_efs_file_system_policy: 'policy',
    aws_elasticsearch_domain: 'access_policies',
    aws_elasticsearch_domain_policy: 'access_policies',
    aws_glacier_vault: 'access_policy',
    aws_glacier_vault_lock: 'policy',
    aws_glue_resource_policy: 'policy',
    aws_kinesis_resource_policy: 'policy',
    aws_kms_external_key: 'policy',
    aws_kms_key: 'policy',
    aws_kms_key_policy: 'policy',
    aws_kms_replica_external_key: 'policy',
    aws_kms_replica_key: 'policy',
    aws_media_store_container_policy: 'policy',
    aws_networkfirewall_resource_policy: 'policy',
    aws_opensearch_domain: 'access_policies',
    aws_opensearch_domain_policy: 'access_policies',
    aws_redshift_resource_policy: 'policy',
    aws_s3_access_point: 'policy',
    aws_s3_bucket: 'policy',
    aws_s3_bucket_policy: 'policy',
    aws_s3control_access_point_policy: 'policy',
    aws_s3control_object_lambda_access_point_policy: 'policy',
    aws_schemas_registry_policy: 'policy',
    aws_secretsmanager_secret: 'policy',
    aws_secretsmanager_secret_policy: 'policy',
    aws_ses_identity_policy: 'policy',
    aws_sesv2_email_identity_policy: 'policy',
    aws_sns_topic: 'policy',
    aws_sns_topic_policy: 'policy',
    aws_sqs_queue: 'policy',
    aws_sqs_queue_policy: 'policy',
    aws_vpclattice_auth_policy: 'policy',
    aws_vpclattice_resource_policy: 'policy',
    aws_xray_resource_policy: 'policy_document',
  },
};

/** The types of resources that carry a policy of some kinds. */
export function carriersOf(...kinds: readonly Exclude<PolicyKind, 'boundary'>[]): readonly string[] {
  const types = kinds.flatMap((kind) => Object.keys(attributes[kind]));
  return [...new Set(kinds.includes('identity') ? [...types, 'aws_iam_role'] : types)];
}

/**
 * The policies that a resource carries, as it writes them; none where it says nothing, which is AWS's default then.
 *
 * @param graph tells a managed policy that is only a boundary from one that grants
 */
export function policiesOf(resource: Resource, graph?: Graph): readonly Policy[] {
  const policies: Policy[] = [];
  const add = (attribute: string, kind: PolicyKind): void => {
    const value = resource.at(attribute);
    if (isAbsent(value) || value === '') return;
    const document = documentOf(value) ?? new Unknown(`${attribute} is no policy document`);
    policies.push({ attribute, kind, document });
  };
  for (const [kind, types] of Object.entries(attributes) as [
    Exclude<PolicyKind, 'boundary'>,
    Record<string, string>,
  ][]) {
    const attribute = Object.hasOwn(types, resource.type) ? types[resource.type] : undefined;
    if (attribute) add(attribute, kind === 'identity' && graph && isBoundary(resource, graph) ? 'boundary' : kind);
  }
  if (resource.type === 'aws_iam_role') {
    const inline = resource.blocks('inline_policy');
    if (inline instanceof Unknown) policies.push({ attribute: 'inline_policy', kind: 'identity', document: inline });
    else inline.forEach((_, index) => add(inlinePath(inline.length, index), 'identity'));
  }
  return policies;
}

const inlinePath = (length: number, index: number): string =>
  length === 1 ? 'inline_policy.policy' : `inline_policy.${index}.policy`;

/** What attaches a managed policy, and by which attribute. */
const attachments: readonly (readonly [string, string])[] = [
  ['aws_iam_role_policy_attachment', 'policy_arn'],
  ['aws_iam_user_policy_attachment', 'policy_arn'],
  ['aws_iam_group_policy_attachment', 'policy_arn'],
  ['aws_iam_policy_attachment', 'policy_arn'],
  ['aws_iam_role', 'managed_policy_arns'],
  ['aws_iam_role_policy_attachments_exclusive', 'policy_arns'],
];

/** Whether a managed policy bounds roles or users and is attached to none: then it grants nothing. */
function isBoundary(policy: Resource, graph: Graph): boolean {
  if (policy.type !== 'aws_iam_policy') return false;
  const has = (type: string, attribute: string) => graph.children(policy, type, attribute).found.length > 0;
  const bounds = ['aws_iam_role', 'aws_iam_user'].some((type) => has(type, 'permissions_boundary'));
  return bounds && !attachments.some(([type, attribute]) => has(type, attribute));
}

/** The statements of a policy, each with its path. */
export function statementsOf(policy: Policy): readonly PlacedStatement[] {
  const { document } = policy;
  if (document instanceof Unknown) return [];
  return document.statements.map((statement, index) => ({
    path: `${policy.attribute}.Statement.${statement.sid || index}`,
    statement,
    policy: { ...policy, document },
  }));
}

/**
 * Judges every Allow of a resource's policies of some kinds: one verdict for each that does not hold, else a pass. Nothing
 * where the resource has no such policy.
 *
 * @param wanted words that follow "want", for a policy that is not known
 */
export function eachAllow(
  resource: Resource,
  graph: Graph,
  kinds: readonly PolicyKind[],
  wanted: string,
  judge: (allow: PlacedStatement) => Verdict,
): readonly Verdict[] {
  const policies = policiesOf(resource, graph).filter(({ kind }) => kinds.includes(kind));
  if (policies.length === 0) return [];
  const verdicts = policies.flatMap((policy): readonly Verdict[] => {
    if (policy.document instanceof Unknown) return [notKnown(policy.attribute, wanted, policy.document)];
    const allows = statementsOf(policy).filter(({ statement }) => statement.effect === 'Allow');
    const unseen = unseenIn(policy.document);
    return [...allows.map(judge), ...(unseen ? [notKnown(policy.attribute, wanted, unseen)] : [])];
  });
  const other = verdicts.filter(({ status }) => status !== 'pass');
  return other.length > 0 ? other : [pass];
}

/** What is not known of a document and stands in none of its statements: it may be a statement. */
function unseenIn({ statements, unknown }: Document): Unknown | undefined {
  return unknown && !JSON.stringify(statements).includes(JSON.stringify(unknown.because).slice(1, -1))
    ? unknown
    : undefined;
}

/**
 * Why a text of a statement is not known at all: `{var.role has no value}`. What AWS decides of a resource of the graph is
 * known as that resource, `{prod-data/aws_kms_key.data.arn}`, and a text of which a part is known is no wildcard.
 */
export function unknownText(text: string): Unknown | undefined {
  const because = /^unknown \(([^]*)\)$/.exec(text)?.[1] ?? /^\{([^{}]*)\}$/.exec(text)?.[1];
  return because !== undefined && because.replace(/"[^"]*"/g, '').includes(' ') ? new Unknown(because) : undefined;
}
