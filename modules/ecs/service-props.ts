import type { IConstruct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  arn,
  assertProp,
  checkProps,
  flag,
  identifier,
  list,
  object,
  optional,
  reference,
  satisfying,
  sentence,
  wholeNumber,
  type Description,
} from '../props';
import { capacityProps, checkCapacity, type CapacityProps } from './capacity';
import { Cluster } from './cluster';
import { checkContainer, containerProps, type ContainerProps } from './container-props';
import { discoveryProps, type DiscoveryProps } from './discovery';
import { checkScale, scaleProps, type ScaleProps } from './scale-props';
import { tracesProps, type TracesProps } from './traces-props';
import { tracesVariables } from './traces-variables';

export interface ServiceProps {
  /** The service's name, unique in its cluster, and the start of every other name: `prod-web`. */
  readonly name: string;
  /** Tasks run in the private tier, without public addresses. */
  readonly network: NetworkRef;
  readonly cluster: Cluster;
  readonly container: ContainerProps;
  readonly capacity: CapacityProps;
  readonly scale: ScaleProps;
  /** @default none: nothing sends it requests */
  readonly traffic?: TrafficProps;
  readonly logs: ServiceLogsProps;
  readonly alarms: ServiceAlarmThresholds;
  /**
   * Whether a person with `ecs:ExecuteCommand` may run a shell in its containers, which is logged.
   * @default false
   */
  readonly exec?: boolean;
}

export interface TrafficProps {
  /**
   * The target groups that its tasks are registered in, each behind a listener.
   * @default none: no load balancer sends it requests
   */
  readonly targetGroups?: readonly TargetGroupArn[];
  /**
   * Names of alarms that stop a deployment and roll it back while it runs: those of the target groups.
   * @default none: only tasks that do not start roll it back
   */
  readonly rollbackAlarms?: readonly string[];
  /**
   * The name by which other services find it, and whether it calls them and they call it through Service Connect.
   * @default none
   */
  readonly discovery?: DiscoveryProps;
}

export interface ServiceLogsProps {
  /** Encrypts the logs. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that they are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
  /**
   * Traces of its requests in X-Ray: a collector beside the application, which has the SDK of OpenTelemetry.
   * @default none
   */
  readonly traces?: TracesProps;
}

export interface ServiceAlarmThresholds {
  /** Told of alarms. */
  readonly topic: TopicRef;
  /**
   * CPU in use, in percent, over 15 minutes: scaling has not helped.
   * @default 90
   */
  readonly cpuPercent?: number;
  /**
   * Memory in use, in percent, over 15 minutes.
   * @default 90
   */
  readonly memoryPercent?: number;
}

export interface TargetGroupArn {
  readonly targetGroupArn: string;
}

const quotas = 'ECS developer guide, Amazon ECS service quotas';
const percent = wholeNumber('percent', 1, 100);

export const serviceProps: Description<ServiceProps> = {
  name: identifier(60, 'IAM API reference, CreateRole, RoleName, with the suffix of the longest role'),
  network: networkRef,
  cluster: satisfying<Cluster>('a Cluster', (found) => found instanceof Cluster),
  container: containerProps,
  capacity: capacityProps,
  scale: scaleProps,
  traffic: optional(
    object<TrafficProps>({
      targetGroups: optional(
        list(
          'target groups',
          reference<TargetGroupArn>('a target group', {
            targetGroupArn: arn('a target group', 'elasticloadbalancing', /^targetgroup\/[\w-]+\/[0-9a-f]+$/),
          }),
          { min: 1, max: 5, source: quotas },
        ),
        'none: no load balancer sends it requests',
      ),
      rollbackAlarms: optional(
        list('alarms', sentence('the name of an alarm', { max: 255 }), { max: 50 }),
        'none: only tasks that do not start roll it back',
      ),
      discovery: optional(discoveryProps, 'none'),
    }),
    'none: nothing sends it requests',
  ),
  logs: object<ServiceLogsProps>({
    key: keyRef,
    retentionDays: logRetention,
    traces: optional(tracesProps, 'none'),
  }),
  alarms: object<ServiceAlarmThresholds>({
    topic: topicRef,
    cpuPercent: optional(percent, '90'),
    memoryPercent: optional(percent, '90'),
  }),
  exec: optional(flag(), 'false'),
};

/** Throws a PropsError for props that ECS would refuse. */
export function checkService(scope: IConstruct, props: ServiceProps): void {
  checkProps(scope, serviceProps, props);
  const { name, container, scale, network, logs } = props;
  const zones = Object.keys(network.subnetIds.private);
  assertProp(scope, 'network', zones.length >= 2, 'two zones or more with a private subnet', zones);
  checkContainer(scope, container);
  const set = logs.traces ? Object.keys(tracesVariables(name, logs.traces.environment)) : [];
  const own = Object.keys({ ...container.environment, ...container.secrets }).find((variable) =>
    set.includes(variable),
  );
  assertProp(scope, 'container.environment', own === undefined, 'no variable that traces set', own);
  checkCapacity(scope, props);
  checkScale(scope, scale);
}
