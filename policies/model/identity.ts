import type { Resource } from './resource';
import { type Reference, Unknown, type Value } from './value';

/** How AWS writes the ARN of a resource whose name the configuration decides. `{…}` is an attribute. */
const arns: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'arn:aws:s3:::{bucket}',
  aws_iam_role: 'arn:aws:iam::{@account}:role{path|/}{name}',
  aws_iam_user: 'arn:aws:iam::{@account}:user{path|/}{name}',
  aws_iam_group: 'arn:aws:iam::{@account}:group{path|/}{name}',
  aws_iam_policy: 'arn:aws:iam::{@account}:policy{path|/}{name}',
  aws_iam_instance_profile: 'arn:aws:iam::{@account}:instance-profile{path|/}{name}',
  aws_sns_topic: 'arn:aws:sns:{@region}:{@account}:{name}',
  aws_sqs_queue: 'arn:aws:sqs:{@region}:{@account}:{name}',
  aws_cloudwatch_log_group: 'arn:aws:logs:{@region}:{@account}:log-group:{name}',
  aws_kms_alias: 'arn:aws:kms:{@region}:{@account}:{name}',
  aws_lambda_function: 'arn:aws:lambda:{@region}:{@account}:function:{function_name}',
  aws_dynamodb_table: 'arn:aws:dynamodb:{@region}:{@account}:table/{name}',
  aws_db_instance: 'arn:aws:rds:{@region}:{@account}:db:{identifier}',
  aws_rds_cluster: 'arn:aws:rds:{@region}:{@account}:cluster:{cluster_identifier}',
  aws_ecr_repository: 'arn:aws:ecr:{@region}:{@account}:repository/{name}',
};

/** The services of ARNs that hold an id which AWS decides, by resource type: `arn:aws:kms:eu-west-1:…:key/{…}`. */
const generated: Readonly<Record<string, string>> = {
  aws_kms_key: 'kms:{@region}:{@account}:key/',
  aws_secretsmanager_secret: 'secretsmanager:{@region}:{@account}:secret:',
  aws_vpc: 'ec2:{@region}:{@account}:vpc/',
  aws_subnet: 'ec2:{@region}:{@account}:subnet/',
  aws_security_group: 'ec2:{@region}:{@account}:security-group/',
  aws_instance: 'ec2:{@region}:{@account}:instance/',
  aws_lb: 'elasticloadbalancing:{@region}:{@account}:loadbalancer/',
};

/** What the `id` of a type is, where that is one of its own arguments. */
const ids: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'bucket',
  aws_iam_role: 'name',
  aws_iam_user: 'name',
  aws_iam_group: 'name',
  aws_iam_instance_profile: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_db_subnet_group: 'name',
  aws_db_parameter_group: 'name',
  aws_elasticache_subnet_group: 'name',
  aws_elasticache_parameter_group: 'name',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_kms_alias: 'name',
  aws_lambda_function: 'function_name',
  aws_ecr_repository: 'name',
  aws_dynamodb_table: 'name',
};

/**
 * A reference as the text that AWS would put there. What AWS invents at creation is written as `{address.attribute}`:
 * the same resource always gives the same text, and no other does.
 */
export function textOf({ resource, attribute }: Reference): string {
  if (attribute === 'arn') return arnOf(resource);
  if (attribute === 'id' && resource.type in ids) return known(resource, ids[resource.type] as string);
  if (attribute === 'name' || attribute === 'bucket') return known(resource, attribute);
  return `{${resource.key}.${attribute}}`;
}

/** The ARN of a resource, as far as its configuration decides it. */
export function arnOf(resource: Resource): string {
  const pattern = arns[resource.type];
  if (pattern) return fill(pattern, resource);
  const service = generated[resource.type];
  return service ? `arn:aws:${fill(service, resource)}{${resource.key}}` : `{${resource.key}.arn}`;
}

/** Every text that names a resource. */
export function identitiesOf(resource: Resource): string[] {
  const id = ids[resource.type];
  const names = ['id', 'arn', ...(id ? [id] : [])].map((attribute) => resource.at(attribute));
  const texts = names.filter((value): value is string => typeof value === 'string');
  return [...new Set([...texts, ...(arns[resource.type] ? [arnOf(resource)] : [])])];
}

function fill(pattern: string, resource: Resource): string {
  return pattern.replace(/\{(@?[\w]+)(?:\|([^}]*))?\}/g, (_, field: string, otherwise?: string) => {
    if (field === '@region') return resource.provider.region ?? '{region}';
    if (field === '@account') return resource.provider.account ?? '{account}';
    return known(resource, field, otherwise);
  });
}

function known(resource: Resource, attribute: string, otherwise?: string): string {
  const value: Value | undefined = resource.at(attribute);
  if (typeof value === 'string') return value;
  if (value instanceof Unknown && value.partial) return value.partial;
  return value === undefined && otherwise !== undefined ? otherwise : `{${resource.key}.${attribute}}`;
}
