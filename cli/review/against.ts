import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Baseline } from '../../review/assessment/changes';
import { factsFor } from '../../review/engine/environment-facts';
import { judge } from '../../review/assessment/judge';
import type { EnvironmentFacts, Rule } from '../../review/engine/rule';
import { graphOfStacks } from '../../review/model/load';
import { runChild } from '../child';
import { CliError } from '../errors';
import { say, type Io } from '../io';
import { findProject, type Project } from '../project';
import { temporaryFolder } from '../temporary';
import { synthesize } from '../synthesis';

/** The older commit is reviewed with today's rules and facts, so that only the configuration differs. */
export interface Judging {
  readonly rules: readonly Rule[];
  readonly date: string;
  /** The environments of today, to one of which an older stack belongs by its name. */
  readonly environments: readonly string[];
  /** Those that are judged. @default all */
  readonly only?: readonly string[];
  readonly factsOf: (environment: string) => EnvironmentFacts;
}

/**
 * What `--against` names: a report that was kept, else a commit, which is synthesized beside the working tree.
 *
 * @throws CliError when it is neither, or the commit does not synthesize
 */
export async function baselineOf(
  given: string,
  judging: Judging,
  project: Project | undefined,
  io: Io,
): Promise<Baseline> {
  const path = resolve(io.cwd, given);
  if (existsSync(path) && statSync(path).isFile()) return within(ofReport(given, readFileSync(path, 'utf8')), judging);
  if (!project) {
    throw new CliError(
      `--against ${given}: no such report`,
      'A commit can be named for the environments of a project.',
    );
  }
  return within(await ofCommit(given, judging, project, io), judging);
}

/** What is not judged today is reported neither as fixed nor as gone. */
function within(baseline: Baseline, { only }: Judging): Baseline {
  if (!only) return baseline;
  const isJudged = ({ environment }: { readonly environment: string }) => only.includes(environment);
  const { label, findings, postures } = baseline;
  return { label, findings: findings.filter(isJudged), postures: postures.filter(isJudged) };
}

/** What `--against` reads of a report. */
const format = 2;
const versioned = z.looseObject({ formatVersion: z.number(), date: z.string() });
const schema = z.looseObject({
  findings: z.array(z.looseObject({ fingerprint: z.string(), environment: z.string(), status: z.string() })),
  postures: z.array(z.looseObject({ environment: z.string(), resources: z.array(z.unknown()) })),
});

function ofReport(file: string, text: string): Baseline {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new CliError(`--against ${file}: is not JSON: ${(error as Error).message}`, expected);
  }
  const head = versioned.safeParse(given);
  if (head.success && head.data.formatVersion !== format) {
    throw new CliError(
      `--against ${file}: expected a report of format ${format}, found ${head.data.formatVersion}`,
      head.data.formatVersion < format
        ? 'An older terrace wrote it, without the resources that are compared. Name its commit, or write a new one.'
        : 'A newer terrace wrote it.',
    );
  }
  const read = schema.safeParse(given);
  if (!head.success || !read.success) throw new CliError(`--against ${file}: is not a report of terrace`, expected);
  const { findings, postures } = read.data;
  const report = { findings, postures } as unknown as Pick<Baseline, 'findings' | 'postures'>;
  return { label: `${file} of ${head.data.date}`, ...report };
}

const expected = 'Keep one with: terrace check --all --json --output report.json';

async function ofCommit(ref: string, judging: Judging, project: Project, io: Io): Promise<Baseline> {
  const commit = await commitOf(ref, project, io);
  const folder = temporaryFolder('against');
  try {
    const root = await checkOut(commit, folder, project, io);
    const stacks = await synthesizeAt(root, ref, io);
    const older = stacks.map(({ name, json }) => ({
      name,
      environment: environmentOf(name, judging.environments),
      file: `stacks/${name}/cdk.tf.json`,
      json: json as never,
    }));
    const { rules, date } = judging;
    const factsOf = (name: string) =>
      judging.environments.includes(name) ? judging.factsOf(name) : factsFor(name, 'critical');
    const { findings, postures = [] } = judge(await graphOfStacks(older), { rules, date, factsOf, postures: true });
    return { label: `${ref} (${commit.slice(0, 7)})`, findings, postures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `prod-network` belongs to `prod`; for an environment that no longer exists, the text before the last hyphen. */
function environmentOf(stack: string, environments: readonly string[]): string {
  const [named] = environments.filter((name) => stack.startsWith(`${name}-`)).sort((a, b) => b.length - a.length);
  return named ?? stack.replace(/-[^-]*$/, '');
}

async function commitOf(ref: string, project: Project, io: Io): Promise<string> {
  const found = await git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    project.root,
    io,
  );
  if (found.failed) {
    throw new CliError(
      `--against ${ref}: expected a file with a report, or a commit of this repository`,
      'git branch -a lists branches. Where there is no git repository, compare with a report: check --json --output report.json.',
    );
  }
  return found.stdout.trim();
}

/** Writes the files of a commit into a folder, and touches neither the working tree nor its index. @returns the project's root there */
async function checkOut(commit: string, folder: string, project: Project, io: Io): Promise<string> {
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  const files = join(folder, 'files');
  mkdirSync(files);
  const top = (await git(['rev-parse', '--show-toplevel'], project.root, io)).stdout.trim();
  for (const args of [
    ['read-tree', commit],
    ['checkout-index', '--all', `--prefix=${files}/`],
  ]) {
    const ran = await git(args, top, io, env);
    if (ran.failed) throw new CliError(`git ${args[0]}: ${ran.stderr}`);
  }
  const prefix = (await git(['rev-parse', '--show-prefix'], project.root, io)).stdout.trim();
  const root = join(files, prefix);
  const lock = 'package-lock.json';
  const locks = [project.root, root].map((one) => join(one, lock)).filter((file) => existsSync(file));
  if (locks.length === 2 && readFileSync(locks[0] as string, 'utf8') !== readFileSync(locks[1] as string, 'utf8')) {
    say(io, `${lock} differs: the older commit is synthesized with the packages that are installed now`);
  }
  const packages = join(project.root, 'node_modules');
  if (existsSync(packages)) symlinkSync(packages, join(root, 'node_modules'), 'junction');
  return root;
}

async function synthesizeAt(root: string, ref: string, io: Io) {
  try {
    return await synthesize(findProject(root), io);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(`--against ${ref}: that commit does not synthesize: ${error.message}`, error.next);
  }
}

async function git(args: readonly string[], cwd: string, io: Io, env: Record<string, string> = {}) {
  const ran = await runChild(io, 'git', args, { cwd, env: { ...io.env, ...env } });
  if (ran.exitCode === undefined)
    throw new CliError('git is not on the PATH', 'A report can be named instead of a commit.');
  return { ...ran, failed: ran.exitCode !== 0 };
}
