import type { Finding } from '../engine/finding';
import type { EnvironmentReport } from '../assessment/report';
import { severities } from '../engine/rule';
import { statuses } from '../engine/finding';
import { jsonText } from './escape';
import type { Format } from './options';

/** The report as data, keys in one order. Without `all` it holds no passes; the counts of the environments tell them. */
export const json: Format = (report, { all }) => {
  const environments = report.environments.map((one) => ({ ...one, counts: inOrder(one.counts) }));
  const findings = all ? report.findings : report.findings.filter(({ status }) => status !== 'pass');
  return jsonText({ ...report, environments, findings: findings.map(flat) });
};

const keys = [
  ...[
    'id',
    'rule',
    'aliases',
    'title',
    'status',
    'severity',
    'environment',
    'root',
    'address',
    'type',
    'constructPath',
  ],
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
/** Keys keep their order; undefined values are left out. */
const order = Object.fromEntries(keys.map((key) => [key, undefined]));

/** `file` and `line` beside `place`, for those who read with jq. */
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
