import type { Finding } from '../load/problem';
import { nearest } from '../schema/field';
import { eachService, type Part } from './each';
import { missing } from './services';

const busOf = ({ eventBus }: Part) => (typeof eventBus === 'object' ? eventBus : undefined);

/** A rule is about events that a service puts, and delivers to queues that take a message without a group. */
export function eventRulesFit(part: Part): Finding[] {
  const { queues } = part;
  const sources = sourcesOf(part);
  return Object.entries(busOf(part)?.rules ?? {}).flatMap(([name, rule]): Finding[] => {
    const path = ['eventBus', 'rules', name];
    const fifo = (rule?.deliverTo ?? []).map((queue) => queues?.[queue ?? '']?.type === 'fifo');
    const expected = 'a queue of type "standard": a rule names no message group';
    return [
      ...(rule?.sources ?? []).flatMap((source, index) =>
        source === undefined || !sources || sources.includes(source)
          ? []
          : [
              {
                path: [...path, 'sources', index],
                expected: `a source of eventSources of a service, or of a pipe${nearest(source, sources)}`,
              },
            ],
      ),
      ...missing(rule?.deliverTo, queues, 'queues', (index) => [...path, 'deliverTo', index]),
      ...fifo.flatMap((isFifo, index) => (isFifo ? [{ path: [...path, 'deliverTo', index], expected }] : [])),
    ];
  });
}

/** Who puts events has a bus for them. */
export function sourcesHaveBus(part: Part): Finding[] {
  if (part.eventBus !== 'none') return [];
  return eachService(part, ({ eventSources = [] }, path) =>
    eventSources.length > 0 ? [{ path: [...path, 'eventSources'], expected: '[], since eventBus is "none"' }] : [],
  );
}

/** The sources that services and pipes put events in the name of; nothing where one of them is not sound. */
function sourcesOf({ services, pipes }: Part): string[] | undefined {
  if (!services || !pipes) return undefined;
  const all = Object.values(services).map((service) => service?.eventSources);
  if (all.some((sources) => !sources || sources.includes(undefined))) return undefined;
  const ofPipes = Object.values(pipes).map((pipe) => pipe?.to);
  if (ofPipes.includes(undefined)) return undefined;
  const put = ofPipes.flatMap((to) => (to?.target === 'event-bus' ? (to.eventSource ?? []) : []));
  return [...new Set([...all.flatMap((sources = []) => sources.flatMap((source) => source ?? [])), ...put])];
}
