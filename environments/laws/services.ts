import { memoryMbFor } from '../../modules/ecs/task-size';
import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';
import { mailEvents } from '../mail-events';
import { cacheUser } from '../store-users';
import { eachNamed, eachOf, eachService, type Part } from './each';
import { endpointsOfUses, wayOut } from './way-out';

/** A service runs images of a repository of the environment, uses its stores and calls its other services. */
export function whatServicesUseExists(part: Part): Finding[] {
  const {
    imageRepositories,
    databases,
    clusters,
    caches,
    tables,
    secrets,
    buckets,
    queues,
    topics,
    services = {},
  } = part;
  return eachService(part, (service, path, name) => [
    ...missing([service.image], imageRepositories, 'imageRepositories', () => [...path, 'image']),
    ...missing(service.databases, databases, 'databases', (index) => [...path, 'databases', index]),
    ...missing(service.clusters, clusters, 'clusters', (index) => [...path, 'clusters', index]),
    ...missing(service.caches, caches, 'caches', (index) => [...path, 'caches', index]),
    ...missing(service.secrets, secrets, 'secrets', (index) => [...path, 'secrets', index]),
    ...missing(service.queues, queues, 'queues', (index) => [...path, 'queues', index]),
    ...missing(service.topics, topics, 'topics', (index) => [...path, 'topics', index]),
    ...missing(consumed(service), consumable(part), 'queues', () => [...path, 'consumes', 'queue']),
    ...missing(service.calls, callable(services, name), callables(services), (index) => [...path, 'calls', index]),
    ...missingKeys(service.tables, tables, 'tables', path),
    ...missingKeys(service.buckets, buckets, 'buckets', path),
  ]);
}

/** The queues of the file, and that of what became of mail. */
function consumable({ queues, mail }: Part): Part['queues'] {
  return queues && mail !== 'none' ? { ...queues, [mailEvents]: {} } : queues;
}

/** The queue that a service takes messages from. */
function consumed({ consumes }: { readonly consumes?: 'none' | { readonly queue?: string } }): (string | undefined)[] {
  return typeof consumes === 'object' ? [consumes.queue] : [];
}

/** Where all of them run containers, the field may be left out. */
function callables(services: NonNullable<Part['services']>): string {
  const areAll = Object.values(services).every((service) => (service?.runtime ?? 'containers') === 'containers');
  return `services, other than itself${areAll ? '' : ', that runs containers'}`;
}

/** The others that have a name to be called by: those of containers, as far as that is decided. */
function callable(services: NonNullable<Part['services']>, name: string): NonNullable<Part['services']> {
  const hasName = (runtime: string | undefined) => runtime === undefined || runtime === 'containers';
  return Object.fromEntries(
    Object.entries(services).filter(([other, service]) => other !== name && hasName(service?.runtime)),
  );
}

/** The names that are not of `things`; nothing where `things` are not sound. */
export function missing(
  names: readonly (string | undefined)[] = [],
  things: Readonly<Record<string, unknown>> | undefined,
  field: string,
  pathOf: (index: number) => (string | number)[],
): Finding[] {
  if (!things) return [];
  const known = Object.keys(things);
  return names.flatMap((name, index) => {
    if (name === undefined || known.includes(name)) return [];
    return { path: pathOf(index), expected: `a name of ${field}${nearest(name, known)}` };
  });
}

/** The same of names that are keys of an object, below `path` and the field. */
export function missingKeys(
  named: object | undefined,
  things: Readonly<Record<string, unknown>> | undefined,
  field: string,
  path: readonly (string | number)[],
): Finding[] {
  const names = Object.keys(named ?? {});
  return names.flatMap((found) =>
    missing([found], things, field, () => [...path, field, found]).map((finding) => ({ ...finding, found })),
  );
}

/** A service has as many tasks at most as at least, and no more of them on demand than there can be. */
export function tasksInOrder(part: Part): Finding[] {
  return eachOf(part, ['containers'], ({ minTasks, maxTasks, capacity }, path) => {
    const onDemandTasks = typeof capacity === 'object' ? capacity.onDemandTasks : undefined;
    if (maxTasks === undefined) return [];
    return [
      ...(minTasks !== undefined && maxTasks < minTasks
        ? [{ path: [...path, 'maxTasks'], expected: `minTasks, ${minTasks}, or more` }]
        : []),
      ...(onDemandTasks !== undefined && onDemandTasks > maxTasks
        ? [{ path: [...path, 'capacity', 'onDemandTasks'], expected: `maxTasks, ${maxTasks}, or less` }]
        : []),
    ];
  });
}

