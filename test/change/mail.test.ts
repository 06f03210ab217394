import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { TerraformStack } from 'cdktf';
import { Role } from '../../modules/iam';
import { Key } from '../../modules/kms';
import { Mail, type MailProps } from '../../modules/mail';
import { Life, type AppliedChange } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const zoneName = 'shop.example.com';

const mail =
  (change: Partial<MailProps> = {}) =>
  (stack: TerraformStack): void => {
    const zone = new Route53Zone(stack, 'zone', { name: zoneName });
    const role = new Role(stack, 'role', {
      ...{ name: 'web', description: 'Web', trust: { service: 'ecs-tasks.amazonaws.com', sourceAccount: account } },
    });
    new Mail(stack, 'mail', {
      ...{ name: 'prod-shop', account, region, domain: { zone: { zoneId: zone.zoneId, zoneName } }, alarms: { topic } },
      key: new Key(stack, 'key', { purpose: 'Mail events', alias: 'mail', account, region }),
      events: { logRetentionDays: 30 },
      optOuts: { deletionProtection: { off: true, reason: 'It is of a test' } },
      ...change,
    }).grantSend('Web', role, ['orders@shop.example.com']);
  };

describeWithTerraform('a domain that mail is sent from', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const order = (changes: readonly AppliedChange[], ...types: string[]) =>
      changes.map(({ type }) => type).filter((type) => types.includes(type));
    const [policy, destination] = ['aws_sns_topic_policy', 'aws_sesv2_configuration_set_event_destination'];

    test('publishes events when its topic admits SES, and plans no change then', async () => {
      expect(order(await life.apply(mail()), policy!, destination!)).toEqual([policy, destination]);
      expect(await life.plan(mail())).toEqual([]);
      expect(life.emulator.judge?.report().filter((line) => !/^requests/.test(line))).toEqual([]);
    });

    test('gets another DMARC policy and other events in place', async () => {
      const change = {
        dmarc: { policy: 'reject' as const },
        events: { logRetentionDays: 30, types: ['BOUNCE' as const] },
      };
      const changes = await life.plan(mail(change));
      expect(changes.map(({ type, actions }) => `${actions.join('-')} ${type}`).sort()).toEqual([
        'update aws_route53_record',
        `update ${destination}`,
      ]);
      await life.apply(mail(change));
      expect(await life.plan(mail(change))).toEqual([]);
    });

    test('is destroyed', async () => {
      const gone = order(await life.destroy(), destination!, 'aws_sesv2_email_identity', 'aws_sesv2_configuration_set');
      expect(gone).toContain('aws_sesv2_email_identity');
    });
  });
});
