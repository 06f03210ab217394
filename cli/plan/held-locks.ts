import type { Stack } from '../synthesis';
import { readDataSources, type Answer, type DataRoot } from '../terraform/data-sources';
import type { Initialized } from '../terraform/init';
import { lockedError, parseLock } from '../terraform/lock';
import type { Terraform } from '../terraform/terraform';
import type { Explained } from './explain';

/** A lock's object, which the S3 backend writes beside the state while a run holds it. */
export interface LockObject {
  readonly bucket: string;
  readonly key: string;
  readonly stack: Stack;
}

/**
 * A warning for each state that is locked: its plan may be of a state that is changing. A plan takes no lock, so it does not meet one.
 * Listing the objects and reading them is all that is asked of AWS; a role that may not do so plans all the same.
 */
export async function heldLocks(
  terraform: Terraform,
  initialized: Initialized,
  path: string,
  stacks: readonly Stack[],
): Promise<Explained[]> {
  const objects = stacks.flatMap((stack) => lockObject(stack) ?? []);
  const [first, ...others] = objects;
  if (!first) return [];
  const read = <T>(root: DataRoot) => readDataSources<T>(terraform, initialized, path, root);
  const listed = await read<Record<string, readonly string[]>>(listing([first, ...others]));
  if ('failed' in listed) return [notRead(listed.failed)];
  const held = objects.filter((object) => listed.found[object.stack.name]?.includes(object.key));
  return Promise.all(held.map(async (object) => warning(object, await read<string | null>(reading(object)))));
}

function lockObject(stack: Stack): LockObject | undefined {
  const { bucket, key } = stack.json.terraform.backend?.s3 ?? {};
  return typeof bucket === 'string' && typeof key === 'string' ? { bucket, key: `${key}.tflock`, stack } : undefined;
}

/** Which locks there are. An object that does not exist would be an error; a list without it is none. */
export function listing(objects: readonly [LockObject, ...LockObject[]]): DataRoot {
  const lists = objects.map(({ bucket, key, stack }) => [stack.name, { bucket, prefix: key }] as const);
  const found = Object.fromEntries(lists.map(([name]) => [name, `\${data.aws_s3_objects.${name}.keys}`]));
  return { ...providerOf(objects[0]), data: { aws_s3_objects: Object.fromEntries(lists) }, found };
}

/** The text of one. The provider reads a body of the type application/json, which Terraform gives it. */
function reading(object: LockObject): DataRoot {
  const { bucket, key } = object;
  const data = { aws_s3_object: { lock: { bucket, key } } };
  return { ...providerOf(object), data, found: '${data.aws_s3_object.lock.body}' };
}

function providerOf({ stack: { json } }: LockObject): Pick<DataRoot, 'terraform' | 'provider'> {
  return { terraform: { required_providers: json.terraform.required_providers }, provider: json.provider };
}

/** What is known of a lock that is there. One that was given back in between is held no longer. */
export function warning({ bucket, key, stack }: LockObject, answer: Answer<string | null>): Explained {
  const lock = 'found' in answer ? parseLock(answer.found ?? '') : undefined;
  const state = `the state of ${stack.name}`;
  if (lock) {
    const { message, next } = lockedError(state, lock);
    return { severity: 'warning', summary: message, detail: next, stack: stack.name };
  }
  const reason = 'failed' in answer ? answer.failed : 'its content is not that of a lock';
  return {
    severity: 'warning',
    summary: `${state} is locked, or was a moment ago; by whom could not be read`,
    detail: `s3://${bucket}/${key}: ${reason}\nWait for that run, and plan again. The ID that terraform force-unlock needs is in that object.`,
    stack: stack.name,
  };
}

function notRead(reason: string): Explained {
  return { severity: 'warning', summary: 'not checked: whether a state is locked by another run', detail: reason };
}
