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
