import type { PolicyStatement } from '../iam/policy-statement';
import { logConfiguration, type Logs } from './task-definition';
import { sampling, traces } from './traces-variables';
import type { TracesProps } from './traces-props';

const collectorName = 'collector';
/** MiB of the task's memory that the collector can have: it is ended above, and takes nothing from the application. */
const memoryMb = 256;

/**
 * What the collector does: it takes spans of the application, and passes its questions for sampling rules on. All of it is in reach of the task alone. The components are those
 * of AWS's own configuration for ECS, with its extension for remote sampling; text of JSON is text of YAML.
 */
function configuration(region: string): string {
  return JSON.stringify({
    extensions: { health_check: {}, awsproxy: { endpoint: sampling, region } },
    receivers: { otlp: { protocols: { http: { endpoint: traces } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: memoryMb - 64, spike_limit_mib: 48 },
      resourcedetection: { detectors: ['env', 'ecs'] },
      batch: { timeout: '1s', send_batch_size: 50 },
    },
    exporters: { awsxray: { region } },
    service: {
      extensions: ['health_check', 'awsproxy'],
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'resourcedetection', 'batch'],
          exporters: ['awsxray'],
        },
      },
    },
  });
}

/**
 * The collector beside the application (AWS Distro for OpenTelemetry, Setting up the Collector on Amazon ECS). It is not essential: without it requests are answered, and
 * traces are lost until ECS has restarted it (ECS developer guide, Restart individual containers in Amazon ECS tasks with container restart policies).
 */
export function collectorDefinition({ collectorImage }: TracesProps, logs: Logs): object {
  return {
    name: collectorName,
    image: collectorImage,
    essential: false,
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    memory: memoryMb,
    // That of its image.
    user: '4317:4317',
    privileged: false,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    // Its configuration in a variable (AWS Distro for OpenTelemetry, Configuring the Collector through SSM): another one is a revision that is reviewed.
    environment: [
      { name: 'AOT_CONFIG_CONTENT', value: configuration(logs.region) },
      { name: 'AWS_REGION', value: logs.region },
    ],
    // The program that the image has for it: it asks the extension health_check.
    healthCheck: { command: ['CMD', '/healthcheck'], interval: 10, timeout: 5, retries: 3, startPeriod: 30 },
    ...{ portMappings: [], mountPoints: [], volumesFrom: [], secrets: [] },
    logConfiguration: logConfiguration(collectorName, logs),
  };
}

/** The application starts after the collector, and ECS stops it before: its last spans are sent (ECS API reference, ContainerDependency). */
export function withCollector(application: object, props: TracesProps, logs: Logs): object[] {
  return [
    { ...application, dependsOn: [{ containerName: collectorName, condition: 'START' }] },
    collectorDefinition(props, logs),
  ];
}

/**
 * What the collector asks of X-Ray (AWS managed policy reference, AWSXRayDaemonWriteAccess). None of it is of a resource (Service Authorization Reference, AWS X-Ray).
 */
export const tracesStatements: readonly PolicyStatement[] = [
  {
    Sid: 'Traces',
    Effect: 'Allow',
    Action: [
      'xray:GetSamplingRules',
      'xray:GetSamplingStatisticSummaries',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ],
    Resource: '*',
  },
];
