import type { Finding } from '../../engine/finding';
import type { EnvironmentReport, Report } from '../../assessment/report';
import { severities, type Severity } from '../../engine/rule';
import { printable } from '../escape';
import { accountText, gateText, notJudgedIn, thingText } from '../not-judged';
import { columns, counted, wrapped } from '../wrap';
import type { Paint } from './paint';

/** How many rules that close a gate are named, and how many things that were not judged. */
const named = 5;

/** A line for each environment, what was not judged, and at the end which gate is closed, and by what. */
export function summaryLines(report: Report, width: number, paint: Paint): string[] {
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  const head = ['environment', ...counts.map(([title]) => title), 'gate'];
  const rows = report.environments.map((environment) => [
    printable(environment.name),
    ...counts.map(([, of]) => String(of(environment))),
    environment.gate.passes ? 'passes' : 'closed',
  ]);
  const [header = '', ...lines] = columns(
    [head, ...rows],
    counts.map((_, index) => index + 1),
  );
  const painted = lines.map((line, index) => {
    const passes = report.environments[index]?.gate.passes;
    return line.replace(/(passes|closed)$/, (word) => (passes ? paint.good(word) : paint.bad(word)));
  });
  return [
    paint.dim(header),
    ...painted,
    '',
    ...report.environments.flatMap((one) => wrapped(`${printable(one.name)}: `, accountText(one), width, 2)),
    ...report.environments.flatMap((one) => gateLines(one, findings, width, paint)),
  ];
}

const counts: readonly (readonly [string, (environment: EnvironmentReport) => number])[] = [
  ['resources', ({ resources }) => resources],
  ...severities.map((severity) => [severity, ({ counts }: EnvironmentReport) => counts[severity].fail] as const),
  ['unknown', (environment) => total(environment, 'unknown')],
  ['waived', (environment) => total(environment, 'waived')],
];

/** What no rule looked at, by environment and reason. */
export function notJudgedLines(report: Report, width: number): string[] {
  return report.environments.flatMap((environment) => {
    const groups = notJudgedIn(report, environment.name);
    if (groups.length === 0) return [];
    const lines = groups.flatMap(({ title, things }) => {
      const more = things.length > named ? [`${things.length - named} more (--format json names all)`] : [];
      const names = [...things.slice(0, named).map(thingText), ...more].join(', ');
      return wrapped('  ', printable(`${title}: ${names}`), width, 4);
    });
    return [printable(`not judged in ${environment.name}:`), ...lines];
  });
}

function gateLines(
  environment: EnvironmentReport,
  findings: ReadonlyMap<string, Finding>,
  width: number,
  paint: Paint,
): string[] {
  const { name, gate } = environment;
  const head = `${printable(name)}: `;
  const by = closedBy(
    environment,
    gate.closedBy.flatMap((id) => findings.get(id) ?? []),
  );
  const [first = '', ...others] = wrapped(
    head,
    `${gateText(environment)}${by && `${gate.nothingJudged ? '; also' : ''} by ${printable(by)}`}`,
    width,
    2,
  );
  const paintGate = (line: string) =>
    line.replace(/the gate (is closed|passes)/, (words) => (gate.passes ? paint.good(words) : paint.bad(words)));
  return [paintGate(first), ...others];
}

/** `1 critical, 2 high: rds/public, s3/public`; empty where nothing was found. */
function closedBy(environment: EnvironmentReport, closing: readonly Finding[]): string {
  const rules = [...new Set(closing.map(({ rule }) => rule))];
  const more = rules.length > named ? ` and ${counted(rules.length - named, 'other rule')}` : '';
  const waivers = environment.gate.closedByWaivers.length;
  const numbers = [
    ...severities.flatMap((severity) => closingCount(environment, severity)),
    ...(waivers > 0 ? [counted(waivers, 'waiver problem')] : []),
  ].join(', ');
  return rules.length > 0 ? `${numbers}: ${rules.slice(0, named).join(', ')}${more}` : numbers;
}

/** Of all findings, also of those that are not shown. */
function closingCount({ counts, gate }: EnvironmentReport, severity: Severity): string[] {
  const fails = gate.failsOn.includes(severity) ? counts[severity].fail : 0;
  const unknown = gate.unknownFailsOn.includes(severity) ? counts[severity].unknown : 0;
  return [...(fails > 0 ? [`${fails} ${severity}`] : []), ...(unknown > 0 ? [`${unknown} ${severity} unknown`] : [])];
}

function total({ counts }: EnvironmentReport, status: Finding['status']): number {
  return severities.reduce((sum, severity) => sum + counts[severity][status], 0);
}
