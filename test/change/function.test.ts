import type { TerraformStack } from 'cdktf';
import { Bucket } from '../../modules/bucket';
import { Function, type FunctionProps } from '../../modules/function';
import { Key } from '../../modules/kms';
import { DeadLetterQueue, Queue } from '../../modules/queue';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };

/** A function that a queue and a bucket invoke, as props change it. */
const application =
  (change: Partial<FunctionProps> = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', { ...at, purpose: 'Work', alias: 'work', optOuts: { deletionProtection: off } });
    const optOuts = { deletionProtection: off };
    const failed = new DeadLetterQueue(stack, 'failed', { ...at, name: 'failed', key, alarms: { topic }, optOuts });
    const orders = new Queue(stack, 'orders', {
      ...{ ...at, name: 'orders', key, visibilityTimeoutSeconds: 180, optOuts },
      alarms: { topic, oldestMessageSeconds: 600 },
    });
    const uploads = new Bucket(stack, 'uploads', {
      ...{ ...at, bucket: 'example-life-uploads', key, accessLogs: off, optOuts },
    });
    const worker = new Function(stack, 'worker', {
      ...{ ...at, name: 'prod-worker', key, code: { folder: 'test/support/function-code' } },
      runtime: { name: 'python3.13', handler: 'app.handler', supportedOn: '2027-01-01', environment: { STAGE: 'a' } },
      limits: { timeoutSeconds: 30, reservedConcurrency: 10 },
      failures: { queue: failed },
      monitoring: { topic, logRetentionDays: 30 },
      ...change,
    });
    worker.consume(orders, { maximumConcurrency: 5 });
    worker.onObjects(uploads, { prefix: 'incoming/' });
    worker.allowService('Nightly', {
      service: 'events.amazonaws.com',
      sourceArn: `arn:aws:events:${region}:${account}:rule/nightly`,
    });
  };

describeWithTerraform('a function that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('is made after its log group, and plans no change then', async () => {
      const made = order(await life.apply(application()), 'aws_cloudwatch_log_group', 'aws_lambda_function');
      expect(made).toEqual(['create aws_cloudwatch_log_group', 'create aws_lambda_function']);
      expect(kinds(await life.plan(application()))).toEqual([]);
    });

    test('is changed in place, and its alias follows', async () => {
      const limits = { timeoutSeconds: 20, reservedConcurrency: 20, memoryMb: 1024 };
      expect(kinds(await life.plan(application({ limits }))).filter((kind) => !kind.includes('alarm'))).toEqual([
        ...['update aws_lambda_alias', 'update aws_lambda_function'],
      ]);
      await life.apply(application({ limits }));
      expect(kinds(await life.plan(application({ limits })))).toEqual([]);
    });

    test('is destroyed', async () => {
      const gone = order(await life.destroy(), 'aws_lambda_alias', 'aws_lambda_function');
      expect(gone).toEqual(['delete aws_lambda_alias', 'delete aws_lambda_function']);
    });
  });
});
