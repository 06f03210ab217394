import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import { Service, type CapacityProps, type Cluster, type InstanceCapacity, type ScaleProps } from '../modules/ecs';
import type { TargetGroup } from '../modules/target-group';
import {
  behindOf,
  grantMessages,
  letOut,
  pointerOf,
  requestsOf,
  variablesOf,
  type Behind,
  type ServiceOf,
  type SharedByServices,
} from './service-runtime';

interface SharedByContainers extends SharedByServices {
  readonly cluster: Cluster;
  /** The instances of the cluster, by name. */
  readonly instances: Readonly<Record<string, InstanceCapacity>>;
}

/** A service of containers, on Fargate or on instances of the cluster. */
export function addContainers(
  scope: TerraformStack,
  environment: Environment,
  service: string,
  decided: ServiceOf<'containers'>,
  { target, ...shared }: SharedByContainers & { readonly target: TargetGroup | undefined },
): Service {
  const { alarms: topic, network, endpoints, key, cluster, calls, stores, front } = shared;
  const { port, cpu, memoryMb, architecture, command } = decided;
  const pointer = pointerOf(scope, environment, service, decided);
  const behind = behindOf(front, target);
  const tasks = new Service(scope, `service-${service}`, {
    ...{ name: `${environment.name}-${service}`, network, cluster },
    container: {
      ...{ image: pointer.image, port, size: { cpu, memoryMb, architecture } },
      ...(command !== 'of-image' && { command }),
      environment: variablesOf(environment, service, decided, shared),
    },
    capacity: capacityOf(decided, shared),
    scale: scaleOf(decided, shared, behind),
    traffic: { ...(behind && trafficOf(behind.target)), discovery: calls.discoveryOf(service) },
    logs: { key, retentionDays: environment.logRetentionDays },
    alarms: { topic },
    exec: decided.exec === 'on',
  });
  behind?.balancer.connections.allowTo(tasks, port, `Requests and health checks, to ${service}`);
  stores.connect(service, decided, tasks);
  grantMessages(service, decided, tasks.taskRole, shared);
  letOut(scope, environment, service, decided, tasks, endpoints);
  return tasks;
}

function capacityOf({ capacity }: ServiceOf<'containers'>, { instances }: SharedByContainers): CapacityProps {
  if (typeof capacity === 'object') return { onDemandBase: capacity.onDemandTasks, spotPercent: capacity.spotPercent };
  const found = instances[capacity];
  // The laws of environments have refused it.
  if (!found) throw new Error(`clusterInstances has no ${capacity}`);
  return { instances: found };
}

/** By the messages that wait, where it takes any; else by requests, where it answers any. */
function scaleOf(
  { minTasks, maxTasks, requestsPerTask, ...decided }: ServiceOf<'containers'>,
  { messages }: SharedByContainers,
  behind: Behind | undefined,
): ScaleProps {
  const bounds = { min: minTasks, max: maxTasks };
  const queue = messages.consumedBy(decided);
  if (queue && decided.consumes !== 'none') {
    const { secondsPerMessage, withinSeconds } = decided.consumes;
    return { ...bounds, backlog: { queueName: queue.queueName, messagesPerTask: withinSeconds / secondsPerMessage } };
  }
  return { ...bounds, ...(behind && { requests: requestsOf(behind, requestsPerTask) }) };
}

function trafficOf(target: TargetGroup) {
  const { errorAlarmName } = target;
  return { targetGroups: [target], ...(errorAlarmName && { rollbackAlarms: [errorAlarmName] }) };
}
