import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { plannedChanges } from '../../../review/plan/changes';
import type { PlanJson } from '../../../review/plan/plan-json';
import { shortName, type EnvironmentStacks } from '../../environments';
import { CliError } from '../../errors';
import { toJson, writeWhole } from '../../files';
import type { Io } from '../../io';
import type { OlderTree } from '../../older-tree';
import { runTasks, type Task } from '../../progress';
import type { Project } from '../../project';
import type { Stack } from '../../synthesis';
import { temporaryPathFor } from '../../temporary';
import type { Binary } from '../../terraform/binary';
import { readDiagnostics } from '../../terraform/diagnostics';
import { initialize, type Initialized } from '../../terraform/init';
import { openTerraform, requiredBy } from '../../terraform/open';
import { Schemas } from '../../terraform/protocol/schema';
import { offline, unreachable, type RunResult } from '../../terraform/terraform';
import { countsOf, plannedStack, sum } from '../changes';
import { explain } from '../explain';
import { joinedRoot, type JoinedRoot, type Named } from '../joined-root';
import { KnownValues } from '../known-values';
import { writeRoot } from '../offline';
import { failure, isFailure, secondsSince, type PlanResult } from '../result';
import { ServedProvider } from '../served-provider';
import { appliedTree, completeTree, preventsDestroy } from './complete-tree';
import { stateOfPlan } from './state-of-plan';

/** The same environment in both trees. */
interface Compared {
  readonly name: string;
  readonly older: Side;
  readonly newer: Side;
}

interface Side {
  /** As they are synthesized. */
  readonly stacks: readonly Named[];
  readonly joined: JoinedRoot;
}

/**
 * What changes from an older tree to this one, without an account (ADR 0025): the older one is planned with every value known, which gives
 * the state that its apply would leave; the provider then plans this one against that state.
 *
 * @throws CliError with what cannot be planned without an account
 */
export async function planAgainst(
  environments: readonly EnvironmentStacks[],
  older: OlderTree,
  binary: Binary,
  project: Project,
  io: Io,
): Promise<PlanResult[]> {
  const compared = environments.map((one) => comparedOf(one, older));
  const all = compared.flatMap(({ older, newer }) => [...older.stacks, ...newer.stacks]);
  assertOnlyAws(all);
  const terraform = openTerraform(
    binary,
    all.map(({ stack }) => stack),
    project,
    io,
    offline(io.env),
  );
  const modules = [...new Set(all.map(({ name }) => name))].sort();
  const providers = requiredBy(compared.flatMap(({ newer }) => newer.stacks.map(({ stack }) => stack)));
  const initialized = await initialize(terraform, { providers, modules }, project.root, project.cache);
  const known = new KnownValues(references(compared));
  const provider = await ServedProvider.of(
    terraform,
    initialized,
    { ...offline(io.env), ...unreachable },
    known.rewrite,
  );
  const tasks = compared.map((one): Task<PlanResult> => ({
    title: one.name,
    run: async (progress) => ({
      ...(await compareOne(one, provider, initialized, project, progress)),
      against: older.label,
    }),
    isFailure,
  }));
  try {
    return await runTasks(io, tasks, availableParallelism());
  } finally {
    await provider.end();
  }
}

function comparedOf({ environment, stacks }: EnvironmentStacks, { stacks: all }: OlderTree): Compared {
  // Both with the providers of this tree: an upgrade of a provider changes nothing by itself.
  const required_providers = requiredBy(stacks);
  const its = all
    .filter(({ name }) => name.startsWith(`${environment.name}-`))
    .map((stack) => ({
      ...stack,
      json: { ...stack.json, terraform: { ...stack.json.terraform, required_providers } },
    }));
  const side = (stacks: readonly Stack[], complete: typeof completeTree): Side => {
    const named = stacks.map((stack) => ({ name: shortName(environment, stack), stack }));
    const plannable = named.map(({ name, stack }) => ({ name, stack: { ...stack, json: complete(stack.json) } }));
    return { stacks: named, joined: joinedRoot(plannable) };
  };
  return { name: environment.name, older: side(its, appliedTree), newer: side(stacks, completeTree) };
}

