import type { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { RdsCluster, RdsClusterConfig } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { Construct } from 'constructs';
import { eventSubscription } from '../rds/event-subscription';
import { MonitoringRole } from '../rds/monitoring-role';
import { subnetGroup } from '../rds/subnet-group';
import { SecurityGroup } from '../security-group/security-group';
import { addCluster } from './add-cluster';
import { addInstances, identifiersOf } from './cluster-instances';
import type { DatabaseClusterProps } from './cluster-props';
import { parameterGroups, type ParameterGroups } from './parameter-groups';

/** What a cluster consists of, whether it writes or is a secondary of a global cluster. */
export interface ClusterParts {
  readonly cluster: RdsCluster;
  readonly instances: Readonly<Record<string, RdsClusterInstance>>;
  readonly parameterGroups: ParameterGroups;
  readonly subnetGroup: DbSubnetGroup;
  readonly securityGroup: SecurityGroup;
  readonly monitoringRole: MonitoringRole;
  readonly eventSubscriptions: readonly DbEventSubscription[];
}

/** What one kind of cluster has and the other has not. */
export interface OwnParts {
  /** Whether one of its instances writes. */
  readonly writes: boolean;
  readonly config: (groups: ParameterGroups) => Partial<RdsClusterConfig>;
}

export function addParts(scope: Construct, props: DatabaseClusterProps, { writes, config }: OwnParts): ClusterParts {
  const { name, network } = props;
  const group = subnetGroup(scope, `${name}-cluster`, network);
  const groups = parameterGroups(scope, props);
  const about = { name: `${name}-cluster`, description: `Aurora cluster ${name}` };
  const securityGroup = new SecurityGroup(scope, 'security-group', { network, ...about });
  const monitoringRole = addMonitoringRole(scope, props);
  const own = { writes, config: config(groups) };
  const cluster = addCluster(scope, props, { subnetGroup: group, groups, securityGroup, monitoringRole, own });
  const instances = addInstances(scope, props, { cluster, parameterGroup: groups.instances, monitoringRole });
  const eventSubscriptions = addEventSubscriptions(scope, props, cluster, Object.values(instances));
  return {
    ...{ cluster, instances, parameterGroups: groups, subnetGroup: group, securityGroup, monitoringRole },
    eventSubscriptions,
  };
}

function addMonitoringRole(scope: Construct, props: DatabaseClusterProps): MonitoringRole {
  const { name, account, region, capacity } = props;
  // Those that scaling adds have names of its own (Aurora user guide, Amazon Aurora Auto Scaling, DB instance IDs and tagging).
  const added = capacity.readerScaling ? ['application-autoscaling-*'] : [];
  const identifiers = [...Object.values(identifiersOf(props)), ...added];
  return new MonitoringRole(scope, 'monitoring-role', {
    ...{ name: `${name}-cluster-rds-monitoring`, account, region, identifiers },
  });
}

function addEventSubscriptions(
  scope: Construct,
  { name, alarms }: DatabaseClusterProps,
  { clusterIdentifier: identifier }: RdsCluster,
  instances: readonly RdsClusterInstance[],
): DbEventSubscription[] {
  return [
    eventSubscription(scope, { name: `${name}-instances`, alarms }, instances),
    eventSubscription(scope, { name: `${name}-cluster`, alarms, sourceType: 'db-cluster' }, [{ identifier }]),
  ];
}
