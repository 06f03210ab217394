import type { Block, StackJson } from '../synthesis';
import type { State } from '../terraform/state';
import type { DataRoot } from '../terraform/data-sources';
import { CliError } from '../errors';
import { isAtHome, isRecorded, type Import } from './adopt';

/** A key that is to be in the state and is not: a run that was killed may have made it. It has no name, only tags. */
export interface UnrecordedKey {
  readonly address: string;
  /** Those of the provider and its own. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A key with these tags, as AWS describes it. */
export interface FoundKey {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` … (KeyState in the API reference of KMS) */
  readonly state: string;
}

/** The key of a stack of which neither state knows, so far as its tags tell it from every other. */
export function unrecordedKey({ provider, resource }: StackJson, state: State | undefined): UnrecordedKey | undefined {
  const [[name, key] = [], another] = Object.entries(resource?.aws_kms_key ?? {}).filter(([, key]) => isAtHome(key));
  if (!name || !key || another || isRecorded(state, 'aws_kms_key', name)) return undefined;
  const [aws] = (provider?.aws ?? []) as readonly { readonly default_tags?: readonly Block[] }[];
  const tags = Object.assign({}, ...(aws?.default_tags ?? []).map(({ tags }) => tags), key.tags);
  return Object.keys(tags).length > 0 ? { address: `aws_kms_key.${name}`, tags } : undefined;
}

/** Finds every key that has the tags. `tag:GetResources` lists those of one region, which is the provider's. */
export function keysByTags({ terraform, provider }: StackJson, tags: UnrecordedKey['tags']): DataRoot {
  const listed = 'data.aws_resourcegroupstaggingapi_resources.keys.resource_tag_mapping_list[*].resource_arn';
  return {
    terraform: { required_providers: terraform.required_providers },
    provider,
    data: {
      aws_resourcegroupstaggingapi_resources: {
        keys: {
          resource_type_filters: ['kms:key'],
          tag_filter: Object.entries(tags).map(([key, value]) => ({ key, values: [value] })),
        },
      },
      aws_kms_key: { keys: { for_each: `\${toset(${listed})}`, key_id: '${each.value}' } },
    },
    found: '${[for key in data.aws_kms_key.keys : { arn = key.arn, state = key.key_state }]}',
  };
}

/**
 * The key to import: the only one that is in use. One that is disabled or pending deletion was put away by somebody.
 *
 * @throws CliError where there are several: what the bucket holds may be encrypted under any of them.
 */
export function keyToImport({ address }: UnrecordedKey, found: readonly FoundKey[]): Import[] {
  const enabled = found.filter(({ state }) => state === 'Enabled').map(({ arn }) => arn);
  if (enabled.length > 1) {
    throw new CliError(
      `expected one enabled KMS key with the tags of ${address}, found ${enabled.length}: ${enabled.join(', ')}`,
      'Nothing was changed. Find out which one encrypts the state (aws kms list-aliases --key-id <ARN>; a key without an alias was left by ' +
        'an interrupted run), disable the others (aws kms disable-key --key-id <ARN>), and run this again: the one that is enabled is imported.',
    );
  }
  // The provider imports a key by its ID.
  return enabled.map((arn) => ({ address, id: arn.split('/').pop() ?? arn }));
}
