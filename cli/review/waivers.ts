import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { Rule } from '../../review/engine/rule';
import { readWaivers } from '../../review/engine/waiver';
import { waivers as own } from '../../environments/waivers';
import { rules as all } from '../../policies/rules';
import { CliError } from '../errors';
import type { Io } from '../io';

/**
 * The waivers of a review: those of the project for its environments, and those of a file, YAML or JSON, that holds a
 * list of them or has one under `waivers`.
 *
 * @param rules the rules that are judged: a waiver of another one is not looked at, and is not a fault
 */
export function waiversFor(isProject: boolean, file: string | undefined, rules: readonly Rule[], io: Io) {
  const read = [
    ...(isProject ? [readWaivers(own, 'environments/waivers/index.ts')] : []),
    ...(file === undefined ? [] : [readWaivers(readFile(file, io), file)]),
  ];
  const names = (some: readonly Rule[]) =>
    new Set(some.flatMap(({ id, aliases, replaces = [] }) => [id, ...aliases, ...replaces]));
  const judged = names(rules);
  const known = names(all);
  return {
    waivers: read
      .flatMap(({ waivers }) => waivers)
      .filter(({ waiver }) => judged.has(waiver.rule) || !known.has(waiver.rule)),
    waiverProblems: read.flatMap(({ problems }) => problems),
  };
}

function readFile(file: string, io: Io): unknown {
  const path = resolve(io.cwd, file);
  if (!existsSync(path)) throw new CliError(`--waivers ${file}: no such file`);
  const given = parsed(readFileSync(path, 'utf8'), file);
  return typeof given === 'object' && given !== null && 'waivers' in given ? given.waivers : given;
}

/** Without aliases: a few lines of them can stand for gigabytes. */
function parsed(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new CliError(`${file}: expected YAML or JSON: ${(error as Error).message.split('\n')[0]}`);
  }
}
