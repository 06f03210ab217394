import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { Key } from '../../../modules/kms/key';
import { ReplicaKey, type ReplicaKeyProps } from '../../../modules/kms/replica-key';
import { LogGroup } from '../../../modules/log-group';
import { optOuts, statements, synth } from '../../support/synth';

const account = '111122223333';
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const mrk = (region: string) => `arn:aws:kms:${region}:${account}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;

type Props = Partial<ReplicaKeyProps>;
const build =
  (props: Props | ((stack: TerraformStack) => Props) = {}, use: (replica: ReplicaKey) => void = () => {}) =>
  (stack: TerraformStack) => {
    const provider = new AwsProvider(stack, 'frankfurt', { region: 'eu-central-1', alias: 'frankfurt' });
    const about = { purpose: 'orders', alias: 'orders', account };
    const primary = new Key(stack, 'primary', { ...about, region: 'eu-west-1', multiRegion: true });
    const given = typeof props === 'function' ? props(stack) : props;
    use(new ReplicaKey(stack, 'replica', { ...about, region: 'eu-central-1', primary, provider, ...given }));
  };
const replica = (...made: Parameters<typeof build>) => synth(build(...made));
const policy = (use?: (replica: ReplicaKey) => void) => statements(replica({}, use).one('aws_kms_replica_key').policy);

describe('a replica', () => {
  test('is of its primary, in its own region, as is its alias', () => {
    const synthesized = replica();
    expect(synthesized.one('aws_kms_replica_key')).toMatchObject({
      primary_key_arn: synthesized.reference('aws_kms_key', 'arn'),
      description: 'orders',
      deletion_window_in_days: 30,
      bypass_policy_lockout_safety_check: false,
      provider: 'aws.frankfurt',
    });
    const aliases = synthesized.all('aws_kms_alias').map(({ name, provider }) => [name, provider]);
    expect(aliases).toEqual(
      expect.arrayContaining([
        ['alias/orders', undefined],
        ['alias/orders', 'aws.frankfurt'],
      ]),
    );
    expect(synthesized.one('aws_kms_key')).not.toHaveProperty('provider');
  });

  test('has no rotation of its own: it is the primary that rotates', () => {
    expect(replica().one('aws_kms_replica_key')).not.toHaveProperty('enable_key_rotation');
    expect(policy().Administration!.Action).not.toContain('kms:RotateKeyOnDemand');
  });

  test('is administered by the account, which cannot use it, and has nothing of the policy of its primary', () => {
    const { Administration, ...others } = policy();
    expect(others).toEqual({});
    expect(Administration!.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` });
    expect(
      Administration!.Action.filter((action: string) => /crypt|DataKey|CreateGrant|Replicate/.test(action)),
    ).toEqual([]);
  });

  test('is used by whom it is granted to, and by services of its own region', () => {
    const granted = policy((key) => {
      key.grantEncryptDecrypt('App', app);
      key.grantDecrypt('Reports', app);
      key.allowViaService('Rds', 'rds');
      key.allowLogs();
      key.allowCloudFront();
    });
    expect(granted.AppEncryptsAndDecrypts!.Principal).toEqual({ AWS: app.roleArn });
    expect(granted.ReportsDecrypts!.Action).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
    expect(granted.RdsUses!.Condition.StringEquals['kms:ViaService']).toEqual(['rds.eu-central-1.amazonaws.com']);
    expect(granted.CloudWatchLogsUses!.Principal).toEqual({ Service: 'logs.eu-central-1.amazonaws.com' });
  });

  test('is opened by the modules that it is given to', () => {
    const opened = policy((key) => new LogGroup(key, 'logs', { name: '/orders', retentionDays: 30, key }));
    expect(Object.keys(opened)).toEqual(['Administration', 'CloudWatchLogsUses']);
  });

  test('that keeps something readable is not destroyed, and says what for, unless it is unprotected with a reason', () => {
    expect(replica().one('aws_kms_replica_key')).not.toHaveProperty('lifecycle');
    expect(replica({ keepsReadable: 'copies of snapshots' }).one('aws_kms_replica_key')).toMatchObject({
      lifecycle: { prevent_destroy: true },
      tags: { 'keeps-readable': 'copies of snapshots' },
    });
    const deletionProtection = { off: true, reason: 'the primary reads them too' } as const;
    const open = { keepsReadable: 'copies of snapshots', optOuts: { deletionProtection } };
    expect(replica(open).one('aws_kms_replica_key')).not.toHaveProperty('lifecycle');
    expect(optOuts(build(open))).toEqual({
      'stack/replica/key': { deletion_protection: deletionProtection.reason },
    });
  });

  test('may be of a primary that another stack made', () => {
    const primary = { keyArn: mrk('us-east-1'), region: 'us-east-1', multiRegion: true };
    expect(replica({ primary }).one('aws_kms_replica_key').primary_key_arn).toBe(primary.keyArn);
  });
});

describe('refuses', () => {
  const primary = { keyArn: mrk('us-east-1'), region: 'us-east-1', multiRegion: true };

  test.each<[string, Props | ((stack: TerraformStack) => Props), string]>([
    [
      'a key of one region',
      (stack) => ({
        primary: new Key(stack, 'single', { purpose: 'one', alias: 'one', account, region: 'eu-west-1' }),
      }),
      'stack/replica: primary.multiRegion: expected a key with multiRegion, found false',
    ],
    [
      'the region of the primary',
      (stack) => ({ region: 'eu-west-1', provider: new AwsProvider(stack, 'b', { region: 'eu-west-1', alias: 'b' }) }),
      'stack/replica: region: expected another region than the primary\'s, found "eu-west-1"',
    ],
    [
      'a provider of another region',
      { region: 'eu-north-1' },
      'stack/replica: provider.region: expected eu-north-1, found "eu-central-1"',
    ],
    [
      'an id that no multi-Region key has',
      { primary: { ...primary, keyArn: `arn:aws:kms:us-east-1:${account}:key/1234` } },
      `stack/replica: primary.keyArn: expected a key/mrk-… as its id, found "arn:aws:kms:us-east-1:${account}:key/1234"`,
    ],
    [
      'a primary of another account',
      { primary: { ...primary, keyArn: primary.keyArn.replace(account, '444455556666') } },
      'stack/replica: primary.keyArn: expected a key of 111122223333',
    ],
    [
      'a primary that is elsewhere than it tells',
      { primary: { ...primary, region: 'us-west-2' } },
      'stack/replica: primary.keyArn: expected a key of us-west-2',
    ],
    [
      'what is no key',
      { primary: {} as ReplicaKeyProps['primary'] },
      'stack/replica: primary.keyArn: expected the ARN of a KMS key, found nothing',
    ],
    [
      'a deletion window too short',
      { deletionWindowDays: 6 },
      'stack/replica: deletionWindowDays: expected a whole number of days from 7 to 30, found 6',
    ],
  ])('%s', (_, props, message) => {
    expect(() => replica(props)).toThrow(message);
  });
});
