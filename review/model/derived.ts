import { partitionOf } from './identity';
import type { Resource } from './resource';
import { isList, isMap, Reference, Unknown, type Value, type ValueMap } from './value';

/** Attributes that AWS fills with what one of the resource's own arguments names, and which attribute of it. */
const sameAs: ReadonlyMap<string, readonly [argument: string, attribute?: string]> = new Map(
  Object.entries({
    'aws_efs_file_system_policy.id': ['file_system_id'],
    'aws_efs_mount_target.file_system_arn': ['file_system_id', 'arn'],
    'aws_kms_alias.target_key_arn': ['target_key_id', 'arn'],
    'aws_kms_key_policy.id': ['key_id'],
    'aws_secretsmanager_secret_policy.id': ['secret_arn'],
    'aws_secretsmanager_secret_rotation.id': ['secret_id'],
    'aws_secretsmanager_secret_version.arn': ['secret_id', 'arn'],
    'aws_sns_topic_policy.id': ['arn'],
    'aws_sqs_queue_policy.id': ['queue_url'],
  }),
);

/** The value of a computed attribute that follows from what is written; nothing where AWS decides it. */
export function derived(resource: Resource, attribute: string): Value | undefined {
  const isBucketSetting = attribute === 'id' && resource.type.startsWith('aws_s3_bucket_');
  const [argument, of] = isBucketSetting ? ['bucket'] : (sameAs.get(`${resource.type}.${attribute}`) ?? []);
  if (argument === undefined) return undefined;
  const value = resource.at(argument);
  return of !== undefined && value instanceof Reference ? new Reference(value.resource, of) : value;
}

/** What AWS fills in inside of a block that is written. */
const inBlocks: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'aws_apigatewayv2_domain_name.domain_name_configuration': ['hosted_zone_id', 'target_domain_name'],
  }),
);

/** An attribute as it is written, with what AWS fills in. */
export function filledIn(resource: Resource, attribute: string): Value | undefined {
  const value = resource.at(attribute);
  const names = inBlocks.get(`${resource.type}.${attribute}`);
  if (!names || value === undefined) return value;
  const by = (name: string) => new Unknown(`${resource.address}.${attribute}.${name} is known after apply`);
  const filled = Object.fromEntries(names.map((name) => [name, by(name)]));
  const fill = (block: Value): Value => (isMap(block) ? { ...filled, ...block } : block);
  return isList(value) ? value.map(fill) : fill(value);
}

/** What a data source tells that its provider's configuration decides. */
export function computedByProvider({ mode, type, provider }: Resource): ValueMap {
  if (mode !== 'data') return {};
  const { account, region } = provider;
  if (type === 'aws_caller_identity') return account === undefined ? {} : { account_id: account, id: account };
  if (type === 'aws_region') return region === undefined ? {} : { name: region, region, id: region };
  if (type !== 'aws_partition' || region === undefined) return {};
  const partition = partitionOf(region);
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { partition, id: partition, dns_suffix: suffix, reverse_dns_prefix: suffix.split('.').reverse().join('.') };
}
