import type { Environment } from '../environments/schema';
import type { Distribution } from '../modules/distribution';
import type { Graph } from '../modules/dashboard';
import type { MetricAlarmProps } from '../modules/alarm';
import type { FrontOutputs } from './service-front';

type Metric = MetricAlarmProps['metric'];

/** What users see of an environment, from the outside in: the distribution and the balancer. The services have a dashboard of their own. */
export function graphsOf(
  environment: Environment,
  distribution: Distribution | undefined,
  balancer: FrontOutputs['balancer'],
): Graph[][] {
  const { name, region } = environment;
  return [
    ...(distribution ? [distributionGraphs(name, distribution.distributionId)] : []),
    ...(balancer ? [balancerGraphs(region, balancer.arnSuffix)] : []),
  ];
}

function distributionGraphs(name: string, DistributionId: string): Graph[] {
  const of = (metricName: string, statistic: Metric['statistic']): Metric => ({
    ...{ namespace: 'AWS/CloudFront', metricName, dimensions: { DistributionId, Region: 'Global' } },
    ...{ statistic, periodSeconds: 300 },
  });
  const waf = (metricName: string): Metric => ({
    ...{ namespace: 'AWS/WAFV2', metricName, dimensions: { WebACL: `${name}-edge`, Rule: 'ALL' } },
    ...{ statistic: 'Sum', periodSeconds: 300 },
  });
  const region = 'us-east-1';
  return [
    { title: 'CloudFront: requests', region, metrics: { requests: of('Requests', 'Sum') } },
    {
      ...{ title: 'CloudFront: answers that are errors', region, unit: 'percent' },
      metrics: { '4xx': of('4xxErrorRate', 'Average'), '5xx': of('5xxErrorRate', 'Average') },
    },
    {
      ...{ title: 'Web ACL: requests', region },
      metrics: { allowed: waf('AllowedRequests'), blocked: waf('BlockedRequests') },
    },
  ];
}

function balancerGraphs(region: string, LoadBalancer: string): Graph[] {
  const of = (metricName: string, statistic: Metric['statistic']): Metric => ({
    ...{ namespace: 'AWS/ApplicationELB', metricName, dimensions: { LoadBalancer }, statistic, periodSeconds: 60 },
  });
  const percentiles = ['p50', 'p95', 'p99'] as const;
  return [
    { title: 'Load balancer: requests', region, metrics: { requests: of('RequestCount', 'Sum') } },
    {
      ...{ title: 'Load balancer: seconds that targets take', region, unit: 'seconds' },
      metrics: Object.fromEntries(percentiles.map((percentile) => [percentile, of('TargetResponseTime', percentile)])),
    },
    {
      ...{ title: 'Load balancer: answers that are 5xx', region },
      metrics: {
        'of targets': of('HTTPCode_Target_5XX_Count', 'Sum'),
        'of the load balancer': of('HTTPCode_ELB_5XX_Count', 'Sum'),
      },
    },
  ];
}
