import type { TerraformStack } from 'cdktf';
import { EventBus, type EventRuleProps } from '../../modules/event-bus';
import { Key } from '../../modules/kms';
import { Queue } from '../../modules/queue';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };
const optOuts = { deletionProtection: off };

/** A bus whose events of one source are delivered to a queue, as props change it. */
const application =
  ({ archiveDays = 7, ...rule }: Partial<EventRuleProps> & { readonly archiveDays?: number } = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', { ...at, purpose: 'Events', alias: 'events', optOuts });
    const queue = new Queue(stack, 'orders', {
      ...{ ...at, name: 'orders', key, visibilityTimeoutSeconds: 180, optOuts },
      alarms: { topic, oldestMessageSeconds: 600 },
    });
    const bus = new EventBus(stack, 'bus', {
      ...{ ...at, name: 'prod-events', key, alarms: { topic }, archiveDays, optOuts },
    });
    bus.addRule('placed', {
      description: 'Orders that were placed',
      pattern: { source: ['shop.orders'], 'detail-type': ['order placed'] },
      targets: { orders: { queue } },
      ...rule,
    });
  };

describeWithTerraform('an event bus that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('sends nothing before its queues admit the rule, and plans no change then', async () => {
      const made = order(await life.apply(application()), 'aws_sqs_queue_policy', 'aws_cloudwatch_event_target');
      expect(made.slice(-1)).toEqual(['create aws_cloudwatch_event_target']);
      expect(kinds(await life.plan(application()))).toEqual([]);
    });

    test('keeps its archive for longer, and is about other events, in place', async () => {
      const changed = application({
        archiveDays: 30,
        pattern: { source: ['shop.orders', 'shop.returns'] },
        maxRetries: 10,
      });
      expect(kinds(await life.plan(changed))).toEqual([
        ...['update aws_cloudwatch_event_archive', 'update aws_cloudwatch_event_rule'],
        'update aws_cloudwatch_event_target',
      ]);
      await life.apply(changed);
      expect(kinds(await life.plan(changed))).toEqual([]);
    });

    test('is destroyed', async () => {
      const gone = order(await life.destroy(), 'aws_cloudwatch_event_target', 'aws_cloudwatch_event_bus');
      expect(gone).toEqual(['delete aws_cloudwatch_event_target', 'delete aws_cloudwatch_event_bus']);
    });
  });
});
