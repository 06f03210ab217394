import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Route53HealthCheck, type Route53HealthCheckConfig } from '@cdktf/provider-aws/lib/route53-health-check';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { inRegion } from '../in-region';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  checkProps,
  list,
  matching,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  regionName,
  sentence,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { domainName } from './domain-name';
import { assertUsEast1, awsProvider } from '../in-region/us-east-1';
import type { HealthCheckRef } from './zone-ref';

const checkerRegions = [
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-west-1',
  'sa-east-1',
  'us-east-1',
  'us-west-1',
  'us-west-2',
] as const;

export interface HealthCheckProps {
  /** Its name in the console, and the start of its alarm's: `prod-web`. */
  readonly name: string;
  /**
   * What is asked over HTTPS from the internet; or an alarm, for what the internet does not reach. An endpoint is one server or balancer, by a name of
   * its own: a check of the routed name that uses it decides on itself.
   */
  readonly of: HealthCheckEndpoint | HealthCheckAlarm;
  /** Told when it is unhealthy and when it is well again: a topic in us-east-1, where the metrics are. */
  readonly topic: TopicRef;
  /** A provider in us-east-1; every resource of this module uses it. */
  readonly provider: AwsProvider;
}

export interface HealthCheckEndpoint {
  /** `eu-west-1.shop.example.com`. It has to speak TLS 1.2 too: checkers do not speak 1.3. */
  readonly domain: string;
  /** The path and query that answer 2xx or 3xx when all is well: `/health`. */
  readonly path: string;
  /**
   * What the first 5,120 bytes of the answer have to contain, in this case.
   * @default any answer is well
   */
  readonly contains?: string;
  /**
   * From where it is asked, three regions at least.
   * @default ['eu-west-1', 'us-east-1', 'us-west-2']
   */
  readonly from?: readonly (typeof checkerRegions)[number][];
  /**
   * Answers in a row that change its state, 1 to 10.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * Seconds between two requests of one checker: 10 (dearer) or 30. It cannot be changed: another value replaces the check.
   * @default 30
   */
  readonly intervalSeconds?: 10 | 30;
}

export interface HealthCheckAlarm {
  /** The CloudWatch alarm, by name. */
  readonly alarmName: string;
  readonly alarmRegion: string;
}

const source = 'Route 53 API reference, HealthCheckConfig';

const healthCheckProps: Description<HealthCheckProps> = {
  name: matching(/^[\w-]{1,64}$/, '1 to 64 letters, digits, _ and -', { structure: true }),
  of: union<HealthCheckEndpoint | HealthCheckAlarm>('what is checked', {
    domain: object<HealthCheckEndpoint>({
      domain: domainName,
      path: matching(/^\/[!-~]{0,254}$/, 'a path of 1 to 255 characters that starts with /', { source }),
      contains: optional(sentence('what the answer contains', { max: 255, source }), 'any answer is well'),
      from: optional(
        list('regions', oneOf(checkerRegions), { min: 3, max: 8, source }),
        "['eu-west-1', 'us-east-1', 'us-west-2']",
      ),
      failureThreshold: optional(wholeNumber('answers', 1, 10, { source }), '3'),
      intervalSeconds: optional(oneOfNumbers('seconds', [10, 30], { source }), '30'),
    }),
    alarmName: object<HealthCheckAlarm>({
      alarmName: sentence('the name of an alarm', { max: 256, source }),
      alarmRegion: regionName,
    }),
  }),
  topic: topicRef,
  provider: awsProvider,
};

/**
 * Whether an endpoint, or what an alarm watches, is well: what Route 53 chooses records by. It tells people too, since a failover hides a fault from users
 * and so from everybody. An endpoint is asked over HTTPS, by name and with SNI; certificates are not checked by Route 53.
 */
export class HealthCheck extends Construct implements HealthCheckRef {
  static readonly props = healthCheckProps;
  readonly healthCheckId: string;
  readonly nodes: { readonly healthCheck: Route53HealthCheck };

  /** @throws PropsError for what Route 53 refuses, and for a provider or topic of another region. */
  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    super(scope, id);
    checkProps(this, healthCheckProps, props);
    assertUsEast1(this, props.provider, props.topic.topicArn);
    inRegion(this, props.provider);
    const { name, of, topic } = props;
    const healthCheck = new Route53HealthCheck(this, 'health-check', {
      ...('domain' in of ? ofEndpoint(of) : ofAlarm(of)),
      tags: { Name: name },
    });
    this.nodes = { healthCheck };
    this.healthCheckId = healthCheck.id;
    const what = 'domain' in of ? `https://${of.domain}${of.path}` : `what alarm ${of.alarmName} watches`;
    new MetricAlarm(this, 'unhealthy', {
      name: `route53-${name}-unhealthy`,
      description: `Route 53 finds ${what} unhealthy, and sends users elsewhere where it can. Look first at the checkers' last answers: route53 get-health-check-last-failure-reason.`,
      metric: {
        namespace: 'AWS/Route53',
        metricName: 'HealthCheckStatus',
        dimensions: { HealthCheckId: this.healthCheckId },
        statistic: 'Minimum',
        periodSeconds: 60,
      },
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      // A new check has no data for its first minutes; one that stays silent is no good sign.
      evaluationPeriods: 3,
      treatMissingData: 'breaching',
      topic,
    });
  }
}

function ofEndpoint(endpoint: HealthCheckEndpoint): Route53HealthCheckConfig {
  const { domain, path, contains, failureThreshold = 3, intervalSeconds = 30 } = endpoint;
  const { from = ['eu-west-1', 'us-east-1', 'us-west-2'] } = endpoint;
  return {
    type: contains === undefined ? 'HTTPS' : 'HTTPS_STR_MATCH',
    ...(contains !== undefined && { searchString: contains }),
    fqdn: domain,
    port: 443,
    resourcePath: path,
    enableSni: true,
    failureThreshold,
    requestInterval: intervalSeconds,
    regions: [...from],
  };
}

/** Without data the last state stays: an alarm that has none yet fails nobody over. */
function ofAlarm({ alarmName, alarmRegion }: HealthCheckAlarm): Route53HealthCheckConfig {
  return {
    type: 'CLOUDWATCH_METRIC',
    cloudwatchAlarmName: alarmName,
    cloudwatchAlarmRegion: alarmRegion,
    insufficientDataHealthStatus: 'LastKnownStatus',
  };
}
