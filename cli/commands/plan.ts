import { provenanceText, type Provenance } from '../../review/plan/provenance';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { staysBehind } from '../../environments/as-if';
import { pickEnvironments, stacksOf, type EnvironmentStacks } from '../environments';
import { CliError } from '../errors';
import { errorCode } from '../exit';
import { toJson } from '../files';
import { colours, isCi, print, say, type Io } from '../io';
import { besides, readAsIf, staysText } from '../plan/as-if';
import { hasChanges, sum } from '../plan/changes';
import { planAgainst } from '../plan/against/compare';
import { toText } from '../plan/explain';
import { olderTree } from '../older-tree';
import { planLive } from '../plan/live';
import { planAllOffline } from '../plan/offline';
import { isFailure, type PlanResult } from '../plan/result';
import { planTable } from '../plan/table';
import { planText } from '../plan/text';
import { findProject, type Project } from '../project';
import { runTasks, type Task } from '../progress';
import { provenanceOf } from '../provenance';
import { synthesize } from '../synthesis';
import { binaryName, findBinary, howToGetTerraform, type Binary } from '../terraform/binary';
import { initialize } from '../terraform/init';
import { openTerraform, requiredBy } from '../terraform/open';

export interface PlanOptions {
  readonly json?: boolean;
  readonly live?: boolean;
  readonly detailedExitcode?: boolean;
  /** A commit, or a folder with the project: what changes since then. */
  readonly against?: string;
  /** `region=eu-west-3`: the environment as if it were in that region. */
  readonly asIf?: string;
  /** Every resource and attribute, also of what is created. */
  readonly verbose?: boolean;
}

/**
 * Plans environments: all stacks of each together and offline, with `live` each stack against the account, with `against` what differs from
 * another tree, with `asIf` one environment as it would be in another region.
 *
 * @returns 0, or 2 for an error; with `detailedExitcode` as Terraform: 0 for no changes, 1 for an error, 2 for changes
 */
export async function plan(names: readonly string[], options: PlanOptions, io: Io): Promise<number> {
  if (options.live && options.against !== undefined) {
    throw new CliError(
      '--live and --against cannot be used together',
      'The one asks the account, the other does without.',
    );
  }
  const asIf = options.asIf === undefined ? undefined : readAsIf(options.asIf, names);
  if (asIf && (options.live || options.against !== undefined)) {
    throw new CliError('--as-if plans without an account and against nothing', 'Leave --live and --against out.');
  }
  const found = findProject(io.cwd);
  const project = asIf ? besides(found, asIf) : found;
  const picked = pickEnvironments(names, project.root, asIf);
  // At the same time; what the app refuses comes first.
  const finding = findBinary(io);
  finding.catch(() => undefined);
  const stacks = await synthesize(project, io);
  const environments = stacksOf(picked, stacks);
  const binary = await finding;
  if (!binary) return withoutTerraform(environments, project, options, io);
  const results = await run(environments, binary, options, project, io);
  const provenance = await provenanceOf(environments, binary, project, io);
  const stays = asIf && { ...asIf, stays: picked.flatMap(staysBehind) };
  report(results, provenance, binary, { ...options, ...(stays && { stays }) }, project, io);
  if (asIf && !options.json) print(io, picked.map((environment) => `\n${staysText(environment, asIf)}`).join('\n'));
  if (results.some(isFailure)) return errorCode();
  const isChanged =
    hasChanges(sum(results)) || results.some(({ stacks }) => stacks.some(({ changes }) => changes.length > 0));
  return options.detailedExitcode && isChanged ? 2 : 0;
}

async function run(
  environments: readonly EnvironmentStacks[],
  binary: Binary,
  { against, ...options }: PlanOptions,
  project: Project,
  io: Io,
): Promise<PlanResult[]> {
  if (options.live) return live(environments, binary, project, io);
  if (against === undefined) return planAllOffline(environments, binary, project, io);
  return planAgainst(environments, await olderTree(against, project, io), binary, project, io);
}

async function live(environments: readonly EnvironmentStacks[], binary: Binary, project: Project, io: Io) {
  const stacks = environments.flatMap((environment) => environment.stacks);
  const terraform = openTerraform(binary, stacks, project, io);
  // Fills the provider cache once, and gives all stacks one lock file.
  const initialized = await initialize(
    terraform,
    { providers: requiredBy(stacks), modules: [] },
    project.root,
    project.cache,
  );
  const tasks = environments.map((environment): Task<PlanResult> => ({
    title: environment.environment.name,
    run: (progress) => planLive(terraform, environment, initialized, project, progress),
    isFailure,
  }));
  return runTasks(io, tasks, availableParallelism());
}

/**
 * Without Terraform: prints what was synthesized and how to get Terraform. In CI, or with --detailed-exitcode, that is
 * an error, since exit 0 would mean "no changes" without a plan.
 *
 * @throws CliError with `CI` or `--detailed-exitcode`
 */
function withoutTerraform(
  environments: readonly EnvironmentStacks[],
  project: Project,
  { json, detailedExitcode }: PlanOptions,
  io: Io,
): number {
  const reason = `${binaryName(io.env)} is not on the PATH, so nothing was planned`;
  if (detailedExitcode || isCi(io.env)) throw new CliError(reason, howToGetTerraform);
  const leftOut = `${reason}. ${howToGetTerraform}`;
  if (json) {
    const synthesized = environments.map(({ environment, stacks }) => ({
      name: environment.name,
      stacks: stacks.map(({ name }) => ({ name })),
    }));
    print(io, toJson({ environments: synthesized, leftOut }).trimEnd());
    return 0;
  }
  const folder = relative(io.cwd, project.synthesized) || '.';
  for (const { environment, stacks } of environments) {
    print(io, `${environment.name}: synthesized ${stacks.map(({ name }) => name).join(', ')} to ${folder}`);
  }
  print(io, `\nPlan skipped: ${leftOut}`);
  return 0;
}

function report(
  results: readonly PlanResult[],
  provenance: Provenance,
  binary: Binary,
  options: PlanOptions & { readonly stays?: object },
  project: Project,
  io: Io,
): void {
  if (options.json) {
    const { product, version } = binary;
    const terraform = { product, version };
    const asIf = options.stays && { asIf: options.stays };
    print(io, toJson({ terraform, provenance, live: Boolean(options.live), ...asIf, environments: results }).trimEnd());
    return;
  }
  const planned = results.filter(({ stacks }) => stacks.length > 0);
  if (planned.length > 0) {
    const sections = planned.map((result) => ({ ...result, rows: result.stacks.map(row) }));
    if (options.against === undefined) print(io, `${planTable(sections, colours(io, io.stdout))}\n`);
    print(io, planned.map((result) => planText(result, options, colours(io, io.stdout))).join('\n\n'));
    print(io, `\n${provenanceText(provenance)}`);
  }
  for (const { planFile } of planned) if (planFile) print(io, `wrote ${relative(io.cwd, planFile)}`);
  const paint = colours(io, io.stderr);
  for (const { name, diagnostics } of results) {
    for (const diagnostic of diagnostics) {
      const text = `${name}: ${toText(diagnostic, relative(io.cwd, project.synthesized))}`;
      say(io, `\n${diagnostic.severity === 'error' ? paint.red(text) : paint.yellow(text)}`);
    }
  }
}

function row({ waitsFor, ...counts }: PlanResult['stacks'][number]) {
  return { ...counts, ...(waitsFor && { instead: `waits for ${waitsFor.join(', ')}` }) };
}
