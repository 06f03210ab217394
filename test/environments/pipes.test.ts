import { dev } from '../../environments';
import { changed, problems } from '../support/environments';
import { smallProd } from '../support/small-prod';
import { thumbnails } from '../support/functions';

const { orders } = smallProd.queues;
const fromQueue = {
  ...{ description: 'Orders, for analytics', from: { source: 'queue', queue: 'incoming' }, filters: 'none' },
  ...{ template: 'whole', to: { target: 'queue', sendsTo: 'outgoing' } },
};
const { receipts } = dev.pipes;
const protectedFrom = { ...receipts.from, deletionProtection: 'on' };
/** prod with a pipe of a queue, and one of a table to the event bus. */
const prod = {
  ...smallProd,
  queues: { ...smallProd.queues, incoming: orders, outgoing: orders },
  tables: { ...smallProd.tables, receipts: { ...smallProd.tables.receipts, stream: 'NEW_IMAGE' } },
  eventBus: { archiveRetentionDays: 90, rules: {}, deletionProtection: 'on' },
  pipes: { orders: fromQueue, receipts: { ...receipts, from: protectedFrom } },
};
const change = (path: string, value: unknown) => problems({ prod: changed(prod, path, value) });

test('pipes are right as they are', () => {
  expect(problems({ prod })).toEqual([]);
});

test.each<[law: string, path: string, value: unknown, problem: string]>([
  [
    'reads a queue of the file',
    'pipes.orders.from.queue',
    'incomming',
    'pipes.orders.from.queue: expected a name of queues (nearest: incoming), found "incomming"',
  ],
  [
    'reads no queue that a service takes messages from',
    'pipes.orders.from.queue',
    'orders',
    'pipes.orders.from.queue: expected a queue that services.worker does not take messages from, found "orders"',
  ],
  [
    'reads no queue that another pipe takes messages from',
    'pipes.second',
    fromQueue,
    'pipes.second.from.queue: expected a queue that pipes.orders does not take messages from, found "incoming"',
  ],
  [
    'reads a table of the file',
    'pipes.receipts.from.table',
    'receipt',
    'pipes.receipts.from.table: expected a name of tables (nearest: receipts), found "receipt"',
  ],
  [
    'reads a table that has a stream',
    'tables.receipts.stream',
    'none',
    'tables.receipts.stream: expected one of NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY, since pipes.receipts reads it, found "none"',
  ],
  [
    'sends no record that the stream has dropped',
    'pipes.receipts.from.maxAgeSeconds',
    86_400,
    'pipes.receipts.from.maxAgeSeconds: expected a whole number of seconds from 60 to 86399, found 86400',
  ],
  [
    'has filters that are patterns',
    'pipes.receipts.filters',
    ['{"eventName":"INSERT"}'],
    'pipes.receipts.filters[0]: expected a pattern in JSON, such as {"eventName":["INSERT"]}, found "{\\"eventName\\":\\"INSERT\\"}"',
  ],
  [
    'has filters, or says that it has none',
    'pipes.receipts.filters',
    [],
    'pipes.receipts.filters: expected patterns in JSON, 1 to 5 of them, found []',
  ],
  [
    'sends something',
    'pipes.receipts.template',
    '',
    'pipes.receipts.template: expected a template of 1 to 8192 characters, or "whole", found ""',
  ],
  [
    'sends to a queue of the file',
    'pipes.orders.to.sendsTo',
    'outgoin',
    'pipes.orders.to.sendsTo: expected a name of queues (nearest: outgoing), found "outgoin"',
  ],
  [
    'puts events on a bus that is there',
    'eventBus',
    'none',
    'pipes.receipts.to.target: expected queue or function, since eventBus is "none", found "event-bus"',
  ],
  [
    'puts events in the name of no AWS service',
    'pipes.receipts.to.eventSource',
    'aws.s3',
    'pipes.receipts.to.eventSource: expected a source such as shop.orders, 1 to 256 letters, digits and _./-, and none of AWS, found "aws.s3"',
  ],
  [
    'sends to one of the kinds of targets',
    'pipes.orders.to',
    { target: 'topic', topic: 'order-placed' },
    'pipes.orders.to.target: expected one of queue, event-bus, function, found "topic"',
  ],
  [
    'sends to a function, and to no other service',
    'pipes.orders.to',
    { target: 'function', runs: 'worker' },
    'pipes.orders.to.runs: expected a name of services of the runtime "function", found "worker"',
  ],
  [
    'does not send back to the queue that it reads',
    'pipes.orders.to.sendsTo',
    'incoming',
    'pipes.orders.to.sendsTo: expected another one: what is sent there is sent to queues.incoming again, which it was read from, found "incoming"',
  ],
])('a pipe %s', (_, path, value, problem) => {
  expect(change(path, value)).toEqual([`environments/prod.ts: ${problem}`]);
});

