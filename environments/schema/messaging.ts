import { z } from 'zod';
import { fields, list, named, nameOf, oneOf, protection, wholeNumber } from './field';

/**
 * `standard`: in no fixed order, and now and then a message twice. `fifo`: messages of a group in their order, each once within five minutes. AWS changes
 * neither into the other.
 */
const type = oneOf(['standard', 'fifo']);

const queue = fields({
  type,
  /** How long a message that was received is hidden from other consumers, 1 to 43200 seconds: longer than the slowest of them takes for one. */
  visibilityTimeoutSeconds: wholeNumber('seconds', 1, 43_200),
  /** Days that a message is kept until a consumer deletes it, 1 to 13. The dead-letter queue keeps it until the 14th. */
  retentionDays: wholeNumber('days', 1, 13),
  /** How often a message is received before it goes to the dead-letter queue, 1 to 1000. */
  maxReceiveCount: wholeNumber('receives', 1, 1000),
  /** How long the oldest message may wait before somebody is told. */
  oldestMessageSeconds: wholeNumber('seconds', 1, 1_123_199),
  /** Whether Terraform refuses to destroy it and its dead-letter queue. */
  deletionProtection: protection(),
});

const topic = fields({
  type,
  /** The queues of `queues` that each message is delivered to: a topic of type `standard` delivers to queues of type `standard` alone. */
  deliverTo: list(nameOf('a queue'), 'names of queues', 1, 20),
  /** Whether Terraform refuses to destroy the dead-letter queues of its subscriptions. */
  deletionProtection: protection(),
});

/** Queues by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const queues = named('queues', queue);

/** Topics by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const topics = named('topics', topic);

/** What a service of containers takes messages from, and how many tasks that takes. */
export const consumes = z.union(
  [
    z.literal('none'),
    fields({
      /** A queue of `queues`. */
      queue: nameOf('a queue'),
      /** The seconds that a task takes for a message, on average: 1 to 3600. */
      secondsPerMessage: wholeNumber('seconds', 1, 3600),
      /** The seconds that a message may wait, `secondsPerMessage` to 86400: for each task, so many messages wait at the most as it takes in this time. */
      withinSeconds: wholeNumber('seconds', 1, 86_400),
    }),
  ],
  { error: () => '"none" or an object of queue, secondsPerMessage, withinSeconds' },
);
