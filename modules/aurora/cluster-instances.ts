import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { Construct } from 'constructs';
import { DatabaseAlarms } from '../rds/database-alarms';
import type { MonitoringRole } from '../rds/monitoring-role';
import type { DatabaseClusterProps } from './cluster-props';
import { monitoringOf } from './cluster-settings';
import { maxConnections, memoryOf } from './max-connections';

interface Shared {
  readonly cluster: RdsCluster;
  readonly parameterGroup: DbParameterGroup;
  readonly monitoringRole: MonitoringRole;
}

/** The identifiers of the instances, by name. */
export function identifiersOf({ name, capacity }: Pick<DatabaseClusterProps, 'name' | 'capacity'>) {
  return Object.fromEntries(Object.keys(capacity.instances).map((instance) => [instance, `${name}-${instance}`]));
}

/** The instances of a cluster, by name, each with its alarms. */
export function addInstances(
  scope: Construct,
  props: DatabaseClusterProps,
  shared: Shared,
): Record<string, RdsClusterInstance> {
  const instances = new Construct(scope, 'instances');
  const identifiers = identifiersOf(props);
  const made = Object.entries(props.capacity.instances).map(([name, { instanceClass, promotionTier = 1 }]) => {
    const own = {
      ...{ identifier: identifiers[name] ?? '', promotionTier },
      instanceClass: instanceClass ?? props.capacity.instanceClass,
    };
    return [name, addInstance(new Construct(instances, name), props, shared, own)] as const;
  });
  return Object.fromEntries(made);
}

interface Own {
  readonly identifier: string;
  readonly instanceClass: string;
  readonly promotionTier: number;
}

/** No `ca_cert_identifier`: RDS's default is the one to have. No zone: Aurora puts readers into other zones than the writer. */
function addInstance(
  scope: Construct,
  { engine, capacity, upkeep, key, alarms }: DatabaseClusterProps,
  { cluster, parameterGroup, monitoringRole }: Shared,
  { identifier, instanceClass, promotionTier }: Own,
): RdsClusterInstance {
  const watched = new DatabaseAlarms(scope, 'alarms', {
    ...{ identifier, instanceClass, memoryBytes: memoryOf(instanceClass, capacity) },
    maxConnections: maxConnections(engine, instanceClass, capacity),
    // Those of a role are of the cluster.
    ...{ replica: false, vacuums: false, thresholds: alarms },
  });
  return new RdsClusterInstance(scope, 'instance', {
    identifier,
    clusterIdentifier: cluster.clusterIdentifier,
    engine: engine.name,
    instanceClass,
    promotionTier,
    dbParameterGroupName: parameterGroup.name,
    dbSubnetGroupName: cluster.dbSubnetGroupName,
    publiclyAccessible: false,
    preferredMaintenanceWindow: upkeep.maintenanceWindow,
    autoMinorVersionUpgrade: true,
    // What restarts the instance waits for the window.
    applyImmediately: upkeep.applyImmediately ?? false,
    copyTagsToSnapshot: true,
    ...monitoringOf({ upkeep, key }, monitoringRole),
    tags: { Name: identifier },
    // Alarms are there before the instance and go after it.
    dependsOn: [...watched.nodes.alarms],
  });
}
