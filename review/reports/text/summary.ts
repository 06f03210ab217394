import type { Finding } from '../../engine/finding';
import type { EnvironmentReport, Report } from '../../assessment/report';
import { severities } from '../../engine/rule';
import { printable } from '../escape';
import { columns, counted, wrapped } from '../wrap';
import type { Paint } from './paint';

/** How many rules are named that close a gate. */
const named = 5;

/** A line for each environment, and last what matters: which gate is closed, and by what. */
export function summaryLines(report: Report, width: number, paint: Paint): string[] {
  const head = ['environment', 'resources', ...severities, 'not known', 'waived', 'gate'];
  const rows = report.environments.map((environment) => [
    printable(environment.name),
    String(environment.resources),
    ...severities.map((severity) => String(environment.counts[severity].fail)),
    String(total(environment, 'unknown')),
    String(total(environment, 'waived')),
    environment.gate.passes ? 'passes' : 'closed',
  ]);
  const [header = '', ...lines] = columns([head, ...rows], [1, 2, 3, 4, 5, 6, 7]);
  const painted = lines.map((line, index) => {
    const passes = report.environments[index]?.gate.passes;
    return line.replace(/(passes|closed)$/, (word) => (passes ? paint.good(word) : paint.bad(word)));
  });
  return [
    paint.dim(header),
    ...painted,
    '',
    ...report.environments.flatMap((one) => gateLines(one, report, width, paint)),
  ];
}

function gateLines({ name, gate }: EnvironmentReport, report: Report, width: number, paint: Paint): string[] {
  if (gate.passes) return [`${printable(name)}: ${paint.good('the gate passes')}`];
  const closing = gate.closedBy.flatMap((index) => report.findings[index] ?? []);
  const rules = [...new Set(closing.map(({ rule }) => rule))];
  const more = rules.length > named ? ` and ${counted(rules.length - named, 'other rule')}` : '';
  const by = [
    ...severities.flatMap((severity) => closingCount(closing, severity)),
    ...(gate.closedByWaivers.length > 0
      ? [counted(gate.closedByWaivers.length, 'fault of waivers', 'faults of waivers')]
      : []),
  ].join(', ');
  const names = rules.length > 0 ? `: ${rules.slice(0, named).join(', ')}${more}` : '';
  const [first = '', ...others] = wrapped(
    `${printable(name)}: `,
    `the gate is closed by ${by}${printable(names)}`,
    width,
    2,
  );
  return [first.replace('the gate is closed', paint.bad('the gate is closed')), ...others];
}

function closingCount(closing: readonly Finding[], severity: Finding['severity']): string[] {
  const count = (status: Finding['status']) =>
    closing.filter((finding) => finding.severity === severity && finding.status === status).length;
  return [
    ...(count('fail') > 0 ? [`${count('fail')} ${severity}`] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} ${severity} not known`] : []),
  ];
}

function total({ counts }: EnvironmentReport, status: Finding['status']): number {
  return severities.reduce((sum, severity) => sum + counts[severity][status], 0);
}
