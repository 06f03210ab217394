import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import { Service, type CapacityProps, type Cluster, type InstanceCapacity, type ScaleProps } from '../modules/ecs';
import {
  deploymentAlarmsOf,
  grantMessages,
  letIn,
  letOut,
  pointerOf,
  requestsOf,
  variablesOf,
  type Behind,
  type ServiceOf,
  type SharedByServices,
} from './service-runtime';
import { grantCollector, tracesOf } from './service-traces';

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
  { behind, ...shared }: SharedByContainers & { readonly behind: readonly Behind[] },
): Service {
  const { alarms: topic, network, endpoints, key, cluster, calls, stores } = shared;
  const { port, cpu, memoryMb, architecture, command } = decided;
  const pointer = pointerOf(scope, environment, service, decided);
  const tasks = new Service(scope, `service-${service}`, {
    ...{ name: `${environment.name}-${service}`, network, cluster },
    container: {
      ...{ image: pointer.image, port, size: { cpu, memoryMb, architecture } },
      ...(command !== 'of-image' && { command }),
      environment: variablesOf(environment, service, decided, shared),
    },
    capacity: capacityOf(decided, shared),
    scale: scaleOf(decided, shared, behind),
    traffic: { ...trafficOf(behind), discovery: calls.discoveryOf(service) },
    logs: { key, retentionDays: environment.logRetentionDays, ...tracesOf(environment, decided) },
    alarms: { topic },
    exec: decided.exec === 'on',
  });
  letIn(service, behind, port, tasks);
  stores.connect(service, decided, tasks);
  stores.mount(decided, tasks);
  grantCollector(service, environment, decided, tasks, stores);
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
  behind: readonly Behind[],
): ScaleProps {
  const bounds = { min: minTasks, max: maxTasks };
  const queue = messages.consumedBy(decided);
  if (queue && decided.consumes !== 'none') {
    const { secondsPerMessage, withinSeconds } = decided.consumes;
    return { ...bounds, backlog: { queueName: queue.queueName, messagesPerTask: withinSeconds / secondsPerMessage } };
  }
  return { ...bounds, ...requestsOf(behind, requestsPerTask) };
}

function trafficOf(behind: readonly Behind[]) {
  if (behind.length === 0) return {};
  const rollbackAlarms = deploymentAlarmsOf(behind);
  return { targetGroups: behind.map(({ target }) => target), ...(rollbackAlarms.length > 0 && { rollbackAlarms }) };
}
