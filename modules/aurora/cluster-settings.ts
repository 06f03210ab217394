import type { RdsClusterConfig } from '@cdktf/provider-aws/lib/rds-cluster';
import { engines } from '../rds/engine';
import type { MonitoringRole } from '../rds/monitoring-role';
import { clusterEngines } from './cluster-engine';
import type { DatabaseClusterProps } from './cluster-props';

/** Enhanced monitoring and Performance Insights, of the cluster and so of readers that scaling adds, and of each instance. */
export function monitoringOf({ upkeep, key }: Pick<DatabaseClusterProps, 'upkeep' | 'key'>, role: MonitoringRole) {
  const isAdvanced = upkeep.databaseInsights === 'advanced';
  return {
    monitoringInterval: 60,
    monitoringRoleArn: role.roleArn,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: key.keyArn,
    performanceInsightsRetentionPeriod: isAdvanced ? 465 : 7,
  };
}

/** Logs that the cluster sends; of one that pauses also why an instance does not. */
export function logsOf({ engine, capacity }: Pick<DatabaseClusterProps, 'engine' | 'capacity'>): readonly string[] {
  const { logs } = clusterEngines[engine.name];
  return capacity.serverless?.minAcu === 0 ? [...logs, 'instance'].sort() : logs;
}

/** What the cluster has by its props alone. */
export function settingsOf(props: DatabaseClusterProps): Pick<RdsClusterConfig, 'engine'> & Partial<RdsClusterConfig> {
  const { name, engine, capacity, upkeep, key } = props;
  const { serverless } = capacity;
  return {
    clusterIdentifier: name,
    engine: engine.name,
    engineVersion: engine.version,
    databaseName: engine.databaseName,
    port: engines[clusterEngines[engine.name].compatible].port,
    storageEncrypted: true,
    kmsKeyId: key.keyArn,
    ...(capacity.storage === 'io-optimized' && { storageType: 'aurora-iopt1' }),
    ...(serverless && {
      serverlessv2ScalingConfiguration: {
        minCapacity: serverless.minAcu,
        maxCapacity: serverless.maxAcu,
        ...(serverless.minAcu === 0 && { secondsUntilAutoPause: serverless.secondsUntilAutoPause ?? 300 }),
      },
    }),
    iamDatabaseAuthenticationEnabled: true,
    enabledCloudwatchLogsExports: [...logsOf(props)],
    databaseInsightsMode: upkeep.databaseInsights ?? 'standard',
    backupRetentionPeriod: upkeep.backupRetentionDays,
    preferredBackupWindow: upkeep.backupWindow,
    preferredMaintenanceWindow: upkeep.maintenanceWindow,
    applyImmediately: upkeep.applyImmediately ?? false,
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    tags: { Name: name },
  };
}

/** What Aurora makes the cluster from. Decided once: without `ignore_changes` another answer would replace the cluster, and so would none. */
export function restoredFrom({ engine }: DatabaseClusterProps): Partial<RdsClusterConfig> {
  const { snapshot, pointInTime } = engine.restoreFrom ?? {};
  return {
    ...(snapshot !== undefined && { snapshotIdentifier: snapshot }),
    ...(pointInTime && {
      restoreToPointInTime: { sourceClusterIdentifier: pointInTime.of, restoreToTime: pointInTime.at },
    }),
  };
}