describe('a pipe', () => {
  const called = { ...thumbnails, on: 'none', timeoutSeconds: 10 };
  const toFunction = (its: object) => ({
    ...changed(prod, 'pipes.orders.to', { target: 'function', runs: 'called' }),
    services: { ...prod.services, called: { ...called, ...its } },
  });

  test('calls a function that takes no other events, and hides messages for as long as that may need', () => {
    expect(problems({ prod: toFunction({}) })).toEqual([]);
    expect(problems({ prod: toFunction({ on: thumbnails.on }) })).toEqual([
      'environments/prod.ts: pipes.orders.to.runs: expected a function with on "none": services.called takes other events, found "called"',
    ]);
    expect(problems({ prod: toFunction({ timeoutSeconds: 11 }) })).toEqual([
      'environments/prod.ts: queues.incoming.visibilityTimeoutSeconds: expected 66 or more, 6 times timeoutSeconds of services.called, found 60',
    ]);
  });

  test('sends to no FIFO queue, which needs a message group', () => {
    const queues = { ...prod.queues, outgoing: { ...orders, type: 'fifo' } };
    expect(problems({ prod: { ...prod, queues } })).toEqual([
      'environments/prod.ts: pipes.orders.to.sendsTo: expected a queue of type "standard": a pipe names no message group, found "outgoing"',
    ]);
  });

  test('is one of two readers of a stream at most', () => {
    const { receipts: one } = prod.pipes;
    expect(problems({ prod: { ...prod, pipes: { one, second: one } } })).toEqual([]);
    expect(problems({ prod: { ...prod, pipes: { one, second: one, third: one } } })).toEqual([
      'environments/prod.ts: pipes.third.from.table: expected a table that 2 other pipes do not read: its stream has no more readers, found "receipts"',
    ]);
  });

  test('sends nothing round in a circle, by other pipes and by rules of the bus', () => {
    const there = { ...fromQueue, to: { target: 'event-bus', eventSource: 'shop.circle', detailType: 'again' } };
    const back = {
      ...fromQueue,
      from: { source: 'queue', queue: 'outgoing' },
      to: { target: 'queue', sendsTo: 'incoming' },
    };
    const rule = (detailTypes: unknown) => ({
      round: {
        ...{ description: 'What goes round', sources: ['shop.circle'], detailTypes, deliverTo: ['outgoing'] },
        ...{ maxRetries: 185, maxAgeSeconds: 86_400 },
      },
    });
    const round = (detailTypes: unknown) => ({
      ...prod,
      eventBus: { ...prod.eventBus, rules: rule(detailTypes) },
      pipes: { there, back },
    });
    expect(problems({ prod: round(['another']) })).toEqual([]);
    const again = (queue: string) =>
      `expected another one: what is sent there is sent to queues.${queue} again, which it was read from`;
    for (const about of [['again'], 'all']) {
      expect(problems({ prod: round(about) })).toEqual([
        `environments/prod.ts: pipes.there.to.eventSource: ${again('incoming')}, found "shop.circle"`,
        `environments/prod.ts: pipes.back.to.sendsTo: ${again('outgoing')}, found "incoming"`,
      ]);
    }
  });

  test('puts events that rules may be about', () => {
    const rules = {
      receipts: {
        ...{ description: 'Receipts', sources: ['shop.receipts'], detailTypes: 'all', deliverTo: ['outgoing'] },
        ...{ maxRetries: 185, maxAgeSeconds: 86_400 },
      },
    };
    expect(change('eventBus.rules', rules)).toEqual([]);
  });

  test('of a critical environment is protected no less than that of dev', () => {
    const off = { off: true, reason: 'holds what is in the stream for a day' };
    const both = { dev: changed(dev, 'pipes.receipts.from.deletionProtection', 'on'), prod };
    expect(problems({ ...both, prod: changed(prod, 'pipes.receipts.from.deletionProtection', off) })).toEqual([
      expect.stringContaining('pipes.receipts.from.deletionProtection: expected "on", as the less critical'),
    ]);
  });
});
