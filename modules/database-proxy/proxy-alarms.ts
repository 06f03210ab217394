import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm } from '../alarm';
import type { ProxyAlarmThresholds } from './proxy-props';

export interface ProxyAlarmsProps {
  /** The proxy's identifier. */
  readonly name: string;
  readonly thresholds: ProxyAlarmThresholds;
}

/**
 * The alarms of a proxy. Its metrics are there from the first connection on, so that a period without one is none that is wrong.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html
 */
export class ProxyAlarms extends Construct {
  readonly nodes: { readonly alarms: CloudwatchMetricAlarm[] } = { alarms: [] };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProxyAlarmsProps,
  ) {
    super(scope, id);
    const { name, thresholds } = props;
    const { connectionsPercent = 80, pinnedPercent = 50, borrowMilliseconds = 1000, failedLogins = 20 } = thresholds;
    this.addShare('connections', ['DatabaseConnections', 'MaxDatabaseConnectionsAllowed'], connectionsPercent, {
      label: '% of the connections that the proxy may open',
      description: `Proxy ${name} has used over ${connectionsPercent} % of its connections for 15 minutes. Look for pinned clients and long transactions; then raise maxConnectionsPercent or the class of the database.`,
    });
    this.addShare('pinned', ['DatabaseConnectionsCurrentlySessionPinned', 'DatabaseConnections'], pinnedPercent, {
      label: '% of the open connections that are pinned',
      description: `Over ${pinnedPercent} % of the connections of proxy ${name} have been pinned for 15 minutes, and are shared by nobody. Look for the reasons in its log: SET, prepared statements, temporary tables, locks.`,
    });
    // The metric is in microseconds.
    this.add('borrow-latency', 'DatabaseConnectionsBorrowLatency', 'Average', borrowMilliseconds * 1000, {
      description: `Requests at proxy ${name} wait over ${borrowMilliseconds} ms for a connection. Look at its connections and at the load of the database.`,
    });
    this.add('failed-logins', 'ClientConnectionsSetupFailedAuth', 'Sum', failedLogins, {
      description: `Over ${failedLogins} logins at proxy ${name} failed in 5 minutes. Look for their reason in its log: a client without TLS, a role without rds-db:connect, a secret that is not the password in SQL.`,
    });
    this.add('failed-connections', 'DatabaseConnectionsSetupFailed', 'Sum', 0, {
      description: `Proxy ${name} could not connect to its database. Look for the reason in its log: a wrong password in a secret, or too many connections.`,
    });
  }

  private add(
    id: string,
    metricName: string,
    statistic: 'Average' | 'Sum',
    threshold: number,
    { description }: { readonly description: string },
  ): void {
    const { nodes } = new MetricAlarm(this, id, {
      ...this.about(id, description, threshold),
      metric: { ...this.metric(metricName), statistic, periodSeconds: 300 },
      evaluationPeriods: 1,
    });
    this.nodes.alarms.push(nodes.alarm);
  }

  /** An alarm on how much of one metric another is. */
  private addShare(
    id: string,
    [part, whole]: readonly [string, string],
    threshold: number,
    { label, description }: { readonly label: string; readonly description: string },
  ): void {
    const sum = (metricName: string) => ({ ...this.metric(metricName), statistic: 'Sum' as const, periodSeconds: 300 });
    const { nodes } = new MathAlarm(this, id, {
      ...this.about(id, description, threshold),
      metrics: { part: sum(part), whole: sum(whole) },
      expression: 'IF(whole > 0, 100 * part / whole, 0)',
      label,
      evaluationPeriods: 3,
    });
    this.nodes.alarms.push(nodes.alarm);
  }

  private metric(metricName: string) {
    return { namespace: 'AWS/RDS', metricName, dimensions: { ProxyName: this.props.name } };
  }

  private about(id: string, description: string, threshold: number) {
    const { name, thresholds } = this.props;
    return {
      ...{ name: `rds-proxy-${name}-${id}`, description, threshold, topic: thresholds.topic },
      comparisonOperator: 'GreaterThanThreshold' as const,
      treatMissingData: 'notBreaching' as const,
    };
  }
}
