import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
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

/**
 * Plans a change of an environment that is applied in a world, stack by stack, each against its own state.
 *
 * @param before the environment, as it is synthesized and applied
 * @param alone whether it is the only environment
 */
export async function plan(
  world: World,
  before: Stacks,
  changed: object,
  alone: boolean,
  folder: string,
): Promise<Planned> {
  const { name } = world.environment;
  try {
    loadEnvironments({ ...(!alone && environments), [name]: changed });
  } catch (error) {
    if (!(error instanceof EnvironmentProblems)) throw error;
    const lines = error.message.split('\n').filter((line) => line.startsWith('environments/'));
    return { outcome: 'refused', lines: lines.map((line) => line.replace(/, found .*/, '')), changes: [] };
  }
  const after = synthesized(changed as Environment);
  const changes: PlannedChange[] = [];
  const [coming, waiting]: [string[], string[]] = [[], []];
  for (const stack of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(stack), after.get(stack)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    if (!now) throw new Error(`${stack} goes: not a change of a field`);
    if (!old) {
      coming.push(`+ stack ${stack}: ${resourcesOf(now)} resources`);
      continue;
    }
    const planned = await planStack(world, stack, { old, now }, join(folder, stack));
    if (planned.refused) return { outcome: 'refused', lines: planned.refused, changes: [] };
    if (planned.waits) waiting.push(`${stack}: planned when the stacks below it are applied`);
    else changes.push(...planned.changes);
  }
  const outcome = outcomeOf(changes);
  const lines = [...linesOf(changes), ...coming, ...waiting];
  return { outcome: outcome === 'nothing' && coming.length > 0 ? 'adds' : outcome, lines, changes };
}

function resourcesOf({ resource = {} }: StackJson): number {
  return Object.values(resource).reduce((count, named) => count + Object.keys(named).length, 0);
}

/** By name: `prod-network`. */
export type Stacks = ReadonlyMap<string, StackJson>;

/** The stacks of an environment as `main.ts` synthesizes them. */
export function synthesized(environment: Environment): Stacks {
  const outdir = mkdtempSync(join(tmpdir(), 'terrace-synth-'));
  try {
    const app = new App({ outdir });
    environmentStacks(app, environment);
    app.synth();
    const stacks = join(outdir, 'stacks');
    const read = (name: string) => JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8')) as StackJson;
    return new Map(readdirSync(stacks).map((name) => [name, read(name)]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

async function planStack(
  world: World,
  stack: string,
  { old, now }: { readonly old: StackJson; readonly now: StackJson },
  folder: string,
): Promise<{
  readonly changes: readonly PlannedChange[];
  readonly refused?: readonly string[];
  readonly waits?: boolean;
}> {
  const applied = join(world.checkout, 'cdktf.out/stacks', stack);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(applied, '.terraform'), join(folder, '.terraform'));
  const lock = join(applied, '.terraform.lock.hcl');
  if (existsSync(lock)) copyFileSync(lock, join(folder, '.terraform.lock.hcl'));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(now));
  try {
    const args = ['-json', '-input=false', '-lock=false', '-refresh=false', '-out=changed.tfplan'];
    const ran = await (await world.startTerraformIn(folder, 'plan', ...args)).done;
    const errors = errorsIn(ran.output);
    // It reads an output that a stack below will have.
    if (errors.some(({ summary }) => summary === 'Unsupported attribute')) return { waits: true, changes: [] };
    if (ran.exitCode !== 0) {
      if (errors.length === 0) throw new Error(told(ran));
      return { refused: refusals(errors), changes: [] };
    }
    const shown = await (await world.startTerraformIn(folder, 'show', '-json', 'changed.tfplan')).done;
    if (shown.exitCode !== 0) throw new Error(told(shown));
    const json = JSON.parse(shown.output.slice(shown.output.indexOf('{')));
    // The older one has the constructs of what is destroyed.
    const older = { name: stack, resource: old.resource };
    const its = { name: stack, resource: now.resource };
    return { changes: plannedChanges(json, its, { offline: { older, isChosenByAws: () => false } }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

function errorsIn(output: string): readonly Diagnostic[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => (JSON.parse(line) as { readonly diagnostic?: Diagnostic }).diagnostic ?? [])
    .filter(({ severity }) => severity === 'error');
}

/** What Terraform says that it refuses. */
function refusals(errors: readonly Diagnostic[]): string[] {
  const lines = errors.map(({ summary, detail }) => {
    const [, type] = /Resource (\w+)\.[\w-]+ has lifecycle\.prevent_destroy set/.exec(detail) ?? [];
    if (type) return `Terraform: ${type} has prevent_destroy`;
    return `plan: ${summary === 'Resource precondition failed' ? detail.replace(/\s+/g, ' ') : summary}`;
  });
  return [...new Set(lines)].sort();
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
