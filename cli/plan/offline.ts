import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { plannedChanges } from '../../review/plan/changes';
import type { PlanJson } from '../../review/plan/plan-json';
import { shortName, type EnvironmentStacks } from '../environments';
import { swapIn, toJson, writeWhole } from '../files';
import { temporaryPathFor } from '../temporary';
import type { Io } from '../io';
import { runTasks, type Task } from '../progress';
import type { Project } from '../project';
import type { Binary } from '../terraform/binary';
import { readDiagnostics, readLine } from '../terraform/diagnostics';
import { openTerraform, requiredBy } from '../terraform/open';
import { initialize, lockFileName, type Initialized } from '../terraform/init';
import { offline, unreachable, type RunResult, type Terraform } from '../terraform/terraform';
import { changesOf, plannedStack, sum } from './changes';
import { explain } from './explain';
import { failure, isFailure, secondsSince, type PlanResult } from './result';
import { ServedProvider } from './served-provider';
import { joinedRoot, type JoinedRoot, type Named } from './joined-root';

/** An environment, ready to be planned. */
export interface Prepared {
  readonly name: string;
  readonly stacks: readonly Named[];
  readonly joined: JoinedRoot;
}

/** Plans environments, each as a whole, several at once. */
export async function planAllOffline(
  environments: readonly EnvironmentStacks[],
  binary: Binary,
  project: Project,
  io: Io,
): Promise<PlanResult[]> {
  const prepared = environments.map(prepare);
  const stacks = environments.flatMap((environment) => environment.stacks);
  const terraform = openTerraform(binary, stacks, project, io, offline(io.env));
  const initialized = await initializeAll(terraform, prepared, project);
  const provider = await ServedProvider.of(terraform, initialized, { ...offline(io.env), ...unreachable });
  const tasks = prepared.map((environment): Task<PlanResult> => ({
    title: environment.name,
    run: (progress) => planOffline(provider, initialized, environment, project, progress),
    isFailure,
  }));
  try {
    return await runTasks(io, tasks, availableParallelism());
  } finally {
    await provider.end();
  }
}

/** @throws CliError with what cannot be planned without an account. */
export function prepare({ environment, stacks }: EnvironmentStacks): Prepared {
  const named = stacks.map((stack) => ({ name: shortName(environment, stack), stack }));
  return { name: environment.name, stacks: named, joined: joinedRoot(named) };
}

/** One `init` for all of them. */
export function initializeAll(terraform: Terraform, all: readonly Prepared[], project: Project): Promise<Initialized> {
  const providers = requiredBy(all.flatMap(({ stacks }) => stacks.map(({ stack }) => stack)));
  const modules = [...new Set(all.flatMap(({ stacks }) => stacks.map(({ name }) => name)))].sort();
  return initialize(terraform, { providers, modules }, project.root, project.cache);
}

/**
 * Plans the stacks of an environment together, with no account and no network, and writes the plan to
 * `terrace.out/<env>/plan.json`, beside the configuration that it is of. An older one stays until there is a new one.
 */
async function planOffline(
  provider: ServedProvider,
  initialized: Initialized,
  { name, stacks, joined }: Prepared,
  project: Project,
  progress: (text: string) => void,
): Promise<PlanResult> {
  const started = performance.now();
  const place = join(project.out, name);
  const root = temporaryPathFor(join(place, 'root'));
  const failed = (ran: RunResult, what: string) => {
    const diagnostics = readDiagnostics(ran, what).map((diagnostic) => explain(diagnostic, stacks));
    return failure(name, started, diagnostics);
  };
  try {
    writeRoot(root, joined, initialized);
    const options = { cwd: root, env: { ...unreachable, TF_DATA_DIR: initialized.dataDir } };
    let planned = 0;
    const onLine = (line: string) => {
      if (readLine(line).type === 'planned_change') progress(`${++planned} resources`);
    };
    progress('planning');
    const args = ['plan', '-refresh=false', '-lock=false', '-json', '-out=plan'];
    const ran = await provider.run(args, { ...options, onLine });
    if (ran.exitCode !== 0) return failed(ran, 'terraform plan');
    const diagnostics = readDiagnostics(ran, 'terraform plan').map((diagnostic) => explain(diagnostic, stacks));

    progress(`${planned} resources, writing the plan`);
    const shown = await provider.run(['show', '-json', 'plan'], options);
    if (shown.exitCode !== 0) return failed(shown, 'terraform show');
    rmSync(join(root, 'plan'));
    const plan: PlanJson = JSON.parse(shown.stdout);
    const results = stacks.map(({ name, stack }) => ({
      name: stack.name,
      ...changesOf(plan, name),
      changes: plannedChanges(plan, plannedStack(stack, name)),
    }));
    swapIn(root, join(place, 'root'));
    const planFile = join(place, 'plan.json');
    writeWhole(planFile, shown.stdout);
    return { name, stacks: results, ...sum(results), seconds: secondsSince(started), planFile, diagnostics };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function writeRoot(root: string, { root: json, modules }: JoinedRoot, { lock }: Initialized): void {
  writeWhole(join(root, 'main.tf.json'), toJson(json));
  for (const [name, module] of Object.entries(modules)) {
    writeWhole(join(root, 'modules', name, 'main.tf.json'), toJson(module));
  }
  if (lock) writeWhole(join(root, lockFileName), lock);
}
