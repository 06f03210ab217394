import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import type { DbOptionGroup } from '@cdktf/provider-aws/lib/db-option-group';
import type { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { Construct } from 'constructs';
import { LogGroup } from '../log-group/log-group';
import { isOn, type OptOut } from '../opt-out';
import type { SecurityGroupRef } from '../security-group/connections';
import { logsOf } from './audit-log';
import { DatabaseAlarms } from './database-alarms';
import type { DatabaseProps } from './database-props';
import { engines } from './engine';
import { hasPerformanceInsights, memoryBytes } from './instance-class';
import type { MonitoringRole } from './monitoring-role';
import { storageConfig } from './storage';

export interface DatabaseInstanceProps {
  readonly identifier: string;
  readonly instanceClass: string;
  /** Props of the database that the instance belongs to, or replicates. */
  readonly database: Pick<DatabaseProps, 'engine' | 'key' | 'alarms' | 'capacity'> & {
    readonly upkeep: Pick<DatabaseProps['upkeep'], 'maintenanceWindow' | 'logRetentionDays' | 'applyImmediately'>;
  };
  readonly parameterGroup: DbParameterGroup;
  readonly optionGroup: DbOptionGroup | undefined;
  readonly securityGroup: SecurityGroupRef;
  readonly monitoringRole: MonitoringRole;
  /** Why it may be deleted, if it may. */
  readonly deletionProtection: OptOut | undefined;
  /** What only the source has (engine, password, backups), or only a replica. */
  readonly own: Partial<DbInstanceConfig>;
}

/** One RDS instance, the source or a replica, with the log groups that it writes to and its alarms. */
export class DatabaseInstance extends Construct {
  readonly nodes: { readonly instance: DbInstance };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseInstanceProps,
  ) {
    super(scope, id);
    const { own } = props;
    const logGroups = logsOf(props.database.engine).map((log) => this.addLogGroup(log));
    const { alarms } = this.addAlarms().nodes;
    const instance = new DbInstance(this, 'instance', {
      ...this.settings(),
      ...this.insights(),
      ...own,
      // RDS makes a log group that is missing, unencrypted and for ever; and starts only with a role that may monitor.
      // Alarms are there before the instance and go after it: a deletion that RDS refuses leaves it watched.
      dependsOn: [...logGroups.map(({ nodes }) => nodes.logGroup), props.monitoringRole.nodes.attachment, ...alarms],
    });
    instance.deletionProtection = isOn(instance, 'deletion_protection', props.deletionProtection);
    this.nodes = { instance };
  }

  private addAlarms(): DatabaseAlarms {
    const { identifier, instanceClass, own, database } = this.props;
    const { engine, capacity } = database;
    const { bytesPerConnection, mostConnections } = engines[engine.name];
    const memory = memoryBytes(instanceClass) ?? 0;
    const { max_connections: maxConnections } = engine.parameters ?? {};
    const isReplica = own.replicateSourceDb !== undefined;
    return new DatabaseAlarms(this, 'alarms', {
      ...{ identifier, instanceClass, memoryBytes: memory },
      maxConnections:
        maxConnections === undefined ? Math.min(memory / bytesPerConnection, mostConnections) : Number(maxConnections),
      replica: isReplica,
      vacuums: engine.name === 'postgres' && !isReplica,
      allocatedStorageGb: capacity.allocatedStorageGb,
      thresholds: database.alarms,
    });
  }

  private addLogGroup(log: string): LogGroup {
    const { identifier, database } = this.props;
    // The name is RDS's.
    const name = `/aws/rds/instance/${identifier}/${log}`;
    return new LogGroup(this, `log-${log}`, {
      name,
      retentionDays: database.upkeep.logRetentionDays,
      key: database.key,
    });
  }

  /** No `ca_cert_identifier`: RDS's default is the one to have, and naming it doubles the time that a create takes. */
  private settings() {
    const { identifier, instanceClass, database, parameterGroup, optionGroup, securityGroup, own } = this.props;
    const { engine, capacity, upkeep } = database;
    return {
      identifier,
      instanceClass,
      ...storageConfig(database, own.replicateSourceDb !== undefined),
      maxAllocatedStorage: capacity.maxAllocatedStorageGb,
      storageEncrypted: true,
      port: engines[engine.name].port,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [securityGroup.securityGroupId],
      parameterGroupName: parameterGroup.name,
      ...(optionGroup && { optionGroupName: optionGroup.name }),
      iamDatabaseAuthenticationEnabled: true,
      enabledCloudwatchLogsExports: [...logsOf(engine)],
      maintenanceWindow: upkeep.maintenanceWindow,
      autoMinorVersionUpgrade: true,
      // What restarts the instance waits for the window.
      applyImmediately: upkeep.applyImmediately ?? false,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      tags: { Name: identifier },
    };
  }

  private insights() {
    const { instanceClass, database, monitoringRole } = this.props;
    const offered = hasPerformanceInsights(database.engine.name, instanceClass);
    return {
      monitoringInterval: 60,
      monitoringRoleArn: monitoringRole.roleArn,
      performanceInsightsEnabled: offered,
      // Seven days cost nothing.
      ...(offered && { performanceInsightsKmsKeyId: database.key.keyArn, performanceInsightsRetentionPeriod: 7 }),
    };
  }
}
