import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import type { StackJson } from '../../cli/synthesis';
import * as environments from '../../environments';
import type { Outcome } from '../../environments/changes';
import { EnvironmentProblems, loadEnvironments } from '../../environments/load';
import type { Environment } from '../../environments/schema';
import { plannedChanges } from '../../review/plan/changes';
import type { PlannedChange } from '../../review/plan/change';
import { outcomeText, symbols } from '../../review/plan/text';
import { groupBy } from '../../review/group-by';
import { environmentStacks } from '../../stacks';
import { told } from '../e2e/processes';
import type { World } from '../e2e/world';

/** What an environment that is applied becomes by a change. */
export interface Planned {
  readonly outcome: Outcome;
  /** By type of resource what is planned, or who refuses it. */
  readonly lines: readonly string[];
  readonly changes: readonly PlannedChange[];
}

/** Plans a change of an environment that is applied in a world, stack by stack, each against its own state. */
export async function plan(world: World, changed: object, folder: string): Promise<Planned> {
  const { name } = world.environment;
  try {
    loadEnvironments({ ...environments, [name]: changed });
  } catch (error) {
    if (!(error instanceof EnvironmentProblems)) throw error;
    const lines = error.message.split('\n').filter((line) => line.startsWith('environments/'));
    return { outcome: 'refused', lines: lines.map((line) => line.replace(/, found .*/, '')), changes: [] };
  }
  const [before, after] = [world.environment, changed as Environment].map(byName);
  const changes: PlannedChange[] = [];
  for (const stack of new Set([...before!.keys(), ...after!.keys()])) {
    const [old, now] = [before!.get(stack), after!.get(stack)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    if (!old || !now) throw new Error(`${stack} comes or goes: not a change of a field`);
    const planned = await planStack(world, stack, now, join(folder, stack));
    if (planned.refused) return { outcome: 'refused', lines: planned.refused, changes: [] };
    changes.push(...planned.changes);
  }
  return { outcome: outcomeOf(changes), lines: linesOf(changes), changes };
}

/** The stacks of an environment as they are synthesized, with the paths of their constructs. */
function byName(environment: Environment): ReadonlyMap<string, StackJson> {
  const app = Testing.app();
  try {
    const stacks = Object.values(environmentStacks(app, environment)).flatMap((stack) => stack ?? []);
    return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as StackJson]));
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

async function planStack(world: World, stack: string, now: StackJson, folder: string) {
  const applied = join(world.checkout, 'cdktf.out/stacks', stack);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(applied, '.terraform'), join(folder, '.terraform'));
  const lock = join(applied, '.terraform.lock.hcl');
  if (existsSync(lock)) copyFileSync(lock, join(folder, '.terraform.lock.hcl'));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(now));
  try {
    const args = ['-input=false', '-lock=false', '-refresh=false', '-out=changed.tfplan'];
    const ran = await (await world.startTerraformIn(folder, 'plan', ...args)).done;
    if (ran.exitCode !== 0) return { refused: refusals(told(ran)) };
    const shown = await (await world.startTerraformIn(folder, 'show', '-json', 'changed.tfplan')).done;
    if (shown.exitCode !== 0) throw new Error(told(shown));
    const json = JSON.parse(shown.output.slice(shown.output.indexOf('{')));
    return { changes: plannedChanges(json, { name: stack, resource: now.resource }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What Terraform says that it refuses. */
function refusals(output: string): string[] {
  const text = output.replace(/[│╷╵]/g, ' ').replace(/\s+/g, ' ');
  const destroyed = [...text.matchAll(/Resource ([\w.-]+) has lifecycle\.prevent_destroy set/g)].map(
    ([, address = '']) => `Terraform: ${address.split('.')[0]} has prevent_destroy`,
  );
  const conditions = [
    ...text.matchAll(/Resource precondition failed .*?((?:Network|Database|Cache|User group) .*?\.)(?= Error:| $|$)/g),
  ];
  const found = [...new Set([...destroyed, ...conditions.map(([, message = '']) => `plan: ${message}`)])].sort();
  if (found.length === 0) found.push(`plan: ${/Error: (.{0,300})/.exec(text)?.[1] ?? text.slice(0, 300)}`);
  return found;
}

function outcomeOf(changes: readonly PlannedChange[]): Outcome {
  const has = (...actions: string[]) => changes.some(({ action }) => actions.includes(action));
  if (has('destroy', 'forget')) return 'removes';
  if (has('replace')) return 'replaces';
  if (has('update')) return 'in place';
  return has('create') ? 'adds' : 'nothing';
}

/** `~ aws_db_instance (3): in place, a failover` */
function linesOf(changes: readonly PlannedChange[]): string[] {
  const text = (change: PlannedChange) => {
    const { maybeMovedTo: _, ...its } = change;
    return outcomeText(its);
  };
  const order = Object.keys(symbols);
  return [...groupBy(changes, (change) => JSON.stringify([change.action, change.type, text(change)])).values()]
    .map((group) => {
      const [first] = group as [PlannedChange];
      const count = group.length > 1 ? ` (${group.length})` : '';
      return { action: first.action, line: `${symbols[first.action]} ${first.type}${count}: ${text(first)}` };
    })
    .sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action) || (a.line < b.line ? -1 : 1))
    .map(({ line }) => line);
}
