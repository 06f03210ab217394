import { z } from 'zod';
import { fields, list, matching, named, nameOf, protection, text, wholeNumber } from './field';

/** Who puts events: `shop.orders`. Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
export const eventSource = matching(
  /^(?!aws\.)[\w./-]{1,256}$/,
  'a source such as shop.orders, 1 to 256 letters, digits and _./-, and none of AWS',
);

const rule = fields({
  /** What it is for, 3 to 200 characters. */
  description: text(
    'what it is for, in 3 to 200 characters',
    (value) => value.trim().length >= 3 && value.length <= 200,
  ),
  /** The sources of the events that it is about, 1 to 20: each one that a service puts events in the name of. */
  sources: list(eventSource, 'sources', 1, 20),
  /** What the events are called, 1 to 20: `order.placed`; or `all` that the sources put. */
  detailTypes: z.union(
    [
      z.literal('all'),
      list(
        matching(/^[!-~]([ -~]{0,126}[!-~])?$/, '1 to 128 printable characters, no space at either end'),
        'detail types',
        1,
        20,
      ),
    ],
    { error: () => '"all" or a list of detail types' },
  ),
  /** The queues of `queues`, of type `standard`, that each event is delivered to, 1 to 5. A function takes it from there. */
  deliverTo: list(nameOf('a queue'), 'names of queues', 1, 5),
  /**
   * How often EventBridge tries again to deliver an event, 0 to 185.
   * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   */
  maxRetries: wholeNumber('retries', 0, 185),
  /** How old an event may be that is still delivered, 60 to 86400 seconds. Then it goes to the dead-letter queue of the bus. */
  maxAgeSeconds: wholeNumber('seconds', 60, 86_400),
});

/** The event bus of the application, with an archive of all its events; `none` where nothing puts any. */
export const eventBus = z.union(
  [
    z.literal('none'),
    fields({
      /** Days that the archive keeps the events, so that they can be replayed: 1 to 3650. */
      archiveRetentionDays: wholeNumber('days', 1, 3650),
      /** Which events are delivered where, by name: 1 to 21 of a-z, 0-9 and single hyphens. */
      rules: named('rules', rule),
      /** Whether Terraform refuses to destroy the archive and the dead-letter queue. */
      deletionProtection: protection(),
    }),
  ],
  { error: () => '"none" or an object of archiveRetentionDays, rules, deletionProtection' },
);
