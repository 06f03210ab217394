import type { Finding } from '../../engine/finding';
import type { EnvironmentReport, Report } from '../../assessment/report';
import { severities } from '../../engine/rule';
import { grouped, type Group } from '../groups';
import { notJudgedIn, type NotJudgedThing } from '../not-judged';
import type { Format } from '../options';
import { counted } from '../wrap';
import { cell, code, prose } from './escape';
import { changes } from './changes';
import { ownership } from './ownership';
import { faultItem, passItem, ruleHeading, waivedItem } from './items';

/** GitHub refuses a comment of more than 65,536 characters. */
export const mostCharacters = 60_000;

interface Section {
  readonly title: string;
  readonly items: readonly Group[];
  readonly item: (group: Group) => string;
  /** What stands once above the items of a rule. */
  readonly heading?: (group: Group) => string;
}

/** For a pull request's comment and a job's summary: the gates, then what was found, the worst first, folded. */
export const markdown: Format = (report, { all }) => {
  const groups = grouped(report, report.findings);
  const of = (status: Finding['status']) => groups.filter(({ first }) => first.status === status);
  const fault = { item: faultItem, heading: ruleHeading };
  const sections: Section[] = [
    ...severities.map((severity) => ({
      title: severity,
      items: of('fail').filter(({ first }) => first.severity === severity),
      ...fault,
    })),
    { title: 'unknown', items: of('unknown'), ...fault },
    { title: 'waived', items: of('waived'), item: waivedItem },
    { title: 'passed', items: all ? of('pass') : [], item: passItem },
  ];
  const head = [
    heading(report),
    '',
    ...table(report.environments),
    '',
    ...changes(report),
    ...notJudged(report),
    ...waiverProblems(report),
    '',
  ].join('\n');
  const owned = ownership(report);
  const shown = sections.filter(({ items }) => items.length > 0);
  return fitted(head, shown, mostCharacters - owned.length) + owned;
};

function heading({ environments }: Report): string {
  const names = (some: readonly EnvironmentReport[]) => some.map(({ name }) => code(name)).join(', ');
  const empty = environments.filter(({ gate }) => gate.nothingJudged);
  const closed = environments.filter(({ gate }) => !gate.passes && !gate.nothingJudged);
  const parts = [
    ...(empty.length > 0 ? [`nothing was judged in ${names(empty)}`] : []),
    ...(closed.length > 0 ? [`the gate is closed for ${names(closed)}`] : []),
  ];
  return `## Terrace: ${parts.join('; ') || 'the gate passes'}`;
}

const counts: readonly (readonly [string, (environment: EnvironmentReport) => number])[] = [
  ['resources', ({ resources }) => resources],
  ['judged', ({ judged }) => judged],
  ['not applicable', ({ notApplicable }) => notApplicable],
  ['not judged', ({ notJudged }) => notJudged],
  ...severities.map((severity) => [severity, ({ counts }: EnvironmentReport) => counts[severity].fail] as const),
  ['unknown', (environment) => sum(environment, 'unknown')],
  ['waived', (environment) => sum(environment, 'waived')],
];

function sum({ counts }: EnvironmentReport, status: Finding['status']): number {
  return severities.reduce((total, severity) => total + counts[severity][status], 0);
}

function table(environments: readonly EnvironmentReport[]): string[] {
  const head = ['environment', ...counts.map(([title]) => title), 'gate'];
  const rows = environments.map((environment) => [
    cell(environment.name),
    ...counts.map(([, of]) => of(environment)),
    environment.gate.passes ? 'passes' : '**closed**',
  ]);
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const isNumber = (index: number) => index > 0 && index < head.length - 1;
  return [row(head), row(head.map((_, index) => (isNumber(index) ? '--:' : '---'))), ...rows.map(row)];
}

/** The most kinds that are named for one reason; the number of the others is shown. */
const mostNamed = 20;

/** Always visible: a table without findings does not show what no rule checked. */
function notJudged(report: Report): string[] {
  const lines = report.environments.flatMap(({ name }) =>
    notJudgedIn(report, name).map(({ title, things }) => {
      const more = things.length > mostNamed ? [`${things.length - mostNamed} more`] : [];
      return `- ${code(name)}: ${title}: ${[...things.slice(0, mostNamed).map(thing), ...more].join(', ')}`;
    }),
  );
  return lines.length === 0 ? [] : ['Not judged:', '', ...lines, ''];
}

function thing({ name, because, items }: NotJudgedThing): string {
  if (because !== undefined) return `${code(name)} (${prose(because)})`;
  return items.length === 1 ? code(name) : `${code(name)} (${items.length})`;
}

function waiverProblems({ waiverProblems }: Report): string[] {
  if (waiverProblems.length === 0) return [];
  return [
    'Waiver problems also close the gate:',
    '',
    ...waiverProblems.map(({ where, problem }) => `- ${code(where)}: ${prose(problem)}`),
    '',
  ];
}

/** Folded sections, as many items as fit. */
function fitted(head: string, sections: readonly Section[], most: number): string {
  let text = head;
  let left = 0;
  for (const { title, items, item, heading } of sections) {
    const opening = `<details><summary>${counted(items.length, 'finding')}: ${title}</summary>\n`;
    const closing = '\n</details>\n\n';
    let body = '';
    let rule = '';
    items.forEach((group, index) => {
      const isNew = heading && group.first.rule !== rule;
      const shown = `${isNew || index === 0 ? '\n' : ''}${isNew ? `${heading(group)}\n\n` : ''}${item(group)}\n`;
      const fits = text.length + opening.length + body.length + shown.length + closing.length <= most;
      if (left > 0 || !fits) {
        left += 1;
        return;
      }
      rule = group.first.rule;
      body += shown;
    });
    if (body) text += `${opening}${body}${closing}`;
  }
  const more = left > 0 ? `${counted(left, 'more finding')} did not fit; \`terrace check\` lists all.\n` : '';
  return `${text}${more}`.trimEnd() + '\n';
}
