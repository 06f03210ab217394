import { runtimes } from '../../modules/function/runtimes';
import type { Finding } from '../load/problem';
import { isInVpc } from '../store-users';
import { eachOf, eachService, type Part } from './each';
import { rotatingFunctionOf } from './secrets';
import { missing } from './services';
import { endpointsOfUses, wayOut } from './way-out';

type Service = NonNullable<NonNullable<Part['services']>[string]>;
type FunctionService = Extract<Service, { readonly runtime?: 'function' }>;

/** How many times longer than the function's timeout its queue hides a message. Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const visibilityFactor = 6;

/** A function has its first code in a bucket of the environment, and is invoked by a queue or a bucket of it. */
export function whatFunctionsUseExists(part: Part): Finding[] {
  const { buckets, queues } = part;
  return eachOf(part, ['function'], ({ firstCode, on }, path) => [
    ...missing([firstCode?.bucket], buckets, 'buckets', () => [...path, 'firstCode', 'bucket']),
    ...missing([queueOf(on)?.queue], queues, 'queues', () => [...path, 'on', 'queue']),
    ...missing([bucketOf(on)?.bucket], buckets, 'buckets', () => [...path, 'on', 'bucket']),
  ]);
}

/** The runtime is supported on the day that the environment names. */
export function runtimeIsSupported(part: Part): Finding[] {
  return eachOf(part, ['function'], ({ lambdaRuntime, supportedOn }, path) => {
    const until = lambdaRuntime && runtimes[lambdaRuntime];
    if (until === undefined || supportedOn === undefined || supportedOn <= until) return [];
    const expected = `a runtime that Lambda supports on ${supportedOn}; this one it supports until ${until}`;
    return [{ path: [...path, 'lambdaRuntime'], expected }];
  });
}

/** A message is hidden for as long as Lambda may need for it, and is taken by one service. */
export function queuesOfFunctionsFit(part: Part): Finding[] {
  return eachOf(part, ['function'], ({ timeoutSeconds, reservedConcurrency, on }, path, name) => {
    const { queue, maximumConcurrency } = queueOf(on) ?? {};
    if (queue === undefined) return [];
    const visible = part.queues?.[queue]?.visibilityTimeoutSeconds;
    const least = timeoutSeconds === undefined ? undefined : visibilityFactor * timeoutSeconds;
    const other = takersOf(part, queue).find((taker) => taker !== name);
    const isThrottled = typeof reservedConcurrency === 'number' && (maximumConcurrency ?? 0) > reservedConcurrency;
    return [
      ...(visible !== undefined && least !== undefined && visible < least
        ? [
            {
              path: ['queues', queue, 'visibilityTimeoutSeconds'],
              expected: `${least} or more, ${visibilityFactor} times timeoutSeconds of services.${name}`,
            },
          ]
        : []),
      ...(isThrottled
        ? [
            {
              path: [...path, 'on', 'maximumConcurrency'],
              expected: `reservedConcurrency, ${reservedConcurrency}, or less`,
            },
          ]
        : []),
      ...(other === undefined
        ? []
        : [{ path: [...path, 'on', 'queue'], expected: `a queue that services.${other} does not take messages from` }]),
    ];
  });
}

/** S3 refuses two notifications about one object. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
export function prefixesAreApart(part: Part): Finding[] {
  return eachOf(part, ['function'], ({ on }, path, name) => {
    const { bucket, prefix } = bucketOf(on) ?? {};
    if (bucket === undefined || prefix === undefined) return [];
    const other = Object.entries(part.services ?? {}).find(([one, service]) => {
      const its = service?.runtime === 'function' ? bucketOf(service.on) : undefined;
      if (one >= name || its?.bucket !== bucket || its.prefix === undefined) return false;
      return its.prefix.startsWith(prefix) || prefix.startsWith(its.prefix);
    });
    if (!other) return [];
    const expected = `a start of keys that services.${other[0]} has no part of, in the same bucket`;
    return [{ path: [...path, 'on', 'prefix'], expected }];
  });
}

/** A function is in the private tier where it uses what is in the data tier, and goes out as it is decided there; outside, nothing of the network holds it. */
export function wayOutOfFunctions(part: Part): Finding[] {
  const rotating = Object.values(part.secrets ?? {}).map((secret) => rotatingFunctionOf(secret ?? {}));
  return eachOf(part, ['function'], (service, path, name) => {
    const { outbound, databases, clusters, caches } = service;
    if (!databases || !clusters || !caches) return [];
    if (!isInVpc(service)) {
      const expected =
        '"internet", since it uses no database, cluster, cache, accelerator or file system: it is outside of the VPC';
      return outbound === 'endpoints' ? [{ path: [...path, 'outbound'], expected }] : [];
    }
    const secrets = [...(service.secrets ?? []), ...rotating.filter((one) => one === name)];
    return wayOut(part, { path, outbound, what: 'function', needs: endpointsOfUses({ ...service, secrets }) });
  });
}

/** Variables of a function have 4 KB in all, and the platform adds its own. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export function roomForVariablesOfFunctions(part: Part): Finding[] {
  const most = 2 * 1024;
  return eachOf(part, ['function'], ({ environment = {} }, path) => {
    const bytes = Buffer.byteLength(Object.entries(environment).join('\n'));
    if (bytes <= most) return [];
    const expected = `variables of ${most} bytes together or less: Lambda has 4096 for these and for those of its stores`;
    return [{ path: [...path, 'environment'], expected, found: `${bytes} bytes` }];
  });
}

/** A schedule runs a function, or sends to a queue that takes a message without a group. */
export function schedulesFit(part: Part): Finding[] {
  const { services, queues, schedules = {} } = part;
  const functions = services && Object.fromEntries(Object.entries(services).filter(([, one]) => isFunction(one)));
  return Object.entries(schedules).flatMap(([name, schedule]): Finding[] => {
    const path = ['schedules', name];
    if (schedule?.target === 'function') {
      return missing([schedule.runs], functions, 'services of the runtime "function"', () => [...path, 'runs']);
    }
    if (schedule?.target !== 'queue') return [];
    const isFifo = queues?.[schedule.sendsTo ?? '']?.type === 'fifo';
    return [
      ...missing([schedule.sendsTo], queues, 'queues', () => [...path, 'sendsTo']),
      ...(isFifo
        ? [{ path: [...path, 'sendsTo'], expected: 'a queue of type "standard": a schedule names no message group' }]
        : []),
    ];
  });
}

/** Of one whose runtime is wrong nothing is known. */
function isFunction(service: Service | undefined): boolean {
  return service === undefined || service.runtime === undefined || service.runtime === 'function';
}

/** The services that take messages from a queue. */
export function takersOf(part: Part, queue: string): string[] {
  const takers: string[] = [];
  eachService(part, (service, _, name) => {
    const takes =
      service.runtime === 'function'
        ? queueOf(service.on)?.queue
        : typeof service.consumes === 'object'
          ? service.consumes.queue
          : undefined;
    if (takes === queue) takers.push(name);
    return [];
  });
  return takers;
}

function queueOf(on: FunctionService['on']) {
  return typeof on === 'object' && 'queue' in on ? on : undefined;
}

function bucketOf(on: FunctionService['on']) {
  return typeof on === 'object' && 'bucket' in on ? on : undefined;
}
