import { EventBus } from '../../../modules/event-bus';
import { Network } from '../../../modules/network';
import { Role } from '../../../modules/iam';
import { synth } from '../../support/synth';

const account = '111122223333';
const topicArn = (region: string, owner = account, partition = 'aws') =>
  `arn:${partition}:sns:${region}:${owner}:alarms`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234`;

function network(arn: string, region = 'eu-west-1') {
  return synth((stack) => {
    new Network(stack, 'network', {
      ...{ name: 'prod', account, region, cidr: '10.0.0.0/16', zones: [`${region}a`], topic: { topicArn: arn } },
      ...{ natGateways: 'none', flowLogs: { key: { keyArn: keyArn.replace('eu-west-1', region) }, retentionDays: 30 } },
    });
  });
}

describe('an ARN that a module is given', () => {
  test('is of its account and region', () => {
    expect(() => network(topicArn('eu-west-1'))).not.toThrow();
  });

  test.each([
    ['another region', topicArn('us-east-1'), "an ARN of the module's region, eu-west-1"],
    ['another account', topicArn('eu-west-1', '999988887777'), "an ARN of the module's account, 111122223333"],
    ['another partition', topicArn('eu-west-1', account, 'aws-cn'), 'an ARN of the partition aws'],
  ])('is refused where it is of %s', (_, arn, expected) => {
    expect(() => network(arn)).toThrow(`stack/network: topic.topicArn: expected ${expected}, found "${arn}"`);
  });

  test('is refused in one of several kinds of object too', () => {
    const elsewhere = `arn:aws:sqs:us-east-1:${account}:mails`;
    const queue = {
      ...{ queueName: 'mails', queueArn: elsewhere, deadLetterQueueArn: elsewhere },
      queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/mails`,
    };
    const rule = () =>
      synth((stack) => {
        const place = {
          account,
          region: 'eu-west-1',
          key: { keyArn },
          alarms: { topic: { topicArn: topicArn('eu-west-1') } },
        };
        new EventBus(stack, 'bus', { name: 'shop', ...place }).addRule('placed', {
          ...{ description: 'Orders', pattern: { source: ['shop.orders'] }, targets: { mails: { queue } } },
        });
      });
    expect(rule).toThrow(
      `stack/bus: rule.targets.mails.queue.queueArn: expected an ARN of the module's region, eu-west-1, found "${elsewhere}"`,
    );
  });

  test('is not judged where the module does not say where it is', () => {
    const role = () =>
      synth((stack) => {
        new Role(stack, 'role', {
          ...{ name: 'app', description: 'Runs the app', trust: { people: account } },
          permissionsBoundary: { policyArn: 'arn:aws:iam::999988887777:policy/boundary' },
        });
      });
    expect(role).not.toThrow();
  });
});
