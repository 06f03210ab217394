import type { Finding } from '../engine/finding';
import type { WaiverProblem } from '../engine/waiver';
import type { Gate, Report } from './report';
import type { Criticality } from '../criticality';
import type { Severity } from '../engine/rule';

/** What closes the gate, by the declared criticality of an environment. Low findings are advice everywhere. */
const failsOn: Readonly<Record<Criticality, readonly Severity[]>> = {
  low: ['critical', 'high'],
  medium: ['critical', 'high'],
  high: ['critical', 'high', 'medium'],
  critical: ['critical', 'high', 'medium'],
};
/** In environments of high criticality, unknown findings close the gate too. */
const unknownFailsOn: Readonly<Record<Criticality, readonly Severity[]>> = {
  low: [],
  medium: [],
  high: ['critical', 'high'],
  critical: ['critical', 'high'],
};

/** Whether an environment with these findings may be applied. If nothing was judged, the gate is closed: the absence of findings would mean nothing. */
export function gateOf(
  criticality: Criticality,
  findings: readonly Finding[],
  problems: readonly WaiverProblem[],
  judged: number,
): Gate {
  const on = { fail: failsOn[criticality], unknown: unknownFailsOn[criticality], pass: [], waived: [] };
  const closes = ({ status, severity }: Finding) => (on[status] as readonly Severity[]).includes(severity);
  const closedBy = findings.filter(closes);
  const nothingJudged = judged === 0;
  return {
    passes: closedBy.length === 0 && problems.length === 0 && !nothingJudged,
    failsOn: on.fail,
    unknownFailsOn: on.unknown,
    closedBy: closedBy.map(({ id }) => id),
    closedByWaivers: problems.map(({ where }) => where),
    nothingJudged,
  };
}

/** The exit code of a review: 0 if every gate passes, 1 if one is closed, 2 if nothing was judged. */
export function exitCodeOf({ environments }: Pick<Report, 'environments'>): 0 | 1 | 2 {
  if (environments.every(({ gate }) => gate.nothingJudged)) return 2;
  return environments.every(({ gate }) => gate.passes) ? 0 : 1;
}
