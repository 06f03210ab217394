import { z } from 'zod';
import { eventSource } from './event-bus';
import { byWord, fields, list, matching, named, nameOf, protection, text, wholeNumber } from './field';

const ofTable = fields({
  source: z.literal('table'),
  /** A table of `tables` that has a stream: what is written to it, in order, from what the stream has of the last 24 hours on. */
  table: nameOf('a table'),
  /**
   * How often a record that fails is sent again, 0 to 10000; those behind it wait. Then it is told of in the dead-letter queue of the pipe.
   * Source: https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html
   */
  maxRetries: wholeNumber('retries', 0, 10_000),
  /** How old a record may be that is still sent, 60 to 86399 seconds: the stream keeps it for 24 hours. */
  maxAgeSeconds: wholeNumber('seconds', 60, 86_399),
  /** Whether Terraform refuses to destroy the dead-letter queue of the pipe. */
  deletionProtection: protection(),
});

const ofQueue = fields({
  source: z.literal('queue'),
  /** A queue of `queues`, which nothing else takes messages from. What fails goes to the dead-letter queue that it has. */
  queue: nameOf('a queue'),
});

const toQueue = fields({
  target: z.literal('queue'),
  /** A queue of `queues`, of type `standard`, that is sent a message for each. */
  sendsTo: nameOf('a queue'),
});

const toEventBus = fields({
  target: z.literal('event-bus'),
  /** Who puts an event on `eventBus` for each: `shop.receipts`. */
  eventSource,
  /** What the event says happened: `receipt.written`, 1 to 128 printable characters. */
  detailType: matching(/^[!-~]([ -~]{0,126}[!-~])?$/, '1 to 128 printable characters, no space at either end'),
});

const toFunction = fields({
  target: z.literal('function'),
  /** The service of the runtime `function`, with `on: 'none'`, that is called with each batch and may answer which of it failed (`batchItemFailures`). */
  runs: nameOf('a service of the runtime "function"'),
});

const pipe = fields({
  /** What it is for, 3 to 200 characters. */
  description: text(
    'what it is for, in 3 to 200 characters',
    (value) => value.trim().length >= 3 && value.length <= 200,
  ),
  /** What is read: `source` tells what it is. Another one replaces the pipe. */
  from: byWord('source', [ofTable, ofQueue]),
  /**
   * Only what matches one of 1 to 5 patterns, in JSON, is sent: `{"eventName":["INSERT"]}`; or `none`. A message of a queue that matches none is deleted.
   * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
   */
  filters: z.union(
    [
      z.literal('none'),
      list(text('a pattern in JSON, such as {"eventName":["INSERT"]}', isPattern), 'patterns in JSON', 1, 5),
    ],
    { error: () => '"none" or a list of patterns in JSON' },
  ),
  /**
   * What is sent, as a template of 1 to 8192 characters: `{"orderId":<$.dynamodb.Keys.orderId.S>}`; or `whole`, the record or message with its metadata.
   * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
   */
  template: text('a template of 1 to 8192 characters, or "whole"', ({ length }) => length >= 1 && length <= 8192),
  /** Where to: `target` tells what it is. */
  to: byWord('target', [toQueue, toEventBus, toFunction]),
});

/** Pipes of EventBridge by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const pipes = named('pipes', pipe);

/** An object whose fields are lists of what they may be, or objects of such fields. */
function isPattern(json: string): boolean {
  if (json.length > 4096) return false;
  try {
    return isPatternFields(JSON.parse(json));
  } catch {
    return false;
  }
}

function isPatternFields(value: unknown, depth = 8): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return false;
  const values = Object.values(value);
  return (
    values.length > 0 && values.every((one) => (Array.isArray(one) ? one.length > 0 : isPatternFields(one, depth - 1)))
  );
}
