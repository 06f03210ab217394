import { dev } from '../../environments';
import { onlyServices, withoutServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const messaging = stackOf(prod, 'messaging');
const service = stackOf(prod, 'service');
const outputOf = (name: string) => `\${data.terraform_remote_state.messaging.outputs.${name}}`;

describe('queues and topics', () => {
  test('are as the file decides, and every queue has where its failures go', () => {
    expect(
      messaging
        .all('aws_sqs_queue')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      ...['prod-mail-events', 'prod-mail-events-dead-letters', 'prod-mail-events-queue-undelivered'],
      ...['prod-order-placed-orders-undelivered', 'prod-orders', 'prod-orders-dead-letters'],
    ]);
    const orders = messaging.all('aws_sqs_queue').find(({ name }) => name === 'prod-orders')!;
    const { visibilityTimeoutSeconds, retentionDays, maxReceiveCount } = prod.queues.orders;
    expect(orders).toMatchObject({
      visibility_timeout_seconds: visibilityTimeoutSeconds,
      message_retention_seconds: retentionDays * 86_400,
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.parse(orders.redrive_policy)).toMatchObject({ maxReceiveCount });
  });

  test('are encrypted under one key of their own', () => {
    const key = messaging.reference('aws_kms_key', 'arn');
    const encrypted = [...messaging.all('aws_sqs_queue'), ...messaging.all('aws_sns_topic')];
    expect(encrypted).toHaveLength(8);
    for (const { kms_master_key_id } of encrypted) expect(kms_master_key_id).toBe(key);
  });

  test('of dev are destroyed with it', () => {
    for (const queue of stackOf(dev, 'messaging').all('aws_sqs_queue')) expect(queue).not.toHaveProperty('lifecycle');
  });

  test('are no stack where there are none', () => {
    const shop = onlyServices(prod, 'web');
    const services = { web: { ...shop.services.web, topics: [] as never } };
    const none = { ...shop, queues: {}, topics: {}, services };
    expect(() => stackOf(none, 'messaging')).toThrow('prod has no stack messaging');
    expect(JSON.stringify(stackOf(none, 'service').json)).not.toContain('messaging');
  });

  test('of type fifo have the ending of SQS and SNS', () => {
    const orders = { ...prod.queues.orders, type: 'fifo' as const };
    const topic = { ...prod.topics['order-placed'], type: 'fifo' as const };
    const stack = stackOf(
      { ...withoutServices(prod), queues: { orders }, topics: { 'order-placed': topic } },
      'messaging',
    );
    expect(stack.all('aws_sqs_queue')).toHaveLength(3);
    for (const { name } of [...stack.all('aws_sqs_queue'), ...stack.all('aws_sns_topic')])
      expect(name).toMatch(/\.fifo$/);
  });
});

describe('a service', () => {
  const policies = Object.fromEntries(
    service.all('aws_iam_role_policy').map(({ name, policy }) => [name, statements(policy)]),
  );
  const containerOf = (family: string) => {
    const made = service.all('aws_ecs_task_definition').find((one) => one.family === family)!;
    return JSON.parse(made.container_definitions)[0] as {
      command?: string[];
      environment: { name: string; value: string }[];
    };
  };

  test('that takes messages may do so of its queue, and is told where it is', () => {
    expect(policies['consume-prod-orders-Worker']).toMatchObject({
      Consumes: { Effect: 'Allow', Resource: outputOf('queues_orders_queue_arn') },
    });
    const { environment, command } = containerOf('prod-worker');
    expect(environment).toContainEqual({ name: 'QUEUE_ORDERS_URL', value: outputOf('queues_orders_queue_url') });
    expect(command).toEqual(['src/worker.js']);
  });

  test('that takes messages scales by those that wait: within a minute, at two seconds each, 30', () => {
    const policy = service.all('aws_appautoscaling_policy').filter(({ name }) => name.startsWith('prod-worker'));
    expect(policy).toMatchObject([{ name: 'prod-worker-backlog', policy_type: 'TargetTrackingScaling' }]);
    expect(policy[0]!.target_tracking_scaling_policy_configuration.target_value).toBe(30);
  });

  test('starts from no task where none runs at rest', () => {
    const stack = stackOf(dev, 'service');
    expect(stack.all('aws_appautoscaling_target').find(({ min_capacity }) => min_capacity === 0)).toBeDefined();
    const waiting = stack
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ alarm_name }) => alarm_name === 'dev-worker-waiting');
    expect(waiting).toHaveLength(1);
  });

  test('publishes to the topics that it names, and sends to no queue', () => {
    expect(policies['publish-prod-order-placed-Web']).toMatchObject({
      Publishes: { Effect: 'Allow', Action: 'sns:Publish', Resource: outputOf('topics_order-placed_topic_arn') },
    });
    const granted = service.all('aws_iam_role_policy').flatMap(({ policy }) => Object.values(statements(policy)));
    const actions = granted.flatMap(({ Action }) => Action);
    expect(actions).toContain('sqs:ReceiveMessage');
    expect(actions).not.toContain('sqs:SendMessage');
    expect(containerOf('prod-web').command).toBeUndefined();
  });

  test('sends to the queues that it names', () => {
    const web = { ...prod.services.web, queues: ['orders'] as never };
    const stack = stackOf({ ...prod, services: { ...prod.services, web } }, 'service');
    const sends = stack.all('aws_iam_role_policy').filter(({ name }) => name === 'send-prod-orders-Web');
    expect(sends.map(({ policy }) => statements(policy))).toMatchObject([
      { Sends: { Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'], Resource: outputOf('queues_orders_queue_arn') } },
    ]);
  });
});
