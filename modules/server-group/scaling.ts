import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { Construct } from 'constructs';
import type { ServerScaleProps } from './scale-props';

/** The CPU that the group is scaled by, if it is. */
export function trackedCpu({ min, max, cpuPercent = max > min ? 60 : 'none' }: ServerScaleProps): number | undefined {
  return cpuPercent === 'none' ? undefined : cpuPercent;
}

/** Whether a metric decides how many servers there are. */
export function isTracked(scale: ServerScaleProps): boolean {
  return trackedCpu(scale) !== undefined || scale.requests !== undefined;
}

/** How many servers a group has: the most that any of its metrics asks for. */
export class ServerScaling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: { readonly name: string; readonly group: string; readonly scale: ServerScaleProps },
  ) {
    super(scope, id);
    const cpu = trackedCpu(props.scale);
    const { requests } = props.scale;
    if (cpu !== undefined) this.track('cpu', cpu, { predefinedMetricType: 'ASGAverageCPUUtilization' });
    if (requests) {
      const { perMinute, resourceLabel } = requests;
      this.track('requests', perMinute, { predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel });
    }
  }

  private track(
    id: string,
    targetValue: number,
    predefinedMetricSpecification: { predefinedMetricType: string; resourceLabel?: string },
  ): void {
    const { name, group } = this.props;
    new AutoscalingPolicy(this, id, {
      name: `${name}-${id}`,
      autoscalingGroupName: group,
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: { targetValue, predefinedMetricSpecification },
    });
  }
}
