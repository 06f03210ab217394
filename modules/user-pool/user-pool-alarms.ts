import { Construct } from 'constructs';
import { MathAlarm, MetricAlarm, type MetricAlarmProps, type Statistic } from '../alarm';
import type { UserPoolAlarmThresholds } from './user-pool-props';

export interface UserPoolAlarmsProps {
  readonly name: string;
  readonly userPoolId: string;
  /** By name. */
  readonly clientIds: Readonly<Record<string, string>>;
  readonly hasThreatProtection: boolean;
  readonly thresholds: UserPoolAlarmThresholds;
}

/** Cognito publishes every 5 minutes (Cognito developer guide, User pool metrics in CloudWatch). */
const periodSeconds = 300;
/** Without a request there is no data. */
const treatMissingData = 'notBreaching';

/** The alarms of a user pool and of each of its clients. */
export class UserPoolAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: UserPoolAlarmsProps,
  ) {
    super(scope, id);
    for (const [client, clientId] of Object.entries(props.clientIds)) {
      const dimensions = { UserPool: props.userPoolId, UserPoolClient: clientId };
      this.addFailed(client, dimensions);
      this.addThrottled(client, dimensions);
    }
    if (props.hasThreatProtection) this.addRisky();
  }

  /** A successful sign-in counts 1, any other 0: the number of values less their sum is what failed. */
  private addFailed(client: string, dimensions: Record<string, string>): void {
    const { name, thresholds } = this.props;
    const { topic, failedSignIns = 100 } = thresholds;
    new MathAlarm(this, `${client}-failed`, {
      name: `cognito-${name}-${client}-failed-sign-ins`,
      description: `User pool ${name}: over ${failedSignIns} sign-ins of the client ${client} have failed in each 5 minutes for 15 minutes. Look whether a release broke sign-in; if not, somebody tries passwords: look at the addresses in the log of the web ACL, and block them.`,
      metrics: {
        attempts: metric('SignInSuccesses', dimensions, 'SampleCount'),
        successes: metric('SignInSuccesses', dimensions, 'Sum'),
      },
      ...{ expression: 'attempts - successes', label: 'Failed sign-ins', threshold: failedSignIns },
      ...{ comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 3, treatMissingData, topic },
    });
  }

  private addThrottled(client: string, dimensions: Record<string, string>): void {
    const { name, thresholds } = this.props;
    const { topic, throttledRequests = 1 } = thresholds;
    new MathAlarm(this, `${client}-throttled`, {
      name: `cognito-${name}-${client}-throttled`,
      description: `User pool ${name}: Cognito throttled ${throttledRequests} requests of the client ${client} or more in 5 minutes, so people cannot sign in. Look at the quotas of Cognito user pools in Service Quotas, and for a client that asks for tokens again and again.`,
      metrics: {
        sign_ins: metric('SignInThrottles', dimensions, 'Sum'),
        sign_ups: metric('SignUpThrottles', dimensions, 'Sum'),
        refreshes: metric('TokenRefreshThrottles', dimensions, 'Sum'),
      },
      expression: 'FILL(sign_ins, 0) + FILL(sign_ups, 0) + FILL(refreshes, 0)',
      ...{ label: 'Throttled requests', threshold: throttledRequests },
      ...{ comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 1, treatMissingData, topic },
    });
  }

  /** Cognito developer guide, Viewing threat protection metrics. */
  private addRisky(): void {
    const { name, userPoolId, thresholds } = this.props;
    const { topic, riskySignIns = 10 } = thresholds;
    const dimensions = { Operation: 'SignIn', UserPoolId: userPoolId, RiskLevel: 'high' };
    new MetricAlarm(this, 'risky', {
      name: `cognito-${name}-risky-sign-ins`,
      description: `User pool ${name}: threat protection blocked ${riskySignIns} sign-ins of high risk or more in 5 minutes. Look at the history of the users in the Cognito console: from where, and whose accounts; reset the passwords of those that somebody else knows.`,
      metric: metric('AccountTakeoverRisk', dimensions, 'Sum'),
      ...{ threshold: riskySignIns, comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 1 },
      ...{ treatMissingData, topic },
    });
  }
}

function metric(
  metricName: string,
  dimensions: Record<string, string>,
  statistic: Statistic,
): MetricAlarmProps['metric'] {
  return { namespace: 'AWS/Cognito', metricName, dimensions, statistic, periodSeconds };
}
