import type { Finding } from '../load/problem';
import { eachNamed, type Part } from './each';
import { takersOf, visibilityFactor } from './functions';
import { missing } from './services';

type Pipe = NonNullable<NonNullable<Part['pipes']>[string]>;

/**
 * A stream has two readers at most.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
const mostReaders = 2;

/** A pipe reads the stream of a table, which has one, or a queue that nothing else takes messages from. */
export function sourcesOfPipesFit(part: Part): Finding[] {
  const { tables, queues } = part;
  const readers = new Map<string, number>();
  return eachNamed(part, 'pipes', ({ from }, path, name) => {
    const at = (field: string) => [...path, 'from', field];
    if (from?.source === 'table') {
      const { table } = from;
      if (table === undefined) return [];
      const count = (readers.get(table) ?? 0) + 1;
      readers.set(table, count);
      const expected = `one of NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY, since pipes.${name} reads it`;
      return [
        ...missing([table], tables, 'tables', () => at('table')),
        ...(tables?.[table]?.stream === 'none' ? [{ path: ['tables', table, 'stream'], expected }] : []),
        ...(count > mostReaders
          ? [
              {
                path: at('table'),
                expected: `a table that ${mostReaders} other pipes do not read: its stream has no more readers`,
              },
            ]
          : []),
      ];
    }
    if (from?.source !== 'queue' || from.queue === undefined) return [];
    const { queue } = from;
    const [service] = takersOf(part, queue);
    const [before] = pipesFrom(part, queue);
    const other = service !== undefined ? `services.${service}` : before !== name ? `pipes.${before}` : undefined;
    return [
      ...missing([queue], queues, 'queues', () => at('queue')),
      ...(other === undefined
        ? []
        : [{ path: at('queue'), expected: `a queue that ${other} does not take messages from` }]),
    ];
  });
}

/** A pipe sends to what is there and takes it as it is. */
export function targetsOfPipesFit(part: Part): Finding[] {
  const { queues, services, eventBus } = part;
  const functions =
    services &&
    Object.fromEntries(Object.entries(services).filter(([, one]) => (one?.runtime ?? 'function') === 'function'));
  return eachNamed(part, 'pipes', ({ from, to }, path) => {
    const at = (field: string) => [...path, 'to', field];
    if (to?.target === 'queue') {
      const isFifo = queues?.[to.sendsTo ?? '']?.type === 'fifo';
      return [
        ...missing([to.sendsTo], queues, 'queues', () => at('sendsTo')),
        ...(isFifo
          ? [{ path: at('sendsTo'), expected: 'a queue of type "standard": a pipe names no message group' }]
          : []),
      ];
    }
    if (to?.target === 'event-bus') {
      const expected = 'queue or function, since eventBus is "none"';
      return eventBus === 'none' ? [{ path: at('target'), expected }] : [];
    }
    if (to?.target !== 'function') return [];
    const { runs } = to;
    const its = runs === undefined ? undefined : services?.[runs];
    const { on, timeoutSeconds } = its?.runtime === 'function' ? its : {};
    const isInvoked = on !== undefined && on !== 'none';
    return [
      ...missing([runs], functions, 'services of the runtime "function"', () => at('runs')),
      ...(isInvoked
        ? [{ path: at('runs'), expected: `a function with on "none": services.${runs} takes other events` }]
        : []),
      ...hiddenForLongEnough(part, from, timeoutSeconds, `services.${runs}`),
    ];
  });
}

/** What a pipe sends does not come back to where it was read, by other pipes and by rules of the event bus. */
export function pipesEnd(part: Part): Finding[] {
  return eachNamed(part, 'pipes', ({ from, to }, path) => {
    if (from?.source !== 'queue' || from.queue === undefined || !to) return [];
    const found = to.target === 'queue' ? to.sendsTo : to.target === 'event-bus' ? to.eventSource : undefined;
    if (found === undefined || !queuesAfter(part, { to }).includes(from.queue)) return [];
    const field = to.target === 'queue' ? 'sendsTo' : 'eventSource';
    const expected = `another one: what is sent there is sent to queues.${from.queue} again, which it was read from`;
    return [{ path: [...path, 'to', field], expected, found }];
  });
}

/** The queues that what a pipe sends may be in, sooner or later. */
function queuesAfter(part: Part, pipe: Pick<Pipe, 'to'>): string[] {
  const seen = new Set<string>();
  const todo = directlyAfter(part, pipe);
  for (let queue = todo.pop(); queue !== undefined; queue = todo.pop()) {
    if (seen.has(queue)) continue;
    seen.add(queue);
    for (const name of pipesFrom(part, queue)) todo.push(...directlyAfter(part, part.pipes?.[name] ?? {}));
  }
  return [...seen];
}

function directlyAfter({ eventBus }: Part, { to }: Pick<Pipe, 'to'>): string[] {
  if (to?.target === 'queue') return to.sendsTo === undefined ? [] : [to.sendsTo];
  if (to?.target !== 'event-bus' || typeof eventBus !== 'object') return [];
  const { eventSource, detailType } = to;
  return Object.values(eventBus.rules ?? {}).flatMap((rule) => {
    const { sources = [], detailTypes = 'all', deliverTo = [] } = rule ?? {};
    const isAbout = sources.includes(eventSource) && (detailTypes === 'all' || detailTypes.includes(detailType));
    return isAbout ? deliverTo.flatMap((queue) => queue ?? []) : [];
  });
}

function pipesFrom({ pipes = {} }: Part, queue: string): string[] {
  return Object.entries(pipes).flatMap(([name, pipe]) =>
    pipe?.from?.source === 'queue' && pipe.from.queue === queue ? [name] : [],
  );
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
function hiddenForLongEnough(
  { queues }: Part,
  from: Pipe['from'],
  timeoutSeconds: number | undefined,
  of: string,
): Finding[] {
  if (from?.source !== 'queue' || from.queue === undefined || timeoutSeconds === undefined) return [];
  const visible = queues?.[from.queue]?.visibilityTimeoutSeconds;
  const least = visibilityFactor * timeoutSeconds;
  if (visible === undefined || visible >= least) return [];
  const expected = `${least} or more, ${visibilityFactor} times timeoutSeconds of ${of}`;
  return [{ path: ['queues', from.queue, 'visibilityTimeoutSeconds'], expected }];
}
