import type { Rule } from '../../review/engine/rule';
import { mappingOf } from '../../policies/controls';
import { controlLinesOf } from '../../review/reports/controls';
import { cut } from '../../review/reports/escape';
import { paintFor } from '../../review/reports/text/paint';
import { dedented, examplesOf, resourcesOf } from '../../review/reports/rule-text';
import { columns, counted, wrapped } from '../../review/reports/wrap';
import { toJson } from '../files';
import { colours, print, type Io } from '../io';
import { atLeast, chosenRules, findRule, type RuleOptions } from '../review/rules';

export interface RulesOptions extends RuleOptions {
  /** The least that is listed. */
  readonly severity?: string;
  readonly json?: boolean;
}

/** Lists the rules, or shows one of them whole. */
export async function rules(name: string | undefined, options: RulesOptions, io: Io): Promise<number> {
  const chosen = name === undefined ? atLeast(chosenRules(options), options.severity) : [findRule(name)];
  const [one] = chosen;
  if (options.json) print(io, toJson(name === undefined ? chosen.map(asData) : one && detailed(one)).trimEnd());
  else print(io, name === undefined ? list(chosen, io) : one ? shown(one, io) : '');
  return 0;
}

function asData(rule: Rule) {
  const { id, aliases, title, severity, why, fix, resources } = rule;
  const { checkov = [], trivy = [], securityHub = [], cis5 = [], cis3 = [], cdkNag = [] } = mappingOf(rule);
  return { id, aliases, title, severity, why, fix, resources, checkov, securityHub, cis5, cis3, trivy, cdkNag };
}

function detailed(rule: Rule) {
  return { ...asData(rule), examples: rule.examples };
}

function list(some: readonly Rule[], io: Io): string {
  const paint = paintFor(colours(io, io.stdout).isColorSupported);
  const rows = columns(some.map(({ id, severity, aliases, title }) => [severity, id, aliases.join(', '), title]));
  // A terminal would break long lines; other readers get them whole.
  const most = io.stdout.isTTY ? io.stdout.columns || 80 : Infinity;
  const painted = rows.map((row, index) => {
    const severity = some[index]?.severity;
    const line = cut(row, most);
    return severity ? line.replace(severity, (word) => paint.severity(severity, word)) : line;
  });
  return [...painted, '', `${counted(some.length, 'rule')}; terrace rules <id> shows one`].join('\n');
}

function shown(rule: Rule, io: Io): string {
  const paint = paintFor(colours(io, io.stdout).isColorSupported);
  const width = Math.min(io.stdout.isTTY ? io.stdout.columns || 80 : 100, 100);
  const lines = (label: string, text: string) => wrapped(`${label.padEnd(14)}`, text, width);
  return [
    `${paint.bold(rule.id)}  ${paint.severity(rule.severity)}  ${rule.aliases.join(', ')}`.trimEnd(),
    rule.title,
    '',
    ...lines('why', rule.why),
    ...lines('fix', rule.fix),
    ...lines('checks', resourcesOf(rule).join(', ')),
    ...controlLinesOf(mappingOf(rule)).flatMap(([source, ids]) => lines(source, ids)),
    ...examplesOf(rule).flatMap(([kind, examples]) =>
      Object.entries(examples).flatMap(([what, hcl]) => ['', `${paint.bold(kind)}: ${what}`, indented(dedented(hcl))]),
    ),
  ].join('\n');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
