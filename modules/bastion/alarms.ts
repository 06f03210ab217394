import type { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import type { Construct } from 'constructs';
import { MathAlarm } from '../alarm/math-alarm';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';

/** Tells `topic` when the bastion is missing and when it is broken. */
export function watch(scope: Construct, name: string, group: AutoscalingGroup, topic: TopicRef): void {
  const dimensions = { AutoScalingGroupName: group.name };
  const size = { namespace: 'AWS/AutoScaling', dimensions, periodSeconds: 300 };
  new MathAlarm(scope, 'none-in-service', {
    name: `${name}-none-in-service`,
    description: `${name} should run and has not for 15 minutes, so nobody can connect. See the activity of the auto-scaling group ${name}: it says why launches fail.`,
    // Against what is expected, not against one, so that the alarm keeps the bastion's hours, in its own time zone.
    metrics: {
      expected: { ...size, metricName: 'GroupDesiredCapacity', statistic: 'Minimum' },
      running: { ...size, metricName: 'GroupInServiceInstances', statistic: 'Maximum' },
    },
    expression: 'expected - running',
    label: 'Instances expected and not in service',
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 3,
    topic,
  });
  new MetricAlarm(scope, 'status-check-failed', {
    name: `${name}-status-check-failed`,
    description: `${name} fails EC2's status checks. The group replaces it within minutes; if this comes back, see the instance's system log.`,
    metric: {
      namespace: 'AWS/EC2',
      metricName: 'StatusCheckFailed',
      dimensions,
      statistic: 'Maximum',
      periodSeconds: 60,
    },
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    evaluationPeriods: 5,
    // Out of hours there is no instance, and no data.
    treatMissingData: 'notBreaching',
    topic,
  });
}
