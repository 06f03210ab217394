import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { Role } from '../iam/role';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { ServerGroup } from '../server-group';
import { imageArchitecture } from '../server-group/architecture';
import type { Cluster } from './cluster';
import { agentConfiguration, agentServices, agentStatements } from './container-agent';
import {
  checkInstanceCapacity,
  instanceCapacityProps,
  managedTag,
  type InstanceCapacityProps,
} from './instance-capacity-props';

/**
 * EC2 instances of a cluster, as a capacity provider: ECS decides how many there are, from the tasks that need them, and moves tasks away before an instance
 * goes, whether the scaling, a new image or its age ends it. They are a `ServerGroup`: on encrypted disks, with IMDSv2 only, which tasks do not reach.
 *
 * ```ts
 * const general = new InstanceCapacity(this, 'general', { name: 'prod-general', cluster, ... });
 * new Service(this, 'web', { cluster, capacity: { instances: general }, ... });
 * ```
 *
 * Each task has a network interface of its own, and an instance has few: a `c5.large` runs two tasks, or ten with the account setting `awsvpcTrunking` (ECS
 * developer guide, Increasing Amazon ECS Linux container instance network interfaces).
 *
 * A cluster cannot leave a capacity provider that tasks run on. For another name, make a second one beside it, move the services, and remove the first in a
 * later apply.
 */
export class InstanceCapacity extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = instanceCapacityProps;
  readonly cluster: Cluster;
  /** The capacity provider's name, which is the group's, too. */
  readonly capacityProviderName: string;
  /** The processor that images of its tasks are built for. */
  readonly architecture: 'ARM64' | 'X86_64';
  readonly securityGroupId: string;
  /** Those of the instances, which pull images and read secrets for tasks; each service has its own. */
  readonly connections: Connections;
  /** What the instances may do. Tasks do not have it. */
  readonly role: Role;
  readonly nodes: { readonly capacityProvider: EcsCapacityProvider; readonly servers: ServerGroup };

  /** @throws PropsError for anything that EC2, Auto Scaling or ECS would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: InstanceCapacityProps,
  ) {
    super(scope, id);
    checkInstanceCapacity(this, props);
    const { cluster, instances } = props;
    const [instanceType = ''] = instances.instanceTypes;
    this.cluster = cluster;
    this.architecture = imageArchitecture(instanceType);

    const servers = this.addServers();
    const { account, region, clusterArn, clusterName } = cluster;
    const containerInstances = `arn:aws:ecs:${region}:${account}:container-instance/${clusterName}/*`;
    servers.role.addPolicy('ecs', agentStatements(clusterArn, containerInstances));
    const capacityProvider = this.addCapacityProvider(servers);
    const { capacityProviders } = cluster.nodes;
    capacityProviders.capacityProviders = [...(capacityProviders.capacityProvidersInput ?? []), capacityProvider.name];
    this.addAlarm(capacityProvider);

    // A text: of a reference the provider may say that the strategy of a service changed since it was planned (hashicorp/terraform-provider-aws#39584).
    this.capacityProviderName = props.name;
    this.securityGroupId = servers.securityGroupId;
    this.connections = servers.connections;
    this.role = servers.role;
    this.nodes = { capacityProvider, servers };
  }

  private addServers(): ServerGroup {
    const servers = this.serverGroup();
    // ECS drains by a lifecycle hook, which nobody answers when the provider is gone: instances would wait for an hour, and a destroy fail. No task is left then.
    servers.nodes.group.forceDelete = true;
    return servers;
  }

  private serverGroup(): ServerGroup {
    const { name, cluster, network, sessions, instances, scale, alarms, replacement } = this.props;
    const { account, region, clusterName } = cluster;
    const { diskGb = 30, image = newestImage(this.architecture), tags, ...rest } = instances;
    const { min, max, spot, schedules } = scale;
    return new ServerGroup(this, 'servers', {
      ...{ name, account, region, network, alarms, ...(sessions && { sessions }) },
      servers: {
        ...{ ...rest, image, diskGb, calls: agentServices },
        tags: { ...tags, [managedTag]: 'true' },
        userData: agentConfiguration(spot !== undefined),
        variables: { ECS_CLUSTER: clusterName },
      },
      // ECS has a policy of its own on the group.
      scale: { min, max, cpuPercent: 'none', ...(spot && { spot }), ...(schedules && { schedules }) },
      ...(replacement && { replacement }),
    });
  }

  private addCapacityProvider({ nodes: { group } }: ServerGroup): EcsCapacityProvider {
    const { name, scale } = this.props;
    const { targetCapacityPercent = 100, stepSize = 1 } = scale;
    return new EcsCapacityProvider(this, 'capacity-provider', {
      // As the group: with another name both are new.
      name,
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: { status: 'ENABLED', targetCapacity: targetCapacityPercent, minimumScalingStepSize: stepSize },
        managedDraining: 'ENABLED',
        // An instance refresh waits for protected instances in vain, and they stay protected when the provider is gone (aws/containers-roadmap#2862).
        managedTerminationProtection: 'DISABLED',
      },
      // So that the cluster leaves the old one before it is deleted, also where there is no new one (hashicorp/terraform-provider-aws#29152).
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private addAlarm({ name: capacityProviderName }: EcsCapacityProvider): void {
    const { name, cluster, alarms } = this.props;
    new MetricAlarm(this, 'full', {
      name: `${name}-full`,
      description: `Tasks have waited for instances of ${name} for 15 minutes. Look at its maximum, then at the activity of its Auto Scaling group: it says why launches fail.`,
      metric: {
        ...{ namespace: 'AWS/ECS/ManagedScaling', metricName: 'CapacityProviderReservation' },
        dimensions: { CapacityProviderName: capacityProviderName, ClusterName: cluster.clusterName },
        ...{ statistic: 'Minimum', periodSeconds: 300 },
      },
      // Needed instances over running ones (ECS developer guide, Amazon ECS cluster auto scaling).
      threshold: 100,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 3,
      treatMissingData: 'notBreaching',
      topic: alarms.topic,
    });
  }
}

/** ECS developer guide, Retrieving Amazon ECS-optimized Linux AMI metadata. */
function newestImage(its: InstanceCapacity['architecture']): string {
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023/${its === 'ARM64' ? 'arm64/' : ''}recommended/image_id`;
}
