import type { Finding } from '../engine/finding';
import type { EnvironmentReport, Report } from '../assessment/report';
import { severities } from '../engine/rule';
import { statuses } from '../engine/finding';
import { jsonText } from './escape';
import type { Format } from './options';

/** The report as data, keys in one order. Without `all` it holds no passes; the counts of the environments tell them. */
export const json: Format = (report, { all }) => {
  const shown = all ? report : withoutPasses(report);
  const environments = shown.environments.map((one) => ({ ...one, counts: inOrder(one.counts) }));
  return jsonText({ ...shown, environments, findings: shown.findings.map(flat) });
};

const keys = [
  ...['rule', 'aliases', 'title', 'status', 'severity', 'environment', 'root', 'address', 'type', 'constructPath'],
  ...[
    'file',
    'line',
    'attribute',
    'expected',
    'found',
    'because',
    'message',
    'fix',
    'fingerprint',
    'waiver',
    'writtenAt',
  ],
];
/** A key stays where it first was; one that stays undefined is not written. */
const order = Object.fromEntries(keys.map((key) => [key, undefined]));

/** `file` and `line` beside what they are made of, for those who read with jq. */
function flat(finding: Finding) {
  const { file, line } = finding.place;
  return { ...order, ...finding, file, line };
}

function inOrder(counts: EnvironmentReport['counts']) {
  return Object.fromEntries(
    severities.map((severity) => [
      severity,
      Object.fromEntries(statuses.map((status) => [status, counts[severity][status]])),
    ]),
  );
}

/** What is shown without `--all`; positions in the findings follow. */
function withoutPasses(report: Report): Report {
  const { findings, environments, changes } = report;
  const positions = new Map<number, number>();
  findings.forEach(({ status }, index) => {
    if (status !== 'pass') positions.set(index, positions.size);
  });
  const moved = (indices: readonly number[]) => indices.flatMap((index) => positions.get(index) ?? []);
  return {
    ...report,
    environments: environments.map((environment) => {
      const { gate } = environment;
      return { ...environment, gate: { ...gate, closedBy: moved(gate.closedBy) } };
    }),
    findings: findings.filter(({ status }) => status !== 'pass'),
    ...(changes && { changes: { ...changes, new: moved(changes.new), regressed: moved(changes.regressed) } }),
  };
}