/** Fargate has the size. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
export function taskSizesExist(part: Part): Finding[] {
  return eachOf(part, ['containers'], ({ cpu, memoryMb, capacity }, path) => {
    if (cpu === undefined || typeof capacity !== 'object') return [];
    const sizes = memoryMbFor(cpu);
    if (!sizes) return [{ path: [...path, 'cpu'], expected: '256, 512, 1024, 2048, 4096, 8192 or 16384 CPU units' }];
    if (memoryMb === undefined || sizes.includes(memoryMb)) return [];
    return [
      { path: [...path, 'memoryMb'], expected: `a size that Fargate has for ${cpu} CPU units: ${sizes.join(', ')}` },
    ];
  });
}

/** The loss of a zone stops no service that is of great importance. */
export function zoneToSpare(part: Part): Finding[] {
  const { criticality } = part;
  if (criticality !== 'high' && criticality !== 'critical') return [];
  const tooFew = (path: string[], what: string, least: number | undefined): Finding[] =>
    least === undefined || least >= 2
      ? []
      : [{ path, expected: `2 or more, since criticality is ${criticality}: one ${what} is in one zone` }];
  return [
    // Messages wait until another task runs.
    ...eachOf(part, ['containers'], ({ minTasks, consumes = 'none' }, path) =>
      consumes === 'none' ? tooFew([...path, 'minTasks'], 'task', minTasks) : [],
    ),
    ...eachOf(part, ['instances'], ({ minServers, schedules = {} }, path) => [
      ...tooFew([...path, 'minServers'], 'server', minServers),
      ...Object.entries(schedules).flatMap(([name, schedule]) =>
        tooFew([...path, 'schedules', name, 'min'], 'server', schedule?.min),
      ),
    ]),
    ...eachNamed(part, 'clusterInstances', ({ minServers }, path) =>
      tooFew([...path, 'minServers'], 'server', minServers),
    ),
  ];
}

/** In a critical environment nobody has a shell in a container that serves people: what is wrong is looked for in logs, and elsewhere. */
export function noShellWhereCritical(part: Part): Finding[] {
  if (part.criticality !== 'critical') return [];
  return eachOf(part, ['containers'], ({ exec }, path) =>
    exec === 'on' ? [{ path: [...path, 'exec'], expected: '"off", since criticality is critical' }] : [],
  );
}

/** Tasks and servers of the private tier pull their image and write their log, through NAT or through endpoints of the network. */
export function wayOutOfServices(part: Part): Finding[] {
  return eachOf(part, ['containers', 'instances'], (service, path) => {
    const { outbound, runtime } = service;
    // What runs tasks on instances pulls their images and writes their logs.
    const isOnInstances = runtime === 'containers' && typeof service.capacity === 'string';
    const needs = [
      ...(isOnInstances ? [] : ['ecr.api', 'ecr.dkr', 'logs']),
      ...endpointsOfUses({ ...service, queues: [...(service.queues ?? []), ...consumed(service)] }),
      ...(runtime === 'instances' ? ['monitoring', 'ssm'] : []),
      ...(runtime === 'containers' && service.exec === 'on' ? ['kms', 'ssmmessages'] : []),
      ...(runtime === 'containers' && service.tracing ? ['xray'] : []),
    ];
    return wayOut(part, { path, outbound, what: runtime === 'instances' ? 'server' : 'task', needs });
  });
}

/** A service logs in to a cache as a user of its own, whose name is the service's without hyphens. */
export function usersOfCachesAreApart(part: Part): Finding[] {
  const users = new Map(['operator', 'default'].map((user) => [user, `the user ${user} of each cache`]));
  return eachService(part, ({ caches = [] }, path, service) => {
    if (caches.length === 0) return [];
    const user = cacheUser(service);
    const other = users.get(user);
    users.set(user, `that of services.${service}`);
    if (other === undefined) return [];
    return [{ path, expected: `a name whose user of caches, ${user}, is not ${other}`, found: service }];
  });
}

/** The name of a target group has 32 characters, eight of them a hash; the id of a user of a cache has 40. */
export function roomForServices(part: Part): Finding[] {
  const { name } = part;
  if (name === undefined) return [];
  return eachService(part, ({ runtime, hosts = {}, caches = [] }, path, service) => {
    const found = { path, found: service };
    const most = 23 - `${name}-`.length;
    const answers = runtime !== 'server' && Object.keys(hosts).length > 0 && service.length > most;
    const cache = caches.find((cache) => `${name}-${cache}-${service}`.length > 40);
    return [
      ...(answers
        ? [
            {
              ...found,
              expected: `a name of ${most} characters or less, for target groups such as ${name}-web-1a2b3c4d`,
            },
          ]
        : []),
      ...(cache === undefined
        ? []
        : [{ ...found, expected: `a shorter name, for a user ${name}-${cache}-${service} of 40 characters or less` }]),
    ];
  });
}
