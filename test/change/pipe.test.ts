import type { TerraformStack } from 'cdktf';
import { EventBus } from '../../modules/event-bus';
import { Key } from '../../modules/kms';
import { Pipe, type PipeProps } from '../../modules/pipe';
import { Queue } from '../../modules/queue';
import { Table } from '../../modules/table';
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
const batches = { filters: [{ eventName: ['INSERT'] }] };

/** A pipe from a table to an event bus, as props change it; where `to` is the queue, to that. */
const application =
  ({ to = 'bus', maxRetries = 10, inputTemplate = '{"orderId":<$.dynamodb.Keys.orderId.S>}' } = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', { ...at, purpose: 'Receipts', alias: 'receipts', optOuts });
    const table = new Table(stack, 'table', {
      ...{ name: 'prod-receipts', region, key, stream: 'NEW_IMAGE', alarms: { topic } },
      schema: { partitionKey: { name: 'orderId', type: 'S' } },
      capacity: { onDemand: { maxReadUnits: 100, maxWriteUnits: 50 } },
      optOuts: { ...optOuts, pointInTimeRecovery: off },
    });
    const eventBus = new EventBus(stack, 'bus', {
      ...{ ...at, name: 'prod-events', key, alarms: { topic }, archiveDays: 7, optOuts },
    });
    const queue = new Queue(stack, 'queue', {
      ...{ ...at, name: 'prod-receipts', key, visibilityTimeoutSeconds: 60, optOuts },
      alarms: { topic, oldestMessageSeconds: 600 },
    });
    const target: PipeProps['target'] =
      to === 'bus'
        ? { eventBus, source: 'shop.receipts', detailType: 'receipt.written', inputTemplate }
        : { queue, inputTemplate };
    new Pipe(stack, 'pipe', {
      ...{
        ...at,
        name: 'prod-receipts',
        description: 'Receipts that were written',
        key,
        logRetentionDays: 30,
        optOuts,
      },
      ...{ source: { table: table.ref, maxRetries, ...batches }, target, alarms: { topic } },
    });
  };

describeWithTerraform('a pipe that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('has its rights and its log first, and plans no change then', async () => {
      const types = ['aws_iam_role_policy', 'aws_cloudwatch_log_resource_policy', 'aws_pipes_pipe'];
      const made = order(await life.apply(application()), ...types);
      expect(made.slice(-1)).toEqual(['create aws_pipes_pipe']);
      expect(made).toHaveLength(3);
      expect(kinds(await life.plan(application()))).toEqual([]);
    });

    test('tries fewer times, sends something else and sends it elsewhere, in place', async () => {
      for (const changed of [application({ maxRetries: 3 }), application({ inputTemplate: '{"is":"there"}' })]) {
        expect(kinds(await life.plan(changed))).toEqual(['update aws_pipes_pipe']);
      }
      const elsewhere = application({ to: 'queue' });
      expect(kinds(await life.plan(elsewhere))).toEqual(['update aws_iam_role_policy', 'update aws_pipes_pipe']);
      await life.apply(elsewhere);
      expect(kinds(await life.plan(elsewhere))).toEqual([]);
    });

    test('is destroyed before its rights are', async () => {
      const gone = order(await life.destroy(), 'aws_pipes_pipe', 'aws_iam_role_policy');
      expect(gone).toEqual(['delete aws_pipes_pipe', 'delete aws_iam_role_policy']);
    });
  });
});
