import { Key, type KeyProps } from '../../../modules/kms/key';
import { optOuts, statements, synth, type Attributes } from '../../support/synth';

const account = '111122223333';
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };

function key(props: Partial<KeyProps> = {}, use: (key: Key) => void = () => {}) {
  return synth((stack) =>
    use(new Key(stack, 'key', { purpose: 'database', alias: 'dev/database', account, region: 'eu-west-1', ...props })),
  );
}
const policy = (use?: (key: Key) => void) => statements(key({}, use).one('aws_kms_key').policy);
// Whoever may make a grant may make one to themselves.
const canUse = ({ Action }: Attributes) =>
  Action.some((action: string) => /crypt|DataKey|CreateGrant|kms:(Create)?\*/i.test(action));

describe('a key', () => {
  test('rotates every year and takes thirty days to delete', () => {
    expect(key().one('aws_kms_key')).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      description: 'database',
    });
  });

  test('rotates as often as it is told', () => {
    expect(key({ rotationPeriodDays: 90 }).one('aws_kms_key')).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 90,
    });
  });

  test('is of one region, unless it can have replicas, which its administrators make', () => {
    expect(key().one('aws_kms_key')).not.toHaveProperty('multi_region');
    expect(policy().Administration!.Action).not.toContain('kms:ReplicateKey');
    const multiRegion = key({ multiRegion: true }).one('aws_kms_key');
    expect(multiRegion.multi_region).toBe(true);
    const { Administration } = statements(multiRegion.policy);
    expect(Administration!.Action).toContain('kms:ReplicateKey');
    expect(canUse(Administration!)).toBe(false);
  });

  test('is not replaced, as another choice of regions would, while it keeps something readable', () => {
    for (const multiRegion of [true, false]) {
      expect(key({ multiRegion, keepsReadable: 'final snapshots' }).one('aws_kms_key')).toMatchObject({
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  test('that keeps something readable is not destroyed, and says what for, unless it is unprotected with a reason', () => {
    expect(key().one('aws_kms_key')).not.toHaveProperty('lifecycle');
    expect(key({ keepsReadable: 'final snapshots' }).one('aws_kms_key')).toMatchObject({
      lifecycle: { prevent_destroy: true },
      tags: { 'keeps-readable': 'final snapshots' },
    });
    const given = { off: true, reason: 'holds generated data only' } as const;
    const open = { keepsReadable: 'final snapshots', optOuts: { deletionProtection: given } };
    expect(key(open).one('aws_kms_key')).not.toHaveProperty('lifecycle');
    const props = { purpose: 'database', alias: 'dev/database', account, region: 'eu-west-1', ...open };
    expect(Object.values(optOuts((stack) => new Key(stack, 'key', props)))).toEqual([
      { deletion_protection: given.reason },
    ]);
  });

  test('refuses a word on what it keeps that no tag may have', () => {
    expect(() => key({ keepsReadable: 'snapshots; backups' })).toThrow('stack/key: keepsReadable: expected what stays');
  });

  test('has an alias', () => {
    expect(key().one('aws_kms_alias').name).toBe('alias/dev/database');
  });

  test('is administered by the account, which cannot use it', () => {
    const { Administration, ...others } = policy();
    expect(others).toEqual({});
    expect(Administration!.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` });
    expect(canUse(Administration!)).toBe(false);
    expect(Administration!.Action).toContain('kms:RevokeGrant');
  });
});

describe('use', () => {
  test('is granted to a role, which cannot administer', () => {
    const { AppEncryptsAndDecrypts } = policy((key) => key.grantEncryptDecrypt('App', app));
    expect(AppEncryptsAndDecrypts).toMatchObject({ Effect: 'Allow', Principal: { AWS: app.roleArn } });
    expect(AppEncryptsAndDecrypts!.Action).toEqual(
      expect.arrayContaining(['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey']),
    );
    expect(AppEncryptsAndDecrypts!.Action.filter((action: string) => /Put|Delet|Create|Update/.test(action))).toEqual(
      [],
    );
  });

  test('can be decryption alone', () => {
    const { AppDecrypts } = policy((key) => key.grantDecrypt('App', app));
    expect(AppDecrypts!.Action).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
  });

  test('through a service is bound to the account and the service, also where it delegates', () => {
    const { RdsUses, RdsDelegates } = policy((key) => key.allowViaService('Rds', 'rds'));
    const caller = { 'kms:CallerAccount': account, 'kms:ViaService': ['rds.eu-west-1.amazonaws.com'] };
    expect(RdsUses!.Condition).toEqual({ StringEquals: caller });
    expect(RdsDelegates!.Condition).toEqual({
      StringEquals: caller,
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
  });

  test('by a service principal is bound to the account', () => {
    const { AlarmsUses } = policy((key) => key.allowService('Alarms', 'cloudwatch.amazonaws.com'));
    expect(AlarmsUses!.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': account } });
  });

  test("by CloudWatch Logs is bound to the account's log groups", () => {
    const { CloudWatchLogsUses } = policy((key) => key.allowLogs());
    expect(CloudWatchLogsUses!.Condition).toEqual({
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${account}:log-group:*` },
    });
  });

  test('for what a service encrypts in the name of a resource is bound to the account and to the ARN', () => {
    const pipes = `arn:aws:pipes:eu-west-1:${account}:pipe/*`;
    const { PipesUses } = policy((key) => {
      key.allowEncryptionContext('Pipes', 'aws:pipe:arn', pipes);
      key.allowEncryptionContext('Pipes', 'aws:pipe:arn', pipes);
    });
    expect(PipesUses).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': account },
        ArnLike: { 'kms:EncryptionContext:aws:pipe:arn': pipes },
      },
    });
    expect(() => policy((key) => key.allowEncryptionContext('All', 'aws:pipe:arn', '*'))).toThrow(
      'stack/key: arn: expected an ARN of resources of one service and account, found "*"',
    );
  });

  test('to one trail, which names itself as the source and in the encryption context', () => {
    const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/prod-trail`;
    const { TrailEncrypts, TrailDescribes } = policy((key) => {
      key.allowTrail(trailArn);
      key.allowTrail(trailArn);
    });
    expect(TrailEncrypts).toMatchObject({
      Action: 'kms:GenerateDataKey*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
      },
    });
    expect(TrailDescribes).toMatchObject({
      Action: 'kms:DescribeKey',
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    });
    expect(() => policy((key) => key.allowTrail('prod-trail'))).toThrow(
      'stack/key: trailArn: expected the ARN of a trail, found "prod-trail"',
    );
  });

  test('is never open: every statement names a principal or is bound by a condition', () => {
    const all = policy((key) => {
      key.grantEncryptDecrypt('App', app);
      key.allowViaService('Rds', 'rds');
      key.allowService('Alarms', 'cloudwatch.amazonaws.com');
      key.allowLogs();
      key.allowTrail(`arn:aws:cloudtrail:eu-west-1:${account}:trail/prod-trail`);
      key.allowEncryptionContext('Pipes', 'aws:pipe:arn', `arn:aws:pipes:eu-west-1:${account}:pipe/*`);
    });
    for (const statement of Object.values(all)) {
      const named = statement.Principal.AWS?.includes(account);
      expect([statement.Sid, named || statement.Condition !== undefined]).toEqual([statement.Sid, true]);
    }
  });
});

describe('refuses', () => {
  test.each<[string, Partial<KeyProps>, string]>([
    [
      'an account that is not one',
      { account: '42' },
      'stack/key: account: expected an account id of twelve digits, found "42"',
    ],
    [
      "AWS's own alias",
      { alias: 'aws/rds' },
      'stack/key: alias: expected 1 to 250 letters, digits, / _ - and not aws/ in front, found "aws/rds"',
    ],
    [
      'a deletion window too short',
      { deletionWindowDays: 6 },
      'stack/key: deletionWindowDays: expected a whole number of days from 7 to 30, found 6',
    ],
    [
      'a rotation more often than KMS does',
      { rotationPeriodDays: 89 },
      'stack/key: rotationPeriodDays: expected a whole number of days from 90 to 2560, found 89',
    ],
    [
      'a rotation less often than KMS does',
      { rotationPeriodDays: 2561 },
      'stack/key: rotationPeriodDays: expected a whole number of days from 90 to 2560, found 2561',
    ],
    [
      'regions that are neither one nor several',
      { multiRegion: 'yes' as never },
      'stack/key: multiRegion: expected true or false, found "yes"',
    ],
  ])('%s', (_, props, message) => {
    expect(() => key(props)).toThrow(message);
  });

  test('a service list with nothing in it', () => {
    expect(() => policy((key) => key.allowViaService('Rds'))).toThrow(
      'services: expected 1 to 20 services, each once, found []',
    );
  });

  test('the same grant twice', () => {
    const twice = () =>
      policy((key) => {
        key.grantDecrypt('App', app);
        key.grantDecrypt('App', app);
      });
    expect(twice).toThrow('policy document: Statement[2].Sid: expected a Sid of its own, found "AppDecrypts"');
  });
});
