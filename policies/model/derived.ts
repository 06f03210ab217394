import type { Resource } from './resource';
import type { Value, ValueMap } from './value';

/** Attributes that AWS fills with one of the resource's own arguments: `aws_kms_alias.target_key_arn` is of that key. */
const sameAs: ReadonlyMap<string, string> = new Map([]);

/** The value of a computed attribute that follows from what is written; nothing where AWS decides it. */
export function derived(resource: Resource, attribute: string): Value | undefined {
  const argument = sameAs.get(`${resource.type}.${attribute}`);
  return argument === undefined ? undefined : resource.at(argument);
}

/** What a data source tells that its provider's configuration decides. */
export function computedByProvider({ mode, type, provider }: Resource): ValueMap {
  if (mode !== 'data') return {};
  const { account, region } = provider;
  if (type === 'aws_caller_identity') return account === undefined ? {} : { account_id: account, id: account };
  if (type === 'aws_region') return region === undefined ? {} : { name: region, region, id: region };
  if (type === 'aws_partition' && region !== undefined) return partitionOf(region);
  return {};
}

function partitionOf(region: string): ValueMap {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { partition, id: partition, dns_suffix: suffix, reverse_dns_prefix: suffix.split('.').reverse().join('.') };
}
