import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps, type Statistic } from '../alarm';
import type { ApiAlarmThresholds } from './http-api-props';

interface ApiAlarmsProps {
  readonly name: string;
  /** The dimensions of its metrics. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** The metric of the requests that were answered with 5xx. */
  readonly serverErrors: '5xx' | '5XXError';
  readonly thresholds: ApiAlarmThresholds;
}

const periodSeconds = 300;
/** Of those, in a row. */
const evaluationPeriods = 3;

/** The alarms of an API (API Gateway developer guide, Monitor CloudWatch metrics for HTTP APIs; Amazon API Gateway dimensions and metrics). */
export class ApiAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, dimensions, serverErrors, thresholds }: ApiAlarmsProps) {
    super(scope, id);
    const { topic, serverErrorPercent = 5, latencyP95Seconds = 1 } = thresholds;
    const metric = (metricName: string, statistic: Statistic): MetricAlarmProps['metric'] => ({
      ...{ namespace: 'AWS/ApiGateway', metricName, dimensions, statistic, periodSeconds },
    });
    const shared = {
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'notBreaching',
      evaluationPeriods,
      topic,
    } as const;
    new MathAlarm(this, 'server-errors', {
      ...shared,
      name: `api-${name}-server-errors`,
      description: `Over ${serverErrorPercent} % of the requests to API ${name} were answered with 5xx for 15 minutes. Look at its access logs for the routes and for integrationError; then at the function or service behind them.`,
      metrics: { errors: metric(serverErrors, 'Sum'), requests: metric('Count', 'Sum') },
      expression: '100 * errors / requests',
      label: 'Percent of the requests',
      threshold: serverErrorPercent,
    });
    new MetricAlarm(this, 'latency', {
      ...shared,
      name: `api-${name}-latency`,
      description: `Over 5 % of the requests to API ${name} took over ${latencyP95Seconds} seconds for 15 minutes. Look at its access logs: where integrationLatency is high, look at the function or service behind the route.`,
      metric: metric('Latency', 'p95'),
      threshold: latencyP95Seconds * 1000,
      fewSamples: 'ignore',
    });
  }
}
