import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { accountOf, arnOf } from '../model/identity';
import { Names } from '../model/names';
import type { Resource } from '../model/resource';
import { changed, concat, join, keyOf, split, startOf, type AnyText } from '../model/text';
import { isMap, Unknown, type Value } from '../model/value';
import { actionOf } from './actions';
import type { Document, Statement } from './document';
import { documentOf } from './read-document';
import type { Policy } from './evaluate';
import { statementOf } from './permissions';
import { overlapsText } from './text-matching';
import { or, type Truth } from './three-valued-logic';

/** Where the policy of a resource may be written besides its own `policy`: the type, and the attribute that names the resource. */
const elsewhere: Readonly<Record<string, readonly (readonly [type: string, attribute: string])[]>> = {
  aws_s3_bucket: [['aws_s3_bucket_policy', 'bucket']],
  aws_kms_key: [['aws_kms_key_policy', 'key_id']],
  aws_kms_replica_key: [['aws_kms_key_policy', 'key_id']],
  aws_sns_topic: [['aws_sns_topic_policy', 'arn']],
  aws_sqs_queue: [['aws_sqs_queue_policy', 'queue_url']],
  aws_secretsmanager_secret: [['aws_secretsmanager_secret_policy', 'secret_arn']],
  aws_ecr_repository: [['aws_ecr_repository_policy', 'repository']],
  aws_dynamodb_table: [['aws_dynamodb_resource_policy', 'resource_arn']],
  aws_backup_vault: [['aws_backup_vault_policy', 'backup_vault_name']],
  aws_efs_file_system: [['aws_efs_file_system_policy', 'file_system_id']],
  aws_sesv2_email_identity: [['aws_sesv2_email_identity_policy', 'email_identity']],
  aws_opensearch_domain: [['aws_opensearch_domain_policy', 'domain_name']],
  aws_lambda_function: [],
};

/** Types of resources whose policies are read. */
export const typesWithPolicies: readonly string[] = Object.keys(elsewhere);

/**
 * The resource that an ARN names, or is a part of: an object of a bucket, a stream of a log group.
 *
 * @param asking who names it; where accounts are not known, environments have resources of the same ARN
 */
export function resourceOfArn(graph: Graph, arn: AnyText, asking?: Resource): Resource | undefined {
  const all = arns(graph);
  const named = (text: AnyText) => (asking ? all.nearest(text, asking) : all.only(text));
  const found = named(arn) ?? named(changed(arn, (text) => text.replace(/:\*$/, '')));
  if (found || !/^arn:[\w-]+:s3:::/.test(startOf(arn))) return found;
  return named(split(arn, '/')[0] as AnyText);
}

/** An ARN of any region and account, where those are not known: a policy of a resource itself can name no other's. */
export function anywhere(arn: AnyText): AnyText {
  const parts = split(arn, ':');
  if (parts.length < 6) return arn;
  return join(
    parts.map((part, index) => ((index === 3 || index === 4) && typeof part !== 'string' ? '*' : part)),
    ':',
  );
}

/** Whether the requested resource is the one of this ARN, or part of it, such as an object of a bucket. */
export function isOrHolds(own: AnyText, asked: AnyText): Truth {
  return or(...[own, concat([own, '/*']), concat([own, ':*'])].map((one) => overlapsText(one, asked)));
}

/** The policy of a resource; nothing when it has none. Of a key without one, the one that AWS gives it. */
export const resourcePolicy: (graph: Graph, resource: Resource) => Policy | undefined = memoized(read);

/** Whether a request to a resource is only allowed where its policy allows it, or leaves it to the account. */
export function needsPolicy(action: string): boolean {
  return /^(kms:|sts:(assume|tagsession|setsourceidentity))/i.test(action) && !actionOf(action)?.isWildcardOnly;
}

function read(graph: Graph, resource: Resource): Policy | undefined {
  const { type } = resource;
  if (type === 'aws_iam_role') return policyOf('its trust policy', resource, resource.at('assume_role_policy'));
  if (type === 'aws_lambda_function') return ofPermissions(graph, resource);
  const own = resource.at('policy');
  if (own !== undefined) return policyOf(isKey(type) ? 'its key policy' : 'its own policy', resource, own);
  for (const [child, attribute] of elsewhere[type] ?? []) {
    const { found, unknown } = graph.children(resource, child, attribute);
    const [first] = found;
    if (first) return policyOf(isKey(type) ? 'its key policy' : 'its policy', first, first.at('policy'));
    if (unknown) return { name: 'its policy', kind: 'resource', resource, document: unknown };
  }
  return isKey(type) ? defaultKeyPolicy(resource) : undefined;
}

function isKey(type: string): boolean {
  return type === 'aws_kms_key' || type === 'aws_kms_replica_key';
}

function policyOf(name: string, resource: Resource, text: Value | undefined): Policy {
  const document = documentOf(text) ?? new Unknown(`the policy of ${resource.key} is not JSON`);
  return { name, kind: 'resource', resource, document };
}

/** A key that is made without a policy leaves everything to the account. */
function defaultKeyPolicy(resource: Resource): Policy {
  const id = concat(['arn:aws:iam::', accountOf(resource.provider), ':root']);
  const statement: Statement = {
    effect: 'Allow',
    principals: [{ type: 'AWS', id }],
    actions: ['kms:*'],
    resources: ['*'],
    conditions: [],
  };
  const document = { version: '2012-10-17', statements: [statement] };
  return { name: 'the default key policy', kind: 'resource', resource, document };
}

/** `aws_lambda_permission`s as the statements that they add to the function's policy. */
function ofPermissions(graph: Graph, lambda: Resource): Policy | undefined {
  const { found, unknown } = graph.children(lambda, 'aws_lambda_permission', 'function_name');
  const document: Document = {
    version: '2012-10-17',
    statements: found.map(statementOf),
    ...(unknown && { unknown }),
  };
  return found.length > 0 || unknown
    ? { name: 'its permissions', kind: 'resource', resource: lambda, document }
    : undefined;
}

const arns = memoized((graph: Graph): Names => {
  const named = graph.resources.filter(({ mode, type }) => mode === 'managed' && type.startsWith('aws_'));
  return new Names(named, (resource) => [keyOf(arnOf(resource))]);
});

/** The tags of a resource, with those of its provider; unknown where either is. */
export function tagsOf(resource: Resource): Readonly<Record<string, Value>> | Unknown {
  const [own, shared] = [resource.at('tags'), resource.provider.defaultTags];
  if (own instanceof Unknown) return own;
  if (shared instanceof Unknown) return shared;
  return { ...shared, ...(isMap(own) && own) };
}
