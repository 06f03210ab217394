import { closest } from 'fastest-levenshtein';
import { severities, type Rule, type Severity } from '../../review/engine/rule';
import { frameworkIds, frameworks, rulesOf, type Framework } from '../../policies/controls';
import { rules } from '../../policies/rules';
import { CliError } from '../errors';

export interface RuleOptions {
  /** Ids or aliases. */
  readonly rule?: readonly string[];
  readonly framework?: string;
}

/** The rules of a review: all, or those that the options select. */
export function chosenRules(options: RuleOptions): Rule[] {
  const named = options.rule?.flatMap(replacing);
  const pack = options.framework === undefined ? rules : rulesOf(framework(options.framework), rules);
  return rules.filter((rule) => (!named || named.includes(rule)) && pack.includes(rule));
}

/** The rules that replace the one of an id, or the rule of an id or an alias. */
function replacing(name: string): readonly Rule[] {
  const found = rules.filter(({ replaces = [] }) => replaces.includes(name.toLowerCase()));
  return found.length > 0 ? found : [findRule(name)];
}

/** Those of a severity or worse: what is shown, of rules or findings. */
export function atLeast<T extends { readonly severity: Severity }>(all: readonly T[], given?: string): readonly T[] {
  if (given === undefined) return all;
  const least = severities.indexOf(readSeverity(given));
  return all.filter(({ severity }) => severities.indexOf(severity) <= least);
}

/** The rule of an id or an alias, in any letters. */
export function findRule(name: string): Rule {
  const is = (known: string) => known.toLowerCase() === name.toLowerCase();
  const rule = rules.find(({ id, aliases }) => is(id) || aliases.some(is));
  if (rule) return rule;
  const now = rules.filter(({ replaces = [] }) => replaces.some(is)).map(({ id }) => id);
  if (now.length > 0) throw new CliError(`${JSON.stringify(name)} is now ${now.join(' and ')}`);
  const names = rules.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new CliError(
    `no rule is called ${JSON.stringify(name)}`,
    `Did you mean ${closest(name, names)}? terrace rules lists them.`,
  );
}

function readSeverity(given: string): Severity {
  const known = severities.find((severity) => severity === given);
  if (!known) throw new CliError(`--severity: expected ${severities.join(', ')}, found ${JSON.stringify(given)}`);
  return known;
}

function framework(given: string): Framework {
  const known = frameworkIds.find((id) => id === given.toLowerCase());
  if (!known) throw new CliError(`--framework: expected ${frameworkIds.join(', ')}, found ${JSON.stringify(given)}`);
  return frameworks[known];
}
