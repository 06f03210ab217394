import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm';
import type { TopicRef } from '../notifications';
import { watched } from './watched';

/** CloudWatch's namespace of what the filters count; the names of metrics begin with the trail's. */
const namespace = 'CloudTrailEvents';

interface Props {
  readonly trail: string;
  readonly logGroupName: string;
  readonly topic: TopicRef;
}

/** An alarm for each event that CIS monitors, and one for a trail that is silent. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, { trail, logGroupName, topic }: Props) {
    super(scope, id);
    for (const [event, { pattern, description, threshold = 1 }] of Object.entries(watched)) {
      const metricName = `${trail}-${event}`;
      new CloudwatchLogMetricFilter(this, event, {
        ...{ name: event, logGroupName, pattern },
        metricTransformation: { name: metricName, namespace, value: '1' },
      });
      new MetricAlarm(this, `alarm-${event}`, {
        ...{ name: metricName, description, topic },
        metric: { namespace, metricName, dimensions: {}, statistic: 'Sum', periodSeconds: 300 },
        ...{ threshold, comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 1 },
        treatMissingData: 'notBreaching',
      });
    }
    // Services of AWS assume roles at all hours, so that an account in use is never silent for so long.
    new MetricAlarm(this, 'alarm-silent', {
      name: `${trail}-silent`,
      description:
        'The trail has written nothing to CloudWatch Logs for three hours: it is stopped, or its bucket, key or role refuses it. Look at aws cloudtrail get-trail-status, run terrace plan for the audit stack and apply what it repairs.',
      metric: {
        ...{ namespace: 'AWS/Logs', metricName: 'IncomingLogEvents', dimensions: { LogGroupName: logGroupName } },
        ...{ statistic: 'Sum', periodSeconds: 3600 },
      },
      ...{ threshold: 1, comparisonOperator: 'LessThanThreshold', evaluationPeriods: 3 },
      treatMissingData: 'breaching',
      topic,
    });
  }
}
