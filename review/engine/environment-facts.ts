import type { Criticality } from '../criticality';
import type { EnvironmentFacts } from './rule';

/** Least days by criticality: CIS asks for a year of logs that an investigation may need, RDS.11 for seven days of backups. */
const logRetentionDays: Readonly<Record<Criticality, number>> = {
  low: 7,
  medium: 30,
  high: 365,
  critical: 365,
};
const backupRetentionDays: Readonly<Record<Criticality, number>> = {
  low: 1,
  medium: 7,
  high: 7,
  critical: 7,
};

/** The default facts for an environment of which only the criticality is known. */
export function factsFor(
  name: string,
  criticality: Criticality,
  decided: Partial<EnvironmentFacts> = {},
): EnvironmentFacts {
  return {
    name,
    criticality,
    knownAccounts: [],
    requiredTags: [],
    logRetentionDays: logRetentionDays[criticality],
    backupRetentionDays: backupRetentionDays[criticality],
    flows: [],
    peers: [],
    ...decided,
  };
}
