import { dev } from '../../environments';
import { changed, problems } from '../support/environments';
import { withEvents } from '../support/apis';
import { smallProd as prod } from '../support/small-prod';

const change = (path: string, value: unknown) => problems({ prod: changed(withEvents, path, value) });
const fifo = { ...prod.queues.orders, type: 'fifo' };

test('an event bus is right as it is', () => {
  expect(problems({ prod: withEvents })).toEqual([]);
});

describe('an event bus', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'is decided, or none',
      'eventBus',
      'prod-events',
      'eventBus: expected "none" or an object of archiveRetentionDays, rules, deletionProtection, found "prod-events"',
    ],
    [
      'keeps its events for a day or more',
      'eventBus.archiveRetentionDays',
      0,
      'eventBus.archiveRetentionDays: expected a whole number of days from 1 to 3650, found 0',
    ],
    [
      'has rules about sources of the application',
      'eventBus.rules.placed.sources',
      ['aws.s3'],
      'eventBus.rules.placed.sources[0]: expected a source such as shop.orders, 1 to 256 letters, digits and _./-, and none of AWS, found "aws.s3"',
    ],
    [
      'has rules about sources that a service puts events in the name of',
      'eventBus.rules.placed.sources',
      ['shop.order'],
      'eventBus.rules.placed.sources[0]: expected a source of eventSources of a service, or of a pipe (nearest: shop.orders), found "shop.order"',
    ],
    [
      'has rules about events by what they are called, or all',
      'eventBus.rules.placed.detailTypes',
      'order placed',
      'eventBus.rules.placed.detailTypes: expected "all" or a list of detail types, found "order placed"',
    ],
    [
      'delivers to queues of the file',
      'eventBus.rules.placed.deliverTo',
      ['order'],
      'eventBus.rules.placed.deliverTo[0]: expected a name of queues (nearest: orders), found "order"',
    ],
    [
      'delivers somewhere',
      'eventBus.rules.placed.deliverTo',
      [],
      'eventBus.rules.placed.deliverTo: expected names of queues, 1 to 5 of them, found []',
    ],
    [
      'tries again as often as EventBridge does',
      'eventBus.rules.placed.maxRetries',
      186,
      'eventBus.rules.placed.maxRetries: expected a whole number of retries from 0 to 185, found 186',
    ],
    [
      'delivers what is young enough',
      'eventBus.rules.placed.maxAgeSeconds',
      59,
      'eventBus.rules.placed.maxAgeSeconds: expected a whole number of seconds from 60 to 86400, found 59',
    ],
    [
      'gets events in the name of no AWS service',
      'services.partners.eventSources',
      ['aws.ec2'],
      'services.partners.eventSources[0]: expected a source such as shop.orders, 1 to 256 letters, digits and _./-, and none of AWS, found "aws.ec2"',
    ],
  ])('%s: %s', (_, path, value, problem) => {
    expect(change(path, value)).toEqual([expect.stringContaining(`environments/prod.ts: ${problem}`)]);
  });

  test('delivers to no FIFO queue, which needs a message group', () => {
    const queues = { ...withEvents.queues, refunds: fifo };
    const whole = changed({ ...withEvents, queues }, 'eventBus.rules.placed.deliverTo', ['orders', 'refunds']);
    expect(problems({ prod: whole })).toEqual([
      'environments/prod.ts: eventBus.rules.placed.deliverTo[1]: expected a queue of type "standard": a rule names no message group, found "refunds"',
    ]);
  });

  test('is there for who puts events', () => {
    expect(problems({ prod: changed(withEvents, 'eventBus', 'none') })).toEqual([
      'environments/prod.ts: services.web.eventSources: expected [], since eventBus is "none", found ["shop.orders"]',
    ]);
  });

  test('is reached by the endpoint of EventBridge, where a service has no other way', () => {
    const whole = changed(withEvents, 'network.interfaceEndpoints', prod.network.interfaceEndpoints);
    expect(problems({ prod: whole })).toEqual([
      'environments/prod.ts: services.web.outbound: expected "internet", or network.interfaceEndpoints with events, which services.web needs, found "endpoints"',
    ]);
  });

  test('of a critical environment is protected no less than that of dev', () => {
    const weaker = changed(withEvents, 'eventBus.archiveRetentionDays', 6);
    expect(problems({ dev, prod: weaker })).toEqual([
      'environments/prod.ts: eventBus.archiveRetentionDays: expected 7 or more, as the less critical environments/dev.ts has, found 6',
    ]);
  });
});
