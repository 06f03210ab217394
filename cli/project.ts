import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CliError } from './errors';

/** A CDKTF project, as its `cdktf.json` says. */
export interface Project {
  readonly root: string;
  /** The command that synthesizes it. */
  readonly app: string;
  /** Where CDKTF's users expect the synthesized stacks. */
  readonly synthesized: string;
  /** Where plans go. */
  readonly out: string;
  /** Files that Terrace keeps between runs. Only `bootstrap/` contains something that cannot be recreated. */
  readonly cache: string;
  readonly context: unknown;
}

/** The project that holds `from`: the nearest `cdktf.json` upward. */
export function findProject(from: string): Project {
  let root = resolve(from);
  while (!existsSync(join(root, 'cdktf.json'))) {
    const above = dirname(root);
    if (above === root) throw new CliError(`no cdktf.json in ${from} or above`, 'Run terrace inside its repository.');
    root = above;
  }
  const { app, output = 'cdktf.out', context } = readConfig(join(root, 'cdktf.json'));
  if (typeof app !== 'string') throw new CliError(`cdktf.json: app: expected a command, found ${JSON.stringify(app)}`);
  const at = (folder: string) => resolve(root, folder);
  return { root, app, synthesized: at(output), out: at('terrace.out'), cache: at('.terrace'), context };
}

function readConfig(file: string): { app?: unknown; output?: string; context?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file}: expected JSON: ${(error as Error).message}`);
  }
}