async function compareOne(
  { name, older, newer }: Compared,
  provider: ServedProvider,
  initialized: Initialized,
  project: Project,
  progress: (text: string) => void,
): Promise<PlanResult> {
  const started = performance.now();
  const root = temporaryPathFor(join(project.out, name, 'against'));
  const cwd = { older: join(root, 'older'), newer: join(root, 'newer') };
  const options = (side: 'older' | 'newer') => ({
    cwd: cwd[side],
    env: { ...unreachable, TF_DATA_DIR: initialized.dataDir },
  });
  const failed = (ran: RunResult, what: string, { stacks }: Side) =>
    failure(
      name,
      started,
      readDiagnostics(ran, what).map((diagnostic) => explain(diagnostic, stacks)),
    );
  const args = ['plan', '-refresh=false', '-lock=false', '-json', '-out=plan'];
  const show = ['show', '-json', 'plan'];
  try {
    writeRoot(cwd.older, older.joined, initialized);
    progress('planning the older tree');
    const before = await provider.runRewritten(args, options('older'));
    if (before.exitCode !== 0) return failed(before, 'terraform plan', older);
    const applied = await provider.runRewritten(show, options('older'));
    if (applied.exitCode !== 0) return failed(applied, 'terraform show', older);

    writeRoot(cwd.newer, newer.joined, initialized);
    const state = stateOfPlan(JSON.parse(applied.stdout) as PlanJson, aliases(older, newer));
    writeWhole(join(cwd.newer, 'terraform.tfstate'), toJson(state));
    progress('planning this tree');
    const ran = await provider.run(args, options('newer'));
    if (ran.exitCode !== 0) return failed(ran, 'terraform plan', newer);
    const shown = await provider.run(show, options('newer'));
    if (shown.exitCode !== 0) return failed(shown, 'terraform show', newer);
    const plan = JSON.parse(shown.stdout) as PlanJson;

    const schemas = new Schemas(await provider.schema());
    const stacks = stackNames(older, newer).map((one) => {
      const [now, was] = [newer, older].map(({ stacks }) => stacks.find((named) => named.name === one)?.stack);
      const stack = (now ?? was) as Stack;
      const changes = plannedChanges(plan, plannedStack(now ?? { ...stack, json: { terraform: {} } }, one), {
        offline: {
          ...(was && { older: plannedStack(was) }),
          isChosenByAws: (type, path) => schemas.isChosenByAws(type, path),
        },
      });
      return {
        name: stack.name,
        ...countsOf(changes),
        changes: changes.map((change) => {
          const [, type = '', label = ''] = /^([\w-]+)\.([\w-]+)/.exec(change.address) ?? [];
          const isKept = preventsDestroy(now?.json.resource?.[type]?.[label]) && change.action === 'replace';
          return isKept ? { ...change, refused: 'Terraform refuses: prevent_destroy is set' } : change;
        }),
      };
    });
    return { name, stacks, ...sum(stacks), seconds: secondsSince(started), diagnostics: [] };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Those of this tree in its order, then those that only the older one has. */
function stackNames(older: Side, newer: Side): readonly string[] {
  return [...new Set([...newer.stacks, ...older.stacks].map(({ name }) => name))];
}

/** Which provider of the newer root a resource of the older one has: that of its stack, else any. What is only destroyed needs no other. */
function aliases(older: Side, newer: Side) {
  const [fallback] = newer.joined.root.provider?.aws ?? [];
  return (module: string, type: string, name: string): string => {
    const [, stack = ''] = /^module\.([\w-]+)/.exec(module) ?? [];
    const json = older.stacks.find((named) => named.name === stack)?.stack.json;
    const own = String(json?.resource?.[type]?.[name]?.provider ?? 'aws');
    const passed = newer.joined.root.module[stack]?.providers as Readonly<Record<string, string>> | undefined;
    return passed?.[own]?.split('.')[1] ?? String(fallback?.alias ?? '');
  };
}

/** Which attributes of which types either tree refers to. */
function references(compared: readonly Compared[]) {
  const text = JSON.stringify(compared.flatMap(({ older, newer }) => [older.joined.modules, newer.joined.modules]));
  const found = new Set(
    [...text.matchAll(/\b([a-z]\w+)\.[\w-]+(?:\[[^\]]*\])?\.(\w+)/g)].map(([, type, name]) => `${type}.${name}`),
  );
  return (type: string, attribute: string) => found.has(`${type}.${attribute}`);
}

function assertOnlyAws(all: readonly Named[]): void {
  const others = Object.values(requiredBy(all.map(({ stack }) => stack))).filter(
    ({ source }) => !/^([\w.]+\/)?(hashicorp\/)?aws$/.test(source),
  );
  if (others.length === 0) return;
  const names = others.map(({ source }) => source).join(', ');
  throw new CliError(
    `--against: expected resources of the AWS provider alone, found those of ${names}`,
    'Compare two plans as JSON: terraform show -json.',
  );
}
