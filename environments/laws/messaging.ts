import type { Finding } from '../load/problem';
import { mailEvents, mailEventsTimeoutSeconds } from '../mail-events';
import { eachOf, type Part } from './each';
import { missing } from './services';

/** A topic delivers to queues of the environment, of the type that it may deliver to (SNS developer guide, Amazon SNS FIFO topics). */
export function deliveriesFit({ queues, topics = {} }: Part): Finding[] {
  return Object.entries(topics).flatMap(([name, topic]) => {
    const path = (index: number) => ['topics', name, 'deliverTo', index];
    const isStandard = topic?.type === 'standard';
    const fifo = isStandard ? (topic.deliverTo ?? []).map((queue) => queues?.[queue ?? '']?.type === 'fifo') : [];
    const expected = 'a queue of type "standard", since the topic is "standard"';
    return [
      ...missing(topic?.deliverTo, queues, 'queues', path),
      ...fifo.flatMap((isFifo, index) => (isFifo ? [{ path: path(index), expected }] : [])),
    ];
  });
}

/** Somebody is told of a message that waits before SQS deletes it. */
export function waitIsTold({ queues = {} }: Part): Finding[] {
  return Object.entries(queues).flatMap(([name, queue]) => {
    const { retentionDays, oldestMessageSeconds } = queue ?? {};
    if (retentionDays === undefined || oldestMessageSeconds === undefined) return [];
    const kept = retentionDays * 86_400;
    if (oldestMessageSeconds < kept) return [];
    const expected = `fewer than ${kept}, the seconds that a message is kept for retentionDays ${retentionDays}`;
    return [{ path: ['queues', name, 'oldestMessageSeconds'], expected }];
  });
}

/** A service that takes messages answers no requests, and has the time for one that its queue gives it. */
export function consumersFit(part: Part): Finding[] {
  return eachOf(part, ['containers'], ({ consumes, hosts = {}, minTasks }, path) => {
    if (consumes === undefined) return [];
    if (consumes === 'none') {
      const expected = 'a whole number of tasks from 1 to 1000, since consumes is "none"';
      return minTasks === 0 ? [{ path: [...path, 'minTasks'], expected }] : [];
    }
    const { queue, secondsPerMessage, withinSeconds } = consumes;
    const at = (field: string) => [...path, 'consumes', field];
    const isOfMail = queue === mailEvents;
    const visible = isOfMail ? mailEventsTimeoutSeconds : part.queues?.[queue ?? '']?.visibilityTimeoutSeconds;
    const isTooSlow = secondsPerMessage !== undefined && visible !== undefined && secondsPerMessage >= visible;
    const isTooLate =
      secondsPerMessage !== undefined && withinSeconds !== undefined && withinSeconds < secondsPerMessage;
    return [
      ...(Object.keys(hosts).length > 0
        ? [{ path: [...path, 'consumes'], expected: '"none", since it has hosts: another service takes the messages' }]
        : []),
      ...(isTooSlow
        ? [
            {
              path: at('secondsPerMessage'),
              expected: `fewer than ${isOfMail ? 'the visibility timeout of its queue' : `queues.${queue}.visibilityTimeoutSeconds`}, ${visible}: then others receive the message as well`,
            },
          ]
        : []),
      ...(isTooLate
        ? [{ path: at('withinSeconds'), expected: `secondsPerMessage, ${secondsPerMessage}, or more` }]
        : []),
    ];
  });
}
