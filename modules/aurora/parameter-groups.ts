import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import type { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { applyMethodOf } from '../rds/parameters';
import { clusterEngines, majorOf, setParameters } from './cluster-engine';
import { defaultAuditEvents } from './cluster-engine-props';
import type { DatabaseClusterProps } from './cluster-props';

export interface ParameterGroups {
  readonly cluster: RdsClusterParameterGroup;
  readonly instances: DbParameterGroup;
}

/** The parameter groups of one cluster: that of the cluster forces TLS and says what its engine has to log; that of the instances is there for what they override. */
export function parameterGroups(
  scope: Construct,
  { name, engine }: Pick<DatabaseClusterProps, 'name' | 'engine'>,
): ParameterGroups {
  const major = majorOf(engine.name, engine.version) ?? '';
  const family = `${engine.name}${major}`;
  const { auditEvents = defaultAuditEvents } = engine;
  const audit = engine.name === 'aurora-mysql' ? { server_audit_events: auditEvents.join(',') } : {};
  // All wait for a reboot: some are static, and the instances of a new cluster start with them anyway.
  const set = Object.entries({ ...setParameters(engine.name, major), ...audit }).map(([parameter, value]) => ({
    ...{ name: parameter, value, applyMethod: 'pending-reboot' },
  }));
  const shared = {
    ...{ name: `${name}-${family.replace('.', '-')}`, family, tags: { Name: name } },
    // A new major version needs new groups, in use before the old ones can go.
    lifecycle: { createBeforeDestroy: true, ignoreChanges: [fixedDescription] },
  };
  return {
    cluster: new RdsClusterParameterGroup(scope, 'cluster-parameter-group', {
      ...{ ...shared, description: `TLS only, and logs, for cluster ${name}` },
      parameter: [...set, ...own(engine.name, engine.parameters)],
    }),
    instances: new DbParameterGroup(scope, 'instance-parameter-group', {
      ...{ ...shared, description: `Instances of cluster ${name}` },
      parameter: own(engine.name, engine.instanceParameters),
    }),
  };
}

function own(engine: DatabaseClusterProps['engine']['name'], parameters: Readonly<Record<string, string>> = {}) {
  const { compatible } = clusterEngines[engine];
  return Object.entries(parameters).map(([name, value]) => ({
    ...{ name, value, applyMethod: applyMethodOf(compatible, name) },
  }));
}
