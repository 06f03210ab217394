import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import type { MetricAlarmProps } from '../modules/alarm';
import { Dashboard, type Graph } from '../modules/dashboard';
import type { Behind } from './service-runtime';

type Metric = MetricAlarmProps['metric'];

/** What is drawn of one service. */
interface Drawn {
  readonly region: string;
  /** The name of the environment. */
  readonly name: string;
  readonly service: string;
}

/** What a service is behind, and the queue that it takes messages from. */
export interface Watched {
  readonly behind: readonly Behind[];
  readonly queueName: string | undefined;
  /** How many errors it logs, where its log is here. */
  readonly errors: Metric | undefined;
}

/** The dashboard of an environment's services: for each what people see of it, then what it runs on. None where there is no service. */
export function addServiceDashboard(
  scope: TerraformStack,
  { name, region, services }: Environment,
  watched: Readonly<Record<string, Watched>>,
): void {
  const rows = Object.entries(services).flatMap(([service, { runtime }]) => {
    const drawn = { region, name, service };
    const { behind: [first] = [], queueName, errors } = watched[service] ?? {};
    const runs = [
      ...graphsByRuntime[runtime](drawn),
      ...(queueName ? [queueGraph(drawn, queueName)] : []),
      ...(errors ? [{ title: `Service ${service}: errors that it logs`, region, metrics: { errors } }] : []),
    ];
    return first ? [requestGraphs(drawn, first), runs] : [runs];
  });
  if (rows.length > 0) new Dashboard(scope, 'dashboard', { name: `${name}-services`, rows });
}

const graphsByRuntime = {
  containers: serviceGraphs,
  instances: serversGraphs,
  server: serversGraphs,
  function: functionGraphs,
};

/** Application Load Balancer user guide, CloudWatch metrics. Of several balancers that it is behind, those of the first. */
function requestGraphs({ region, service }: Drawn, { balancer, target, level }: Behind): Graph[] {
  const dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: target.arnSuffix };
  const of = (metricName: string, statistic: Metric['statistic']): Metric => ({
    ...{ namespace: 'AWS/ApplicationELB', metricName, dimensions, statistic, periodSeconds: 60 },
  });
  const percentiles = ['p50', 'p95', 'p99'] as const;
  return [
    { title: `Service ${service}: requests`, region, metrics: { requests: of('RequestCount', 'Sum') } },
    {
      ...{ title: `Service ${service}: requests that fail`, region },
      metrics: { '5xx': of('HTTPCode_Target_5XX_Count', 'Sum'), refused: of('TargetConnectionErrorCount', 'Sum') },
    },
    {
      ...{ title: `Service ${service}: seconds of an answer`, region, unit: 'seconds' },
      metrics: Object.fromEntries(percentiles.map((percentile) => [percentile, of('TargetResponseTime', percentile)])),
    },
    ...(level ? [{ title: `Service ${service}: error budget`, region, unit: 'rate' as const, math: level.burn }] : []),
  ];
}

/** Amazon SQS developer guide, Available CloudWatch metrics. */
function queueGraph({ region, service }: Drawn, QueueName: string): Graph {
  const age: Metric = {
    ...{ namespace: 'AWS/SQS', metricName: 'ApproximateAgeOfOldestMessage', dimensions: { QueueName } },
    ...{ statistic: 'Maximum', periodSeconds: 60 },
  };
  return {
    ...{ title: `Service ${service}: seconds that its oldest message waits`, region, unit: 'seconds' },
    metrics: { oldest: age },
  };
}

function serviceGraphs({ region, name, service }: Drawn): Graph[] {
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

function serversGraphs({ region, name, service }: Drawn): Graph[] {
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
function functionGraphs({ region, name, service }: Drawn): Graph[] {
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
      metrics: { p50: of('Duration', 'p50'), p99: of('Duration', 'p99'), longest: of('Duration', 'Maximum') },
    },
  ];
}
