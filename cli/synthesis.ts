import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child';
import { CliError } from './errors';
import { writeWhole } from './files';
import type { Io, Variables } from './io';
import type { Project } from './project';
import { temporaryFolder } from './temporary';

/** The parts of a synthesized stack that Terrace reads. */
export interface StackJson {
  readonly terraform: {
    readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required_providers?: Readonly<Record<string, RequiredProvider>>;
    readonly required_version?: string;
    readonly [setting: string]: unknown;
  };
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly [block: string]: unknown;
}
export type Block = Readonly<Record<string, unknown>>;
export interface RequiredProvider {
  readonly source: string;
  readonly version?: string;
}

export interface Stack {
  /** `prod-network` */
  readonly name: string;
  /** The names of the stacks that it reads, each after those that it reads itself. */
  readonly dependencies: readonly string[];
  readonly json: StackJson;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { name: string; dependencies: string[]; synthesizedStackPath: string; [other: string]: unknown }>
  >;
}

/**
 * Synthesizes the project by the command of its `cdktf.json`, as cdktf-cli does, but into a folder of its own: an older
 * result stays until there is a new one.
 *
 * @throws CliError with the app's output, when it fails.
 */
export async function synthesize(project: Project, io: Io): Promise<Stack[]> {
  const release = io.attend?.();
  const folder = temporaryFolder('synth');
  try {
    await runApp(project, folder, { TERRACE_SYNTHESIS: '1', ...(io.debug && { TERRACE_DEBUG: '1' }) }, io);
    const manifest = manifestIn(folder);
    const stacks = Object.values(manifest.stacks).map(({ name, dependencies, synthesizedStackPath }) => ({
      name,
      dependencies,
      json: JSON.parse(readFileSync(join(folder, synthesizedStackPath), 'utf8')) as StackJson,
    }));
    replaceSynthesized(folder, manifest, project.synthesized);
    return inOrder(stacks);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    release?.();
  }
}

/** The stacks that another project synthesizes to, where cdktf-cli has them written, and for how many constructs the source line is known. */
export async function synthesizeElsewhere(project: Project, io: Io): Promise<{ stacks: string[]; lines: number }> {
  const preload = `--require ${JSON.stringify(join(__dirname, '../bin/source-frames.cjs'))}`;
  const options = [io.env.NODE_OPTIONS, preload].filter(Boolean).join(' ');
  const sources = join(project.synthesized, 'sources.json');
  rmSync(sources, { force: true });
  await runApp(project, project.synthesized, { NODE_OPTIONS: options }, io);
  const lines = existsSync(sources) ? Object.keys(JSON.parse(readFileSync(sources, 'utf8')) as object).length : 0;
  return { stacks: Object.keys(manifestIn(project.synthesized).stacks), lines };
}

/** Runs the command of a `cdktf.json`, as cdktf-cli does. */
async function runApp(project: Project, outdir: string, env: Variables, io: Io): Promise<void> {
  const ran = await runChild(io, project.app, [], {
    shell: true,
    cwd: project.root,
    env: { ...io.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: JSON.stringify(project.context ?? {}), ...env },
  });
  if (ran.exitCode !== 0) throw new CliError(ran.stderr.trim() || ran.stdout.trim() || ran.shortMessage || 'no output');
  if (ran.stderr) io.stderr.write(`${ran.stderr}\n`);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

/** File by file, so that Terraform's own files beside them (`.terraform`, locks, states) stay. */
function replaceSynthesized(from: string, manifest: Manifest, to: string): void {
  const paths = Object.values(manifest.stacks).map(({ synthesizedStackPath }) => synthesizedStackPath);
  const sources = existsSync(join(from, 'sources.json')) ? ['sources.json'] : [];
  // Lines of another tree are worse than none, should this be interrupted; the same ones stay for whoever reads them meanwhile.
  if (textOf(join(from, 'sources.json')) !== textOf(join(to, 'sources.json'))) {
    rmSync(join(to, 'sources.json'), { force: true });
  }
  for (const path of [...paths, ...sources, 'manifest.json']) {
    writeWhole(join(to, path), readFileSync(join(from, path), 'utf8'));
  }
  for (const folder of readdirSync(join(to, 'stacks'))) {
    if (!(folder in manifest.stacks)) rmSync(join(to, 'stacks', folder, 'cdk.tf.json'), { force: true });
  }
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Each stack after those that it reads. */
export function inOrder(stacks: readonly Stack[]): Stack[] {
  const ordered = new Set<Stack>();
  const visit = (stack: Stack) => {
    for (const name of stack.dependencies) {
      const below = stacks.find((candidate) => candidate.name === name);
      if (below && !ordered.has(below)) visit(below);
    }
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}
