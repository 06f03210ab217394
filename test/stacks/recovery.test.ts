import { dev, prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const recovery = stackOf(prod, 'recovery');
const away = 'aws.eu_west_3';

test('there is a vault in the region and one in the recovery region, each under a key that is there', () => {
  const vaults = recovery.resources('aws_backup_vault');
  expect(vaults.map(({ attributes: { name, provider } }) => [name, provider])).toEqual(
    expect.arrayContaining([
      ['prod-recovery', undefined],
      ['prod-recovery', away],
    ]),
  );
  for (const { attributes } of vaults) {
    const [, key] = /aws_kms_key\.([\w-]+)\.arn/.exec(attributes.kms_key_arn)!;
    const its = recovery.resources('aws_kms_key').find(({ name }) => name === key)!;
    expect(its.attributes.provider).toBe(attributes.provider);
    expect(attributes.lifecycle).toEqual({ prevent_destroy: true });
  }
});

test('each vault has a lock and a policy where it is', () => {
  for (const type of ['aws_backup_vault_lock_configuration', 'aws_backup_vault_policy']) {
    expect(
      recovery
        .all(type)
        .map(({ provider }) => provider ?? 'aws')
        .sort(),
    ).toEqual(['aws', away]);
  }
});

test('what is in a plan is copied to the other region', () => {
  const [rule, ...others] = recovery.one('aws_backup_plan').rule;
  expect(others).toEqual([]);
  expect(rule).toMatchObject({
    ...{ schedule: 'cron(0 5 * * ? *)', lifecycle: { delete_after: 35 } },
    copy_action: [{ lifecycle: { delete_after: 14 }, destination_vault_arn: expect.stringMatching(/eu-west-3/) }],
  });
});

test('each database is restored in its subnets each week, and tables of any name', () => {
  const selections = recovery.all('aws_backup_restore_testing_selection');
  expect(selections.map((one) => [one.protected_resource_type, one.restore_metadata_overrides])).toEqual(
    expect.arrayContaining([
      ['RDS', { dbSubnetGroupName: 'prod-main' }],
      ['DynamoDB', undefined],
    ]),
  );
});

test('every store of the data stack carries the tag of its plan, and read replicas none', () => {
  const data = stackOf(prod, 'data');
  const tagsOf = (type: string) =>
    data.all(type).map(({ tags, replicate_source_db: of }) => [of === undefined, tags?.backup]);
  expect(tagsOf('aws_dynamodb_table')).toEqual([
    [true, 'daily'],
    [true, 'daily'],
  ]);
  for (const [isSource, tag] of tagsOf('aws_db_instance')) expect(tag).toBe(isSource ? 'daily' : undefined);
});

test('CI takes away neither a vault nor a lock nor a key of backups, and finds stores by tag', () => {
  const boundary = (environment: Environment) => {
    const policies = stackOf(environment, 'account').all('aws_iam_policy');
    return statements(policies.find(({ name }) => name === 'boundary')!.policy);
  };
  const { BackupsAreKept, BackupKeysAreKept, Services } = boundary(prod);
  expect(BackupsAreKept).toMatchObject({
    ...{ Effect: 'Deny', Action: 'backup:DeleteBackupVault*' },
    Resource: `arn:aws:backup:*:${prod.account}:backup-vault:prod-recovery`,
  });
  expect(BackupKeysAreKept).toMatchObject({
    ...{ Effect: 'Deny', Action: expect.arrayContaining(['kms:ScheduleKeyDeletion', 'kms:DisableKey']) },
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/terrace/prod/recovery' } },
  });
  expect(Services!.Action).toContain('tag:*');
  // What is made to be destroyed goes with its stack.
  expect(boundary(dev)).not.toHaveProperty('BackupsAreKept');
});

test('a small environment has one vault, which goes with what is in it', () => {
  const small = stackOf(dev, 'recovery');
  expect(small.one('aws_backup_vault').force_destroy).toBe(true);
  for (const type of [
    'aws_backup_vault_policy',
    'aws_backup_vault_lock_configuration',
    'aws_backup_restore_testing_plan',
  ])
    expect(small.none(type)).toBe(true);
  expect(small.json.provider.aws).toHaveLength(1);
});

test('an environment without recovery has no such stack, and its boundary nothing of it', () => {
  const off = { off: true, reason: 'holds generated data only' } as const;
  const none = (stores: object) =>
    Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, { ...store, backupPlan: off }]));
  const without = { ...dev, recovery: 'none', databases: none(dev.databases), tables: none(dev.tables) } as Environment;
  expect(() => stackOf(without, 'recovery')).toThrow('dev has no stack recovery');
  expect(JSON.stringify(stackOf(without, 'account').json)).not.toContain('tag:*');
});
