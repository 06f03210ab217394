import type { RdsGlobalCluster } from '@cdktf/provider-aws/lib/rds-global-cluster';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { RoleRef } from '../iam/role-ref';
import { inRegion } from '../in-region';
import { openToServices } from '../kms/open-key';
import { assertProp, checkProps, isKnown } from '../props';
import { engines } from '../rds/engine';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { checkCluster } from './check-cluster';
import type { DatabaseCluster } from './cluster';
import { clusterEngines } from './cluster-engine';
import { addParts, type ClusterParts } from './cluster-parts';
import type { DatabaseClusterProps } from './cluster-props';
import type { DatabaseClusterRef } from './cluster-ref';
import { secondaryClusterProps, type SecondaryClusterProps } from './global-cluster-props';
import { grantConnect } from './grant-connect';

interface Membership {
  readonly globalCluster: RdsGlobalCluster;
  readonly primary: DatabaseCluster['shape'];
}

/**
 * A cluster of a global cluster in another region than its primary; `GlobalCluster.addSecondary` makes it. It has the engine, version, parameters, data and users of the
 * primary, and a key, network, instances, backups, logs and alarms of its region. Nothing writes to it, unless RDS fails over to it.
 */
export class SecondaryCluster extends Construct implements Connectable, SecurityGroupRef {
  readonly clusterArn: string;
  /** The DNS name of the instances that read, without the port. */
  readonly readerEndpoint: string;
  readonly port: number;
  /** RDS's own identifier (`cluster-…`), which IAM authentication names the cluster by. */
  readonly resourceId: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: ClusterParts;
  private readonly ofCluster: DatabaseClusterProps;

  constructor(scope: Construct, id: string, props: SecondaryClusterProps, membership: Membership) {
    super(scope, id);
    check(this, props);
    inRegion(this, props.provider);
    const { globalCluster, primary } = membership;
    const { name, provider, key } = props;
    this.ofCluster = asCluster(props, primary);
    checkCluster(this, this.ofCluster);
    openToServices(key, 'rds');
    this.port = engines[clusterEngines[primary.engine.name].compatible].port;

    this.addLagAlarm(props, primary.region);
    const parts = addParts(this, this.ofCluster, {
      writes: false,
      config: () => ({
        globalClusterIdentifier: globalCluster.id,
        sourceRegion: primary.region,
        engineVersion: globalCluster.engineVersion,
      }),
    });
    const { cluster, securityGroup } = parts;
    // The global cluster's alone, and RDS's: it names the primary once there is one.
    const { lifecycle = {} } = cluster;
    const own = Array.isArray(lifecycle.ignoreChanges) ? lifecycle.ignoreChanges : [];
    const ignoreChanges = [...own, 'engine_version', 'replication_source_identifier'];
    cluster.lifecycle = { ...lifecycle, ignoreChanges };

    this.clusterArn = cluster.arn;
    this.readerEndpoint = cluster.readerEndpoint;
    this.resourceId = cluster.clusterResourceId;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = parts;
    this.ref = {
      ...{ name, account: primary.account, region: provider.region ?? '', engine: primary.engine.name },
      ...{ endpoint: cluster.endpoint, readerEndpoint: this.readerEndpoint, resourceId: this.resourceId },
      securityGroupId: this.securityGroupId,
    };
  }

  /** What a stack above imports it by, with `DatabaseCluster.import`: `endpoint` answers once RDS failed over to it. */
  readonly ref: DatabaseClusterRef;

  /** As `DatabaseCluster.grantConnect`: users are those of the primary. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }

  /** Silence is told of as well: nothing is replicated then. */
  private addLagAlarm({ name, alarms }: SecondaryClusterProps, sourceRegion: string): void {
    const { topic, globalLagMilliseconds: lag = 10_000 } = alarms;
    new MetricAlarm(this, 'global-lag', {
      name: `aurora-${name}-global-lag`,
      description: `${name} is over ${lag} ms behind its primary in ${sourceRegion}, or tells nothing: a failover would lose what was written since. Look for bulk writes, and at aws rds describe-global-clusters.`,
      metric: {
        ...{
          namespace: 'AWS/RDS',
          metricName: 'AuroraGlobalDBReplicationLag',
          statistic: 'Maximum',
          periodSeconds: 60,
        },
        // AWS Database Blog, Monitor Amazon Aurora Global Database replication at scale using Amazon CloudWatch Metrics Insights.
        dimensions: { DBClusterIdentifier: name, SourceRegion: sourceRegion },
      },
      ...{ threshold: lag, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 5 },
      ...{ treatMissingData: 'breaching', topic },
    });
  }
}

/** The props that a cluster of its own would have. */
function asCluster(props: SecondaryClusterProps, { account, engine }: DatabaseCluster['shape']): DatabaseClusterProps {
  const { name, provider, network, key, capacity, upkeep, optOuts } = props;
  const { globalLagMilliseconds: _, ...alarms } = props.alarms;
  const { name: engineName, version, parameters, instanceParameters, auditEvents } = engine;
  return {
    ...{ name, account, region: provider.region ?? '', network, key, capacity, upkeep, alarms },
    engine: {
      ...{ name: engineName, version },
      ...(parameters && { parameters }),
      ...(instanceParameters && { instanceParameters }),
      ...(auditEvents && { auditEvents }),
    },
    ...(optOuts && { optOuts }),
  };
}

function check(scope: Construct, props: SecondaryClusterProps): void {
  checkProps(scope, secondaryClusterProps, props);
  const { provider, key, alarms, capacity } = props;
  const arns = { 'key.keyArn': key.keyArn, 'alarms.topic.topicArn': alarms.topic.topicArn };
  for (const [prop, arn] of Object.entries(arns)) {
    const isThere = !isKnown(arn) || arn.split(':')[3] === provider.region;
    assertProp(scope, prop, isThere, `an ARN of ${provider.region}, where the cluster is`, arn);
  }
  const { readerScaling } = capacity as { readonly readerScaling?: unknown };
  const expected = 'nothing: the readers of a secondary are those that are named';
  assertProp(scope, 'capacity.readerScaling', readerScaling === undefined, expected, readerScaling);
}
