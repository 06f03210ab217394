import type { Value } from '../../value';
import { mapOf, refuse, stopAsUnknown } from './arguments';

/** Longer inputs, or patterns with more repetitions in each other, could take for ever: Terraform's engine does not go back, ours does. */
const longestInput = 10_000;

/** A pattern of RE2, as Terraform takes it, as one of JavaScript. */
export function regularExpression(pattern: string): {
  all(given: string): RegExpExecArray[];
  replaceAll(given: string, by: string): string;
} {
  let flags = 'gu';
  const source = pattern
    .replace(/^\(\?([imsU]+)\)/, (_, letters: string) => ((flags += letters.replace('U', '')), ''))
    .replace(/\(\?P</g, '(?<')
    .replace(/\[\[:(\w+):\]\]/g, (whole, name: string) => classes.get(name) ?? whole)
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$');
  const compiled = compile(source, flags) ?? compile(source, flags.replace('u', ''));
  if (!compiled) return refuse(`${JSON.stringify(pattern)} is no regular expression`);
  const guard = (given: string) => {
    if (isCostly(source, given.length))
      stopAsUnknown(
        `the regular expression ${JSON.stringify(pattern)} may take for ever on ${given.length} characters`,
      );
  };
  return {
    all: (given) => (guard(given), [...given.matchAll(compiled)]),
    replaceAll: (given, by) => (guard(given), given.replace(compiled, withoutNames(by, compiled))),
  };
}

const classes: ReadonlyMap<string, string> = new Map([
  ['alpha', '[A-Za-z]'],
  ['digit', '[0-9]'],
  ['alnum', '[A-Za-z0-9]'],
  ['upper', '[A-Z]'],
  ['lower', '[a-z]'],
  ['space', '[\\s]'],
  ['punct', '[!-\\/:-@\\[-`{-~]'],
]);

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

/** A group with a repetition in it that is repeated, or so many repetitions that going back over each adds up. */
function isCostly(source: string, length: number): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const repetitions = (bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length;
  const isNested = /\([^()]*(?:[*+|]|\{\d+,)[^()]*\)(?:[*+]|\{\d)/.test(bare) || /\)\)+(?:[*+]|\{\d)/.test(bare);
  if (isNested && length > 20) return true;
  return length > longestInput ? repetitions > 1 : length ** Math.min(repetitions, 8) > 1e9;
}

/** `$1` and `$name` of Go; `$<1>` is written by the caller for both. */
function withoutNames(by: string, compiled: RegExp): string {
  return by.replace(/\$<(\w+)>/g, (whole, name: string) =>
    /^\d+$/.test(name) ? `$${name}` : compiled.source.includes(`(?<${name}>`) ? whole : '',
  );
}

/** What `regex` gives of each match: the text, the list of its groups, or the map of its named groups. */
export function matchOf(pattern: string, given: string): Value[] {
  return regularExpression(pattern)
    .all(given)
    .map((match): Value => {
      if (match.groups) return mapOf(Object.entries(match.groups).map(([name, part]) => [name, part ?? null]));
      return match.length > 1 ? match.slice(1).map((part) => part ?? null) : match[0];
    });
}
