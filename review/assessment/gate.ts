import type { Finding } from '../engine/finding';
import type { WaiverProblem } from '../engine/waiver';
import type { Gate } from './report';
import type { Criticality, Severity } from '../engine/rule';

/** What closes the gate, by the declared criticality of an environment. Low findings are advice everywhere. */
const failsOn: Readonly<Record<Criticality, readonly Severity[]>> = {
  low: ['critical', 'high'],
  medium: ['critical', 'high'],
  critical: ['critical', 'high', 'medium'],
};
/** Where it matters most, what nobody can know is not fine. */
const unknownFailsOn: Readonly<Record<Criticality, readonly Severity[]>> = {
  low: [],
  medium: [],
  critical: ['critical', 'high'],
};

/** Whether an environment may be applied. */
export function gateOf(
  environment: string,
  criticality: Criticality,
  findings: readonly Finding[],
  problems: readonly WaiverProblem[],
): Gate {
  const on = { fail: failsOn[criticality], unknown: unknownFailsOn[criticality], pass: [], waived: [] };
  const closedBy = findings.flatMap((finding, index) =>
    finding.environment === environment && (on[finding.status] as readonly Severity[]).includes(finding.severity)
      ? [index]
      : [],
  );
  const closedByWaivers = problems.flatMap((problem, index) =>
    problem.environment === undefined || problem.environment === environment ? [index] : [],
  );
  return {
    passes: closedBy.length === 0 && closedByWaivers.length === 0,
    failsOn: on.fail,
    unknownFailsOn: on.unknown,
    closedBy,
    closedByWaivers,
  };
}
