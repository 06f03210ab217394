import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runChild } from './child';
import { CliError } from './errors';
import { say, type Io } from './io';
import { findProject, type Project } from './project';
import { temporaryFolder } from './temporary';
import { synthesize, type Stack } from './synthesis';

/** What another tree of the project synthesizes. */
export interface OlderTree {
  /** `main (94d21f8)`, `../before` */
  readonly label: string;
  readonly stacks: readonly Stack[];
}

/**
 * Synthesizes what `--against` names: a folder with the project, else a commit.
 *
 * @throws CliError when it is neither, or does not synthesize
 */
export async function olderTree(given: string, project: Project, io: Io): Promise<OlderTree> {
  const path = resolve(io.cwd, given);
  if (!existsSync(join(path, 'cdktf.json'))) return olderCommit(given, project, io);
  return { label: given, stacks: await synthesizeAt(path, given, io) };
}

/** Synthesizes a commit beside the working tree. */
export async function olderCommit(ref: string, project: Project, io: Io): Promise<OlderTree> {
  const commit = await commitOf(ref, project, io);
  const folder = temporaryFolder('against');
  try {
    const root = await checkOut(commit, folder, project, io);
    return { label: `${ref} (${commit.slice(0, 7)})`, stacks: await synthesizeAt(root, ref, io) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

/** Runs git. @throws CliError where there is none */
export async function git(args: readonly string[], cwd: string, io: Io, env: Record<string, string> = {}) {
  const ran = await runChild(io, 'git', args, { cwd, env: { ...io.env, ...env } });
  if (ran.exitCode === undefined)
    throw new CliError('git is not on the PATH', 'A report can be named instead of a commit.');
  return { ...ran, failed: ran.exitCode !== 0 };
}
