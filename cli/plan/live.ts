import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../environments/schema';
import { shortName, type EnvironmentStacks } from '../environments';
import { writeWhole } from '../files';
import { temporaryPathFor } from '../temporary';
import type { Project } from '../project';
import type { Stack } from '../synthesis';
import { awsError, diagnosticsText } from '../terraform/aws-errors';
import { readDiagnostics } from '../terraform/diagnostics';
import type { Initialized } from '../terraform/init';
import { StackFolder } from '../terraform/stack-folder';
import type { RunResult, Terraform } from '../terraform/terraform';
import { countChanges, sum } from './changes';
import { explain, type Explained } from './explain';
import { heldLocks } from './held-locks';
import { failure, isFailure, nothing, secondsSince, type PlanResult, type StackResult } from './result';

/** A stack's own folder, initialized with its own backend. */
interface Opened {
  readonly stack: Stack;
  readonly folder: StackFolder;
  /** The errors, or whether any resource of the stack exists. */
  readonly diagnostics: readonly Explained[];
  readonly isApplied: boolean;
  readonly hasBucket: boolean;
}

/**
 * Plans each stack of an environment against its own state and the account. A stack waits for another if it reads
 * outputs that the other's state does not have yet.
 *
 * No plan takes the lock: a plan writes nothing, and a read-only role is not allowed to lock. Who
 * holds one is reported.
 */
export async function planLive(
  terraform: Terraform,
  { environment, stacks }: EnvironmentStacks,
  initialized: Initialized,
  project: Project,
  progress: (text: string) => void,
): Promise<PlanResult> {
  const { name } = environment;
  const started = performance.now();
  const folder = temporaryPathFor(join(project.cache, 'live', name));
  try {
    progress('reading the states');
    const opened = await Promise.all(
      stacks.map((stack) => open(terraform, environment, stack, join(folder, stack.name), initialized.lock)),
    );
    // What prevents reading one state prevents the others too: reported once.
    const unread = opened.find(isFailure);
    if (unread) return failure(name, started, unread.diagnostics);

    progress('looking for locks');
    const withState = opened.filter(({ hasBucket }) => hasBucket).map(({ stack }) => stack);
    const diagnostics = await heldLocks(terraform, initialized, join(folder, 'locks'), withState);
    const results: StackResult[] = [];
    for (const one of opened) {
      progress(`planning ${one.stack.name}`);
      const file = join(project.out, name, 'live', `${shortName(environment, one.stack)}.json`);
      const planned = await planOne(one, opened, file);
      diagnostics.push(...planned.diagnostics);
      if (planned.result) results.push(planned.result);
    }
    return { name, stacks: results, ...sum(results), seconds: secondsSince(started), diagnostics };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(
  terraform: Terraform,
  environment: Environment,
  stack: Stack,
  path: string,
  lock: string,
): Promise<Opened> {
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

interface Planned {
  readonly result?: StackResult;
  readonly diagnostics: readonly Explained[];
}

async function planOne(one: Opened, all: readonly Opened[], planFile: string): Promise<Planned> {
  const { stack, folder, hasBucket } = one;
  const waiting = (waitsFor: readonly string[]): Planned => ({
    result: { name: stack.name, ...nothing, waitsFor },
    diagnostics: [],
  });
  if (!hasBucket) return waiting(['bootstrap']);
  const unapplied = all.filter(({ stack: below, isApplied }) => stack.dependencies.includes(below.name) && !isApplied);
  if (unapplied.length > 0) return waiting(unapplied.map(({ stack }) => stack.name));

  const ran = await folder.run(['plan', '-lock=false', '-json', '-out=plan']);
  const diagnostics = explained(ran, 'terraform plan', stack);
  const stale = unpublished(ran, stack);
  if (stale.length > 0) return waiting(stale);
  if (ran.exitCode !== 0) return { diagnostics };
  const shown = await folder.run(['show', '-json', 'plan']);
  if (shown.exitCode !== 0) return { diagnostics: explained(shown, 'terraform show', stack) };
  // Unlike an offline plan, this one may contain values of existing resources.
  writeWhole(planFile, shown.stdout);
  const changes = countChanges(JSON.parse(shown.stdout).resource_changes ?? []);
  return { result: { name: stack.name, ...changes, planFile }, diagnostics };
}

/** The stacks below whose state lacks an output that this one reads: they publish it once they are applied again. */
function unpublished(ran: RunResult, { dependencies }: Stack): string[] {
  const errors = readDiagnostics(ran, 'terraform plan').filter(({ severity }) => severity === 'error');
  const reads = errors.map(({ summary, snippet }) =>
    summary === 'Unsupported attribute'
      ? /data\.terraform_remote_state\.([\w-]+)/.exec(JSON.stringify(snippet ?? ''))?.[1]
      : undefined,
  );
  if (reads.length === 0 || reads.some((read) => read === undefined)) return [];
  return [...new Set(reads)].map((read) => dependencies.find((stack) => stack.endsWith(`-${read}`)) ?? String(read));
}

function explained(ran: RunResult, what: string, stack: Stack): Explained[] {
  return readDiagnostics(ran, what).map((diagnostic) => explain(diagnostic, [{ name: stack.name, stack }]));
}
