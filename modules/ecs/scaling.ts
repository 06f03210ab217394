import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { Construct } from 'constructs';
import { BacklogScaling } from './backlog-scaling';
import type { ScaleProps } from './scale-props';

export interface ScalingProps {
  readonly name: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly scale: ScaleProps;
}

/** How many tasks a service has: the most that any of its metrics asks for, or its backlog alone. Tasks are added at once and removed slowly. */
export class Scaling extends Construct {
  readonly nodes: { readonly target: AppautoscalingTarget };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScalingProps,
  ) {
    super(scope, id);
    const { clusterName, serviceName, scale } = props;
    const target = new AppautoscalingTarget(this, 'target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${clusterName}/${serviceName}`,
      minCapacity: scale.min,
      maxCapacity: scale.max,
    });
    this.nodes = { target };
    const { cpuPercent = 60, memoryPercent = 75, requests, backlog } = scale;
    if (backlog) {
      new BacklogScaling(this, 'backlog', { ...props, backlog, target });
      return;
    }
    this.track('cpu', 'ECSServiceAverageCPUUtilization', cpuPercent);
    this.track('memory', 'ECSServiceAverageMemoryUtilization', memoryPercent);
    if (requests) this.track('requests', 'ALBRequestCountPerTarget', requests.perMinute, requests.resourceLabel);
  }

  private track(id: string, metric: string, targetValue: number, resourceLabel?: string): void {
    const { target } = this.nodes;
    new AppautoscalingPolicy(this, id, {
      name: `${this.props.name}-${id}`,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric, ...(resourceLabel && { resourceLabel }) },
        targetValue,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  }
}
