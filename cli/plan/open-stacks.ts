import { join } from 'node:path';
import type { Environment } from '../../environments/schema';
import type { Stack } from '../synthesis';
import { awsError, diagnosticsText } from '../terraform/aws-errors';
import { readDiagnostics } from '../terraform/diagnostics';
import { StackFolder } from '../terraform/stack-folder';
import type { RunResult, Terraform } from '../terraform/terraform';
import type { Explained } from './explain';

/** A stack's own folder, initialized with its own backend. */
export interface OpenStack {
  readonly stack: Stack;
  readonly folder: StackFolder;
  /** The errors. */
  readonly diagnostics: readonly Explained[];
  /** Whether any resource of the stack is in its state. */
  readonly isApplied: boolean;
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
    return { stack, folder, diagnostics: [diagnostic], isApplied: false, hasBucket: false };
  }
  const hasBucket = opening === 'open';
  const isApplied = hasBucket && (await folder.pull()) !== undefined;
  return { stack, folder, diagnostics: [], isApplied, hasBucket };
}

/** What has to be applied before a stack can be planned: `bootstrap`, or the stacks below that have no state. */
export function waitsFor({ stack, hasBucket }: OpenStack, all: readonly OpenStack[]): string[] {
  if (!hasBucket) return ['bootstrap'];
  const below = all.filter((other) => stack.dependencies.includes(other.stack.name));
  return below.filter(({ isApplied }) => !isApplied).map((other) => other.stack.name);
}

/** The stacks below whose state lacks an output that this one reads: they publish it once they are applied again. */
export function unpublished(ran: RunResult, { dependencies }: Stack): string[] {
  const errors = readDiagnostics(ran, 'terraform plan').filter(({ severity }) => severity === 'error');
  const reads = errors.map(({ summary, snippet }) =>
    summary === 'Unsupported attribute'
      ? /data\.terraform_remote_state\.([\w-]+)/.exec(JSON.stringify(snippet ?? ''))?.[1]
      : undefined,
  );
  if (reads.length === 0 || reads.some((read) => read === undefined)) return [];
  return [...new Set(reads)].map((read) => dependencies.find((stack) => stack.endsWith(`-${read}`)) ?? String(read));
}
