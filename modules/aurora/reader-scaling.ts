import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { Construct } from 'constructs';
import type { ReaderScaling } from './capacity-props';

export interface ClusterScalingProps {
  readonly name: string;
  readonly cluster: RdsCluster;
  /** The instances that stay: all but one of them read. */
  readonly instances: readonly RdsClusterInstance[];
  readonly scaling: ReaderScaling;
}

/** How many readers a cluster has: as many as keep the use of each at its target. */
export class ClusterScaling extends Construct {
  readonly nodes: { readonly target: AppautoscalingTarget };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterScalingProps,
  ) {
    super(scope, id);
    const { cluster, instances, scaling } = props;
    const target = new AppautoscalingTarget(this, 'target', {
      serviceNamespace: 'rds',
      scalableDimension: 'rds:cluster:ReadReplicaCount',
      resourceId: `cluster:${cluster.clusterIdentifier}`,
      minCapacity: instances.length - 1,
      maxCapacity: scaling.maxReaders,
      dependsOn: [...instances],
    });
    this.nodes = { target };
    const { cpuPercent = 60, connections } = scaling;
    this.track('cpu', 'RDSReaderAverageCPUUtilization', cpuPercent);
    if (connections) this.track('connections', 'RDSReaderAverageDatabaseConnections', connections);
  }

  private track(id: string, metric: string, targetValue: number): void {
    const { target } = this.nodes;
    new AppautoscalingPolicy(this, id, {
      name: `${this.props.name}-readers-${id}`,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      // The cooldowns are Aurora's own: 300 seconds.
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric },
        targetValue,
        scaleOutCooldown: 300,
        scaleInCooldown: 300,
      },
    });
  }
}
