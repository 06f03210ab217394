import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { RdsCluster, type RdsClusterConfig } from '@cdktf/provider-aws/lib/rds-cluster';
import type { Construct } from 'constructs';
import { LogGroup } from '../log-group/log-group';
import { isOn } from '../opt-out';
import type { MonitoringRole } from '../rds/monitoring-role';
import type { SecurityGroupRef } from '../security-group/connections';
import { ClusterAlarms } from './cluster-alarms';
import { serverlessClass } from './cluster-engine';
import { identifiersOf } from './cluster-instances';
import type { DatabaseClusterProps } from './cluster-props';
import { logsOf, monitoringOf, settingsOf } from './cluster-settings';
import type { ParameterGroups } from './parameter-groups';

interface Parts {
  readonly subnetGroup: DbSubnetGroup;
  readonly groups: ParameterGroups;
  readonly securityGroup: SecurityGroupRef;
  readonly monitoringRole: MonitoringRole;
  readonly own: { readonly writes: boolean; readonly config: Partial<RdsClusterConfig> };
}

/** The cluster without its instances, with the log groups that it writes to and its alarms. */
export function addCluster(scope: Construct, props: DatabaseClusterProps, parts: Parts): RdsCluster {
  const { subnetGroup, groups, securityGroup, monitoringRole, own } = parts;
  const logGroups = logsOf(props).map((log) => addLogGroup(scope, props, log));
  const { alarms } = addAlarms(scope, props, own).nodes;
  const cluster = new RdsCluster(scope, 'cluster', {
    ...{ ...settingsOf(props), ...monitoringOf(props, monitoringRole), ...own.config },
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [securityGroup.securityGroupId],
    dbClusterParameterGroupName: groups.cluster.name,
    // RDS makes a log group that is missing, unencrypted and for ever; and monitors only with a role that may. Alarms go after the cluster.
    dependsOn: [...logGroups.map(({ nodes }) => nodes.logGroup), monitoringRole.nodes.attachment, ...alarms],
  });
  protect(cluster, props, securityGroup);
  return cluster;
}

function protect(cluster: RdsCluster, { name, optOuts }: DatabaseClusterProps, { securityGroupId }: SecurityGroupRef) {
  const isProtected = isOn(cluster, 'deletion_protection', optOuts?.deletionProtection);
  cluster.deletionProtection = isProtected;
  cluster.lifecycle = {
    ignoreChanges: ['snapshot_identifier', 'restore_to_point_in_time'],
    ...(isProtected && { preventDestroy: true }),
  };
  // RDS refuses the name of a snapshot that is there. The security group's id is of this life of the cluster alone.
  const kept = isOn(cluster, 'final_snapshot', optOuts?.finalSnapshot);
  cluster.skipFinalSnapshot = !kept;
  if (kept) cluster.finalSnapshotIdentifier = `${name}-final-${securityGroupId}`;
}

function addLogGroup(scope: Construct, { name, upkeep, key }: DatabaseClusterProps, log: string): LogGroup {
  // The name is RDS's.
  const about = { name: `/aws/rds/cluster/${name}/${log}`, retentionDays: upkeep.logRetentionDays, key };
  return new LogGroup(scope, `log-${log}`, about);
}

function addAlarms(scope: Construct, props: DatabaseClusterProps, { writes }: Parts['own']): ClusterAlarms {
  const { name, engine, capacity, alarms: thresholds } = props;
  const { instances, instanceClass, readerScaling } = capacity;
  const serverless = Object.entries(identifiersOf(props)).filter(
    ([instance]) => (instances[instance]?.instanceClass ?? instanceClass) === serverlessClass,
  );
  return new ClusterAlarms(scope, 'alarms', {
    ...{ name, thresholds, vacuums: writes && engine.name === 'aurora-postgresql' },
    // In a secondary all read: none tells of the others.
    hasReaders: writes && Object.keys(instances).length > 1,
    ...(readerScaling && { maxReaders: readerScaling.maxReaders }),
    serverless: Object.fromEntries(serverless),
  });
}
