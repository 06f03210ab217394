import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import * as exported from '../environments';
import { withAsIf, type AsIf } from '../environments/as-if';
import { listed } from '../environments/listed';
import { loadEnvironments } from '../environments/load';
import type { Environment } from '../environments/schema';
import { CliError } from './errors';
import type { Stack } from './synthesis';

/** The stacks of one environment. */
export interface EnvironmentStacks {
  readonly environment: Environment;
  /** In an order in which they can be applied. */
  readonly stacks: readonly Stack[];
}

/**
 * The environments named, in order of promotion; all of them when none is.
 *
 * @param root the folder that holds `environments/`.
 * @param asIf the environment that is in another region.
 * @throws EnvironmentProblems, before anything else happens, when any environment is wrong.
 * @throws CliError for a name that no environment has.
 */
export function pickEnvironments(names: readonly string[], root: string, asIf?: AsIf): Environment[] {
  const found = { ...listed(root), ...exported };
  const all = loadEnvironments(asIf ? withAsIf(found, asIf) : found);
  const known = all.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new CliError(`no environment is named ${JSON.stringify(name)}`, advice(name, known, root));
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/** The next step for a name that no environment has. */
function advice(name: string, known: readonly string[], root: string): string {
  const file = join(root, 'environments', `${name}.ts`);
  const isFile = /^[a-z][a-z0-9]*$/.test(name) && existsSync(file);
  if (isFile && readFileSync(file, 'utf8').includes('satisfies Environment')) {
    return `environments/${name}.ts exists; add it to environments/index.ts: export { ${name} } from './${name}';`;
  }
  const meant = closest(name.toLowerCase(), known);
  const isNear = 2 * distance(name.toLowerCase(), meant) <= name.length;
  return `${isNear ? `Did you mean ${meant}? ` : ''}There are ${known.join(', ')}.`;
}

/** The short name of the stack that holds every other one's state. */
export const stateStack = 'state';

/** Groups stacks by environment: `<env>-<name>`, where the longest name wins, so that `dev-eu` does not belong to `dev`. */
export function stacksOf(environments: readonly Environment[], stacks: readonly Stack[]): EnvironmentStacks[] {
  const names = loadEnvironments(exported).map(({ name }) => name);
  const owner = (stack: Stack) =>
    names.filter((name) => stack.name.startsWith(`${name}-`)).sort((a, b) => b.length - a.length)[0];
  return environments.map((environment) => {
    const its = stacks.filter((stack) => owner(stack) === environment.name);
    if (its.length === 0)
      throw new CliError(`${environment.name}: no stack is named ${environment.name}-…`, 'main.ts creates the stacks.');
    // Nothing reads it, and nothing has a state without it.
    const isState = (stack: Stack) => shortName(environment, stack) === stateStack;
    return { environment, stacks: [...its.filter(isState), ...its.filter((stack) => !isState(stack))] };
  });
}

/** `network`, of `prod-network`. */
export function shortName(environment: Environment, stack: Stack): string {
  return stack.name.slice(environment.name.length + 1);
}
