import type { Block, StackJson } from '../synthesis';
import type { Diagnostic } from '../terraform/diagnostics';
import type { State, StateResource } from '../terraform/state';

/** Something that exists in AWS and not in the state: a run was killed after it was made and before it was recorded. */
export interface Import {
  readonly address: string;
  /** What the provider imports it by. */
  readonly id: string;
}

/** The attribute that a resource has from its configuration and is imported by. */
const idAttribute: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'bucket',
  aws_kms_alias: 'name',
  aws_iam_role: 'name',
};

/** The bucket of the backend, if the state knows nothing of it. Whether one in another region exists, its creation tells. */
export function unrecordedStateBucket(json: StackJson, state: State | undefined): Import[] {
  const { bucket } = json.terraform.backend?.s3 ?? {};
  return Object.keys(json.resource?.aws_s3_bucket ?? {})
    .filter((name) => !isRecorded(state, 'aws_s3_bucket', name))
    .flatMap((name) => importOf(json, `aws_s3_bucket.${name}`) ?? [])
    .filter(({ id }) => id === bucket);
}

/** Resources that could not be created because they exist, if they can be imported by name. */
export function alreadyThere(json: StackJson, diagnostics: readonly Diagnostic[]): Import[] {
  const exists = /BucketAlreadyOwnedByYou|BucketAlreadyExists|AlreadyExistsException|EntityAlreadyExists/;
  return diagnostics
    .filter(({ summary, detail }) => exists.test(`${summary} ${detail ?? ''}`))
    .flatMap(({ address }) => (address && importOf(json, address)) || []);
}

/**
 * The key that an adopted alias is of, where the state has an alias and no key: what the bucket already holds is encrypted
 * under it, so another one will not do.
 */
export function keyOfAlias(json: StackJson, state: State | undefined): Import[] {
  const atHome = (type: string) =>
    Object.entries(json.resource?.[type] ?? {}).flatMap(([name, block]) => (isAtHome(block) ? [name] : []));
  const aliases = atHome('aws_kms_alias');
  const [alias] = state?.resources.filter(({ type, name }) => type === 'aws_kms_alias' && aliases.includes(name)) ?? [];
  const keys = atHome('aws_kms_key');
  const id = alias?.instances[0]?.attributes?.target_key_id;
  const [name] = keys;
  if (typeof id !== 'string' || keys.length !== 1 || !name || isRecorded(state, 'aws_kms_key', name)) return [];
  return [{ address: `aws_kms_key.${name}`, id }];
}

function importOf(json: StackJson, address: string): Import | undefined {
  const [type = '', name = ''] = address.split('.');
  const id = json.resource?.[type]?.[name]?.[idAttribute[type] ?? ''];
  return typeof id === 'string' ? { address, id } : undefined;
}

/** Whether a resource is in the region of the environment: what is in another one, such as a replica, holds nothing that is not here as well. */
export function isAtHome({ provider }: Block): boolean {
  return provider === undefined;
}

/** Whether a state knows what was made: Terraform notes a resource that it is about to make, without an instance. */
export function isRecorded(state: State | undefined, type: string, name: string): boolean {
  const isIt = (resource: StateResource) => resource.type === type && resource.name === name;
  return state?.resources.some((resource) => isIt(resource) && resource.instances.length > 0) ?? false;
}
