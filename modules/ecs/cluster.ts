import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { sessionStatements } from '../iam/session-statements';
import { Key } from '../kms/key';
import { LogGroup, logRetention } from '../log-group/log-group';
import { accountId, checkProps, matching, regionName, type Description, granteeName } from '../props';

export interface ClusterProps {
  /** The cluster's name, unique in its account and region: `prod`. */
  readonly name: string;
  /** The account that owns the cluster: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Days that the logs of ECS Exec sessions are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
}

const clusterProps: Description<ClusterProps> = {
  // Short enough for the alarms and log groups that are named after it.
  name: matching(/^[A-Za-z0-9][\w-]{0,99}$/, '1 to 100 letters, digits, _ and -, a letter or digit first', {
    structure: true,
    source: 'ECS API reference, CreateCluster, clusterName',
  }),
  account: accountId,
  region: regionName,
  logRetentionDays: logRetention,
};

const task = granteeName();

/** The capacity that AWS runs: nothing to patch, and each task on a host of its own. */
export const fargate = { onDemand: 'FARGATE', spot: 'FARGATE_SPOT' } as const;

/**
 * An ECS cluster on Fargate and, with an `InstanceCapacity`, on EC2 instances; with Container Insights. ECS Exec, where a service has it, is encrypted with a key of the cluster's own and logged to
 * CloudWatch Logs.
 */
export class Cluster extends Construct {
  static readonly props = clusterProps;
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly account: string;
  readonly region: string;
  readonly nodes: {
    readonly cluster: EcsCluster;
    readonly capacityProviders: EcsClusterCapacityProviders;
    readonly key: Key;
    readonly sessionLogs: LogGroup;
  };

  /** @throws PropsError for a name that ECS refuses or a retention that CloudWatch Logs does not know. */
  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    checkProps(this, clusterProps, props);
    const { name, account, region, logRetentionDays } = props;
    const purpose = `ECS Exec sessions of ${name}`;
    const key = new Key(this, 'key', { purpose, alias: `${name}/ecs-exec`, account, region });
    const sessionLogs = new LogGroup(this, 'exec', {
      name: `/${name}/ecs-exec`,
      retentionDays: logRetentionDays,
      key,
    });
    const cluster = new EcsCluster(this, 'cluster', {
      name,
      setting: [{ name: 'containerInsights', value: 'enhanced' }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: key.keyArn,
          logging: 'OVERRIDE',
          logConfiguration: {
            cloudWatchLogGroupName: sessionLogs.logGroupName,
            cloudWatchEncryptionEnabled: true,
          },
        },
      },
    });
    const capacityProviders = new EcsClusterCapacityProviders(this, 'capacity-providers', {
      clusterName: cluster.name,
      capacityProviders: Object.values(fargate),
      // For a service that says nothing: one that is not interrupted.
      defaultCapacityProviderStrategy: [{ capacityProvider: fargate.onDemand, weight: 1 }],
    });
    this.nodes = { cluster, capacityProviders, key, sessionLogs };
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.name;
    this.account = account;
    this.region = region;
  }

  /**
   * Lets the tasks of `role` be entered by ECS Exec: the channel, the key that encrypts it, and the log. Who may enter them needs
   * `ecs:ExecuteCommand`.
   *
   * @param name says which tasks, in letters and digits: `Web`.
   */
  grantExec(name: string, role: RoleRef): void {
    checkProps(this, { name: task, role: roleRef }, { name, role });
    const { account, region } = this;
    const { key, sessionLogs } = this.nodes;
    key.grantDecrypt(name, role);
    const { keyArn } = key;
    const { logGroupArn } = sessionLogs;
    grant(this, `exec-${name}`, role, sessionStatements({ account, region, keyArn, logGroupArn }));
  }
}
