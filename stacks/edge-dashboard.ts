import type { Environment } from '../environments/schema';
import type { Distribution } from '../modules/distribution';
import type { Graph } from '../modules/dashboard';
import type { FrontOutputs } from './service-front';

type Metric = Graph['metrics'][string];

/** What users see of an environment, from the outside in: the distribution, the balancer, the services. */
export function graphsOf(
  environment: Environment,
  distribution: Distribution | undefined,
  balancer: FrontOutputs['balancer'],
): Graph[][] {
  const { name, region, services } = environment;
  return [
    ...(distribution ? [distributionGraphs(name, distribution.distributionId)] : []),
    ...(balancer ? [balancerGraphs(region, balancer.arnSuffix)] : []),
    ...Object.entries(services).map(([service, { runtime }]) => graphsByRuntime[runtime](region, name, service)),
  ];
}

const graphsByRuntime = {
  containers: serviceGraphs,
  instances: serversGraphs,
  server: serversGraphs,
  function: functionGraphs,
};

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

function serviceGraphs(region: string, name: string, service: string): Graph[] {
  const dimensions = { ClusterName: name, ServiceName: `${name}-${service}` };
  const of = (namespace: string, metricName: string, statistic: Metric['statistic']): Metric => ({
    ...{ namespace, metricName, dimensions, statistic, periodSeconds: 60 },
  });
  const ecs = 'AWS/ECS';
  const insights = 'ECS/ContainerInsights';
  return [
    {
      ...{ title: `Service ${service}: tasks`, region },
      metrics: {
        desired: of(insights, 'DesiredTaskCount', 'Average'),
        running: of(insights, 'RunningTaskCount', 'Average'),
      },
    },
    {
      ...{ title: `Service ${service}: CPU and memory in use`, region, unit: 'percent' },
      metrics: { CPU: of(ecs, 'CPUUtilization', 'Average'), memory: of(ecs, 'MemoryUtilization', 'Average') },
    },
  ];
}

function serversGraphs(region: string, name: string, service: string): Graph[] {
  const dimensions = { AutoScalingGroupName: `${name}-${service}` };
  const of = (namespace: string, metricName: string): Metric => ({
    ...{ namespace, metricName, dimensions, statistic: 'Average', periodSeconds: 60 },
  });
  return [
    {
      ...{ title: `Service ${service}: servers`, region },
      metrics: {
        desired: of('AWS/AutoScaling', 'GroupDesiredCapacity'),
        running: of('AWS/AutoScaling', 'GroupInServiceInstances'),
      },
    },
    {
      ...{ title: `Service ${service}: CPU and memory in use`, region, unit: 'percent' },
      metrics: { CPU: of('AWS/EC2', 'CPUUtilization'), memory: of('CWAgent', 'mem_used_percent') },
    },
  ];
}

/** Lambda developer guide, Types of metrics for Lambda functions. */
function functionGraphs(region: string, name: string, service: string): Graph[] {
  const dimensions = { FunctionName: `${name}-${service}` };
  const of = (metricName: string, statistic: Metric['statistic']): Metric => ({
    ...{ namespace: 'AWS/Lambda', metricName, dimensions, statistic, periodSeconds: 60 },
  });
  return [
    {
      ...{ title: `Service ${service}: invocations`, region },
      metrics: {
        invocations: of('Invocations', 'Sum'),
        errors: of('Errors', 'Sum'),
        throttles: of('Throttles', 'Sum'),
      },
    },
    {
      ...{ title: `Service ${service}: milliseconds of an invocation`, region },
      metrics: { average: of('Duration', 'Average'), longest: of('Duration', 'Maximum') },
    },
  ];
}
