import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { plannedChanges } from '../../review/plan/changes';
import type { PlanJson } from '../../review/plan/plan-json';
import { shortName, type EnvironmentStacks } from '../environments';
import { writeWhole } from '../files';
import { temporaryPathFor } from '../temporary';
import type { Project } from '../project';
import type { Stack } from '../synthesis';
import { readDiagnostics } from '../terraform/diagnostics';
import type { Initialized } from '../terraform/init';
import type { RunResult, Terraform } from '../terraform/terraform';
import { countChanges, plannedStack, sum } from './changes';
import { explain, type Explained } from './explain';
import { heldLocks } from './held-locks';
import { openStacks, waitsFor, type OpenStack } from './open-stacks';
import { failure, isFailure, nothing, secondsSince, type PlanResult, type StackResult } from './result';

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
    const opened = await openStacks(terraform, environment, stacks, folder, initialized.lock);
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

interface Planned {
  readonly result?: StackResult;
  readonly diagnostics: readonly Explained[];
}

async function planOne(one: OpenStack, all: readonly OpenStack[], planFile: string): Promise<Planned> {
  const { stack, folder } = one;
  const unfinished = waitsFor(one, all);
  if (unfinished.length > 0) {
    return { result: { name: stack.name, ...nothing, changes: [], waitsFor: unfinished }, diagnostics: [] };
  }

  const ran = await folder.run(['plan', '-lock=false', '-json', '-out=plan']);
  const diagnostics = explained(ran, 'terraform plan', stack);
  if (ran.exitCode !== 0) return { diagnostics };
  const shown = await folder.run(['show', '-json', 'plan']);
  if (shown.exitCode !== 0) return { diagnostics: explained(shown, 'terraform show', stack) };
  // Unlike an offline plan, this one may contain values of existing resources.
  writeWhole(planFile, shown.stdout);
  const plan = JSON.parse(shown.stdout) as PlanJson;
  const counts = countChanges(plan.resource_changes ?? []);
  const changes = plannedChanges(plan, plannedStack(stack));
  return { result: { name: stack.name, ...counts, changes, planFile }, diagnostics };
}

function explained(ran: RunResult, what: string, stack: Stack): Explained[] {
  return readDiagnostics(ran, what).map((diagnostic) => explain(diagnostic, [{ name: stack.name, stack }]));
}
