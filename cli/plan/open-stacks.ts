import { join } from 'node:path';
import type { Environment } from '../../environments/schema';
import type { Stack } from '../synthesis';
import { awsError, diagnosticsText } from '../terraform/aws-errors';
import { StackFolder } from '../terraform/stack-folder';
import { outputsWithValue } from '../terraform/state';
import type { Terraform } from '../terraform/terraform';
import type { Explained } from './explain';

/** A stack's own folder, initialized with its own backend. */
export interface OpenStack {
  readonly stack: Stack;
  readonly folder: StackFolder;
  /** The errors. */
  readonly diagnostics: readonly Explained[];
  /** The outputs in its state that have a value; none where no resource of the stack is in its state. */
  readonly outputs?: ReadonlySet<string>;
  readonly hasBucket: boolean;
}

/** Opens each stack of an environment in a folder of its own below `path`, and reads its state. */
export function openStacks(
  terraform: Terraform,
  environment: Environment,
  stacks: readonly Stack[],
  path: string,
  lock: string,
): Promise<OpenStack[]> {
  return Promise.all(stacks.map((stack) => open(terraform, environment, stack, join(path, stack.name), lock)));
}

async function open(
  terraform: Terraform,
  environment: Environment,
  stack: Stack,
  path: string,
  lock: string,
): Promise<OpenStack> {
  const folder = new StackFolder(terraform, path);
  const opening = await folder.open(stack, lock, 'backend');
  if (typeof opening === 'object') {
    const { message, next } = awsError('terraform init', diagnosticsText(opening.failed), environment);
    const diagnostic = { severity: 'error', summary: message, detail: next, stack: stack.name } as const;
    return { stack, folder, diagnostics: [diagnostic], hasBucket: false };
  }
  const hasBucket = opening === 'open';
  const state = hasBucket ? await folder.pull() : undefined;
  return { stack, folder, diagnostics: [], hasBucket, ...(state && { outputs: outputsWithValue(state) }) };
}

/**
 * What has to be applied before a stack can be planned: `bootstrap`, or the stacks below that have no state, or whose state lacks an output that this one
 * reads: they publish it once they are applied, again or to the end.
 */
export function waitsFor({ stack, hasBucket }: OpenStack, all: readonly OpenStack[]): string[] {
  if (!hasBucket) return ['bootstrap'];
  const below = all.filter((other) => stack.dependencies.includes(other.stack.name));
  const unfinished = below.filter(({ outputs, stack: { name } }) =>
    outputs ? outputsRead(stack, name).some((output) => !outputs.has(output)) : true,
  );
  return unfinished.map((other) => other.stack.name);
}

/** The outputs of the stack `below` that a stack reads from its state. */
function outputsRead({ json }: Stack, below: string): string[] {
  const references = JSON.stringify(json).matchAll(/data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g);
  return [...references].flatMap(([, name, output = '']) => (below.endsWith(`-${name}`) ? output : []));
}
