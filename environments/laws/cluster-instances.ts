import { agentServices } from '../../modules/ecs/container-agent';
import { imageArchitecture } from '../../modules/server-group/architecture';
import { sizeOfServer } from '../aws/instance-types';
import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';
import { eachNamed, eachOf, type Part } from './each';
import { wayOut } from './way-out';

/** A service runs on instances that there are. */
export function capacityExists(part: Part): Finding[] {
  const { clusterInstances } = part;
  if (!clusterInstances) return [];
  const known = Object.keys(clusterInstances);
  return eachOf(part, ['containers'], ({ capacity }, path) => {
    if (typeof capacity !== 'string' || known.includes(capacity)) return [];
    return [{ path: [...path, 'capacity'], expected: `a name of clusterInstances${nearest(capacity, known)}` }];
  });
}

/** Tasks go to any of the instances: all have one processor, the one that the images of their services are built for. */
export function oneArchitecture(part: Part): Finding[] {
  return [
    ...eachNamed(part, 'clusterInstances', ({ instanceTypes = [] }, path) => {
      const first = architectureOf(instanceTypes);
      return instanceTypes.flatMap((type, index) =>
        type === undefined || architectureOf([type]) === first
          ? []
          : [{ path: [...path, 'instanceTypes', index], expected: `a type of architecture ${first}, as the first is` }],
      );
    }),
    ...eachOf(part, ['containers'], ({ architecture: wanted, capacity }, path) => {
      const its = architectureOf(typesOf(part, capacity));
      if (wanted === undefined || its === undefined || wanted === its) return [];
      const expected = `${its}, which the types of clusterInstances.${String(capacity)} have`;
      return [{ path: [...path, 'architecture'], expected }];
    }),
  ];
}

/**
 * A task fits the smallest type. Its memory is less than that of the type, of which the system has a part.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export function tasksFitInstances(part: Part): Finding[] {
  return eachOf(part, ['containers'], ({ cpu = 0, memoryMb = 0, capacity }, path) =>
    typesOf(part, capacity).flatMap((type): Finding[] => {
      const size = type === undefined ? undefined : sizeOfServer(type);
      if (!size) return [];
      const units = 1024 * size.vcpus;
      const which = `${type}, a type of clusterInstances.${String(capacity)}, has`;
      return [
        ...(cpu > units ? [{ path: [...path, 'cpu'], expected: `${units} CPU units or less, which ${which}` }] : []),
        ...(memoryMb >= size.memoryMb
          ? [{ path: [...path, 'memoryMb'], expected: `less than the ${size.memoryMb} MiB that ${which}` }]
          : []),
      ];
    }),
  );
}

/** Instances reach ECS, ECR, logs and metrics, through NAT or through endpoints of the network. */
export function wayOutOfInstances(part: Part): Finding[] {
  const needs = [...agentServices, 'monitoring'];
  return eachNamed(part, 'clusterInstances', ({ outbound }, path) =>
    wayOut(part, { path, outbound, what: 'server', needs }),
  );
}

/**
 * A group and its capacity provider are called `<environment>-<name>`, as services and the bastion are.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 */
export function namesOfInstances(part: Part): Finding[] {
  const { name: environment, clusterInstances = {}, services = {} } = part;
  const taken = eachNamed(part, 'clusterInstances', (_, path, found) => {
    const by = found === 'bastion' ? 'the bastion' : Object.hasOwn(services, found) ? `services.${found}` : undefined;
    return by === undefined ? [] : [{ path, expected: `a name other than that of ${by}`, found }];
  });
  const [reserved] = environment?.match(/^(aws|ecs|fargate)/) ?? [];
  if (reserved === undefined || Object.keys(clusterInstances).length === 0) return taken;
  const expected = `a name without ${reserved} in front, which capacity providers cannot have`;
  return [...taken, { path: ['name'], expected }];
}

type Capacity = NonNullable<Extract<NonNullable<Part['services']>[string], { capacity?: unknown }>>['capacity'];

/** The types of the instances that a service runs on; none on Fargate. */
function typesOf({ clusterInstances = {} }: Part, capacity: Capacity): readonly (string | undefined)[] {
  return (typeof capacity === 'string' && clusterInstances[capacity]?.instanceTypes) || [];
}

function architectureOf(types: readonly (string | undefined)[]): 'ARM64' | 'X86_64' | undefined {
  const [first] = types.flatMap((type) => type ?? []);
  return first === undefined ? undefined : imageArchitecture(first);
}
