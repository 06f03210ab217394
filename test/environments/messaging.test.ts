import { dev } from '../../environments';
import { changed, problems } from '../support/environments';
import { smallProd as prod } from '../support/small-prod';

const change = (path: string, value: unknown) => problems({ prod: changed(prod, path, value) });
const fifo = { ...prod.queues.orders, type: 'fifo' };

describe('queues and topics', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'a topic delivers to queues of the file',
      'topics.order-placed.deliverTo[0]',
      'order',
      'topics.order-placed.deliverTo[0]: expected a name of queues (nearest: orders), found "order"',
    ],
    [
      'a queue has a type of SQS',
      'queues.orders.type',
      'priority',
      'queues.orders.type: expected one of standard, fifo, found "priority"',
    ],
    [
      'the dead-letter queue keeps a message for longer than the queue',
      'queues.orders.retentionDays',
      14,
      'queues.orders.retentionDays: expected a whole number of days from 1 to 13, found 14',
    ],
    [
      'a service sends to queues of the file',
      'services.web.queues',
      ['order'],
      'services.web.queues[0]: expected a name of queues (nearest: orders), found "order"',
    ],
    [
      'a service publishes to topics of the file',
      'services.web.topics',
      ['orders'],
      'services.web.topics[0]: expected a name of topics (nearest: order-placed), found "orders"',
    ],
    [
      'a service takes messages from a queue of the file',
      'services.worker.consumes.queue',
      'order',
      'services.worker.consumes.queue: expected a name of queues (nearest: orders), found "order"',
    ],
    [
      'a service that takes messages answers no requests',
      'services.web.consumes',
      prod.services.worker.consumes,
      'services.web.consumes: expected "none", since it has hosts: another service takes the messages, found',
    ],
    [
      'a consumer is done before others receive the message',
      'services.worker.consumes.secondsPerMessage',
      60,
      'services.worker.consumes.secondsPerMessage: expected fewer than queues.orders.visibilityTimeoutSeconds, 60: then others receive the message as well, found 60',
    ],
    [
      'a message waits for no less than one takes',
      'services.worker.consumes.withinSeconds',
      1,
      'services.worker.consumes.withinSeconds: expected secondsPerMessage, 2, or more, found 1',
    ],
    [
      'only containers take messages',
      'services.office.consumes',
      prod.services.worker.consumes,
      'services.office.consumes: expected nothing: only services of the runtime "containers" take messages from queues, found',
    ],
  ])('%s: %s', (_, path, value, problem) => {
    const found = change(path, value);
    expect(found).toEqual([expect.stringContaining(`environments/prod.ts: ${problem}`)]);
  });

  test('no task at rest is for consumers alone', () => {
    const consumer = { ...dev.services.worker, minTasks: 0 };
    expect(problems({ dev: changed(dev, 'services.worker', consumer) })).toEqual([]);
    expect(problems({ dev: changed(dev, 'services.worker', { ...consumer, consumes: 'none' }) })).toEqual([
      'environments/dev.ts: services.worker.minTasks: expected a whole number of tasks from 1 to 1000, since consumes is "none", found 0',
    ]);
  });

  test('a topic of type standard delivers to no FIFO queue, and one of type fifo to both', () => {
    const to = 'topics.order-placed.deliverTo[0]: expected a queue of type "standard", since the topic is "standard"';
    expect(change('queues.orders', fifo)).toEqual([`environments/prod.ts: ${to}, found "orders"`]);
    const both = changed(changed(prod, 'topics.order-placed.type', 'fifo'), 'queues.orders', fifo);
    expect(problems({ prod: both })).toEqual([]);
    expect(change('topics.order-placed.type', 'fifo')).toEqual([]);
  });

  test('an alarm on a message that waits comes before SQS deletes it', () => {
    const queue = { ...prod.queues.orders, retentionDays: 1, oldestMessageSeconds: 86_400 };
    expect(change('queues.orders', queue)).toEqual([
      'environments/prod.ts: queues.orders.oldestMessageSeconds: expected fewer than 86400, the seconds that a message is kept for retentionDays 1, found 86400',
    ]);
  });

  test('what sends and takes messages reaches SQS and SNS where it goes to nothing else', () => {
    const interfaceEndpoints = prod.network.interfaceEndpoints.filter((one) => one !== 'sqs' && one !== 'sns');
    const found = change('network.interfaceEndpoints', interfaceEndpoints);
    const without = (service: string, endpoint: string) =>
      expect.stringContaining(
        `services.${service}.outbound: expected "internet", or network.interfaceEndpoints with ${endpoint}, which`,
      );
    expect(found).toEqual([
      without('web', 'sns'),
      without('partners', 'sns'),
      without('office', 'sns'),
      without('worker', 'sqs'),
      without('bounces', 'sqs'),
    ]);
  });
});
