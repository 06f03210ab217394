import type { TerraformStack } from 'cdktf';
import { ServiceLevel, type ServiceLevelProps } from '../../modules/service-level';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(600_000);

const level =
  (rest: Partial<ServiceLevelProps> = {}) =>
  (stack: TerraformStack): void => {
    new ServiceLevel(stack, 'slo', {
      ...{ name: 'prod-web', availabilityPercent: 99.9, latencyMs: { p95: 300 } },
      balancer: { arnSuffix: 'app/prod/50dc6c495c0c9188' },
      target: { arnSuffix: 'targetgroup/prod-web-1a2b3c4d/73e2d6bc24d8a067' },
      topic: { topicArn: `arn:aws:sns:${Life.region}:${Life.account}:alarms` },
      ...rest,
    });
  };

describeWithTerraform('a service level that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('makes alarms before those that contain them, and plans no change then', async () => {
      const made = order(
        await life.apply(level()),
        ...['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
      );
      expect(made.filter((one) => one.endsWith('metric_alarm'))).toHaveLength(12);
      expect(made.filter((one) => one.endsWith('composite_alarm'))).toHaveLength(7);
      expect(made.at(-1)).toBe('create aws_cloudwatch_composite_alarm');
      expect(kinds(await life.plan(level()))).toEqual([]);
    });

    test('has another objective in place', async () => {
      const changes = await life.plan(level({ availabilityPercent: 99.95, latencyMs: { p95: 200 } }));
      expect(new Set(changes.map(({ actions }) => actions.join()))).toEqual(new Set(['update']));
    });

    test('loses its objective for latency, and then all of it', async () => {
      const kept = level({ latencyMs: undefined });
      expect(new Set(kinds(await life.plan(kept)))).toEqual(
        new Set(['delete aws_cloudwatch_metric_alarm', 'delete aws_cloudwatch_composite_alarm']),
      );
      await life.apply(kept);
      expect(kinds(await life.plan(kept))).toEqual([]);
      expect((await life.destroy()).length).toBe(10);
    });
  });
});
