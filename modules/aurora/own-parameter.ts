import { refusalOf } from '../rds/parameters';
import { clusterEngines, setParameters, type ClusterEngineName } from './cluster-engine';

/** What is expected instead of a parameter that every cluster has set; undefined where it is one's own to set. */
export function refusalOfClusterParameter(
  engine: ClusterEngineName,
  major: string,
  parameter: string,
  value: string,
): string | undefined {
  const isSet = parameter in setParameters(engine, major) || parameter === 'server_audit_events';
  const byModule = 'nothing: it is set for the logs, which have the same of every cluster';
  return refusalOf(clusterEngines[engine].compatible, parameter, value) ?? (isSet ? byModule : undefined);
}
