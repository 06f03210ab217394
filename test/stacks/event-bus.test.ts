import { dev } from '../../environments';
import { withEvents } from '../support/apis';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const messaging = stackOf(withEvents, 'messaging');
const service = stackOf(withEvents, 'service');
const outputOf = (name: string) => `\${data.terraform_remote_state.messaging.outputs.${name}}`;

describe('an event bus', () => {
  test('is encrypted under the key of the messages, with an archive and a dead-letter queue', () => {
    const key = messaging.reference('aws_kms_key', 'arn');
    expect(messaging.one('aws_cloudwatch_event_bus')).toMatchObject({ name: 'prod-events', kms_key_identifier: key });
    expect(messaging.one('aws_cloudwatch_event_archive')).toMatchObject({
      name: 'prod-events',
      retention_days: 90,
      lifecycle: { prevent_destroy: true },
    });
    const undelivered = messaging.all('aws_sqs_queue').find(({ name }) => name === 'prod-events-undelivered');
    expect(undelivered).toMatchObject({ kms_master_key_id: key, lifecycle: { prevent_destroy: true } });
  });

  test('delivers the events of a rule to its queue, which admits the rule and no other', () => {
    const rule = messaging.one('aws_cloudwatch_event_rule');
    expect(rule).toMatchObject({ name: 'placed', description: 'Orders that were placed', state: 'ENABLED' });
    expect(JSON.parse(rule.event_pattern)).toEqual({ source: ['shop.orders'], 'detail-type': ['order.placed'] });
    expect(messaging.one('aws_cloudwatch_event_target')).toMatchObject({
      target_id: 'orders',
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
    });
    const admits = messaging.all('aws_sqs_queue_policy').map(({ policy }) => JSON.stringify(statements(policy)));
    const ruleArn = messaging.reference('aws_cloudwatch_event_rule', 'arn');
    expect(admits.filter((policy) => policy.includes(ruleArn))).toHaveLength(2);
  });

  test('has rules about all that a source puts, where the file says so', () => {
    const rules = { placed: { ...withEvents.eventBus.rules.placed, detailTypes: 'all' as const } };
    const all = stackOf({ ...withEvents, eventBus: { ...withEvents.eventBus, rules } }, 'messaging');
    expect(JSON.parse(all.one('aws_cloudwatch_event_rule').event_pattern)).toEqual({ source: ['shop.orders'] });
  });

  test('is a reason for the stack of messages', () => {
    const services = { web: { ...withEvents.services.web, topics: [] } };
    const alone = { ...withEvents, queues: {}, topics: {}, services, eventBus: { ...withEvents.eventBus, rules: {} } };
    expect(stackOf(alone, 'messaging').one('aws_cloudwatch_event_bus').name).toBe('prod-events');
  });

  test('of dev is destroyed with it', () => {
    const stack = stackOf(dev, 'messaging');
    expect(stack.one('aws_cloudwatch_event_archive')).not.toHaveProperty('lifecycle');
    expect(stack.types()).not.toContain('aws_cloudwatch_event_rule');
  });

  test('is there only where it is decided', () => {
    expect(stackOf(prod, 'messaging').types()).not.toContain('aws_cloudwatch_event_bus');
  });
});

describe('a service', () => {
  const grants = Object.fromEntries(
    service
      .all('aws_iam_role_policy')
      .filter(({ name }) => name.startsWith('put-events-'))
      .map(({ name, policy }) => [name, statements(policy)]),
  );
  const variablesOf = (family: string) => {
    const made = service.all('aws_ecs_task_definition').find((one) => one.family === family)!;
    const [{ environment }] = JSON.parse(made.container_definitions) as [
      { environment: { name: string; value: string }[] },
    ];
    return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
  };

  test('puts events in the name of its sources alone, on the bus that it is told of', () => {
    expect(grants).toMatchObject({
      'put-events-prod-events-Web': {
        PutsEvents: {
          Action: 'events:PutEvents',
          Resource: outputOf('event_bus_event_bus_arn'),
          Condition: { StringEquals: { 'events:source': ['shop.orders'] } },
        },
      },
    });
    expect(variablesOf('prod-web')).toMatchObject({ EVENT_BUS_NAME: 'prod-events' });
  });

  test('that puts none is told of no bus, and may put none', () => {
    expect(Object.keys(grants)).toEqual(['put-events-prod-events-Web']);
    expect(variablesOf('prod-partners')).not.toHaveProperty('EVENT_BUS_NAME');
  });
});
