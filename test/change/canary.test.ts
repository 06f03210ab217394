import type { TerraformStack } from 'cdktf';
import { Canary, type CanaryProps } from '../../modules/canary';
import { Key } from '../../modules/kms';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(600_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const monitoring = { topic, logRetentionDays: 30 } as const;
const journey = { source: 'exports.handler = async () => process.env.CANARY_URL;\n' };

const artifacts = { bucketName: 'example-canaries', bucketArn: 'arn:aws:s3:::example-canaries' };

/** A canary with its key, as props change it. */
const canary =
  (change: Partial<CanaryProps> = {}) =>
  (stack: TerraformStack): void => {
    const key = new Key(stack, 'key', { purpose: 'Canaries', alias: 'canaries', account, region });
    new Canary(stack, 'canary', {
      ...{ name: 'prod-shop', account, region, url: 'https://shop.example.com/', script: 'heartbeat', artifacts, key },
      runs: { everyMinutes: 5, timeoutSeconds: 30 },
      monitoring,
      ...change,
    });
  };

describeWithTerraform('a canary that runs', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const [made, policy, logs] = ['aws_synthetics_canary', 'aws_iam_role_policy', 'aws_cloudwatch_log_group'];

    test('is made after the policies of its role and before its log, runs, and plans no change then', async () => {
      const done = order(await life.apply(canary()), policy!, made!, logs!);
      expect(done.slice(-2)).toEqual([`create ${made}`, `create ${logs}`]);
      expect(kinds(await life.plan(canary()))).toEqual([]);
      const { text } = await life.emulator.api(region).rest('synthetics', 'GET', '/canary/prod-shop');
      expect(JSON.parse(text).Canary.Status.State).toBe('RUNNING');
    });

    test.each<[string, Partial<CanaryProps>]>([
      ['another script', { script: journey }],
      ['another URL', { url: 'https://shop.example.com/account/' }],
      ['another rate and timeout', { runs: { everyMinutes: 1, timeoutSeconds: 60 } }],
    ])('has %s in place, and runs on', async (_, change) => {
      expect(kinds(await life.plan(canary(change)))).toContain(`update ${made}`);
      await life.apply(canary(change));
      expect(kinds(await life.plan(canary(change)))).toEqual([]);
      const { text } = await life.emulator.api(region).rest('synthetics', 'GET', '/canary/prod-shop');
      expect(JSON.parse(text).Canary.Status.State).toBe('RUNNING');
    });

    test('with another name is another one, with another log', async () => {
      const planned = kinds(await life.plan(canary({ name: 'prod-site' })));
      expect(planned).toEqual(expect.arrayContaining([`delete-create ${made}`, `delete-create ${logs}`]));
    });

    test('has an alarm on slow runs more by itself', async () => {
      await life.apply(canary());
      const slow = canary({ monitoring: { ...monitoring, durationMs: 5000 } });
      expect(kinds(await life.plan(slow))).toEqual(['create aws_cloudwatch_metric_alarm']);
    });

    test('is destroyed before its role', async () => {
      const gone = order(await life.destroy(), made!, policy!, logs!);
      expect(gone.slice(0, 2).sort()).toEqual([`delete ${logs}`, `delete ${made}`].sort());
    });
  });
});
