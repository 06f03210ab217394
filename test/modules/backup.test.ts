import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Construct } from 'constructs';
import {
  backUp,
  BackupPlan,
  BackupReports,
  BackupRole,
  FailedJobs,
  RegionSettings,
  RestoreRole,
  RestoreTest,
  Vault,
  type BackupPlanProps,
  type BackupRuleProps,
  type VaultProps,
} from '../../modules/backup';
import { Bucket } from '../../modules/bucket';
import { inRegion } from '../../modules/in-region';
import { Topic } from '../../modules/notifications';
import { Database } from '../../modules/rds';
import { Table } from '../../modules/table';
import { accepted } from '../support/hostile-props';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const off = { off: true as const, reason: 'It holds a copy' };
const role = { roleName: 'backup', roleArn: `arn:aws:iam::${account}:role/backup` };
const vaultOf = (where: string) => ({
  vaultName: 'prod-recovery',
  vaultArn: `arn:aws:backup:${where}:${account}:backup-vault:prod-recovery`,
});
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };

const vaultProps = (rest: Partial<VaultProps> = {}): VaultProps => ({
  ...{ name: 'prod-recovery', account, region, keyAlias: 'recovery', administrators: ['people/administrator'] },
  ...{ lock: { minRetentionDays: 7, maxRetentionDays: 35 }, ...rest },
});
const vault = (rest?: Partial<VaultProps>) => synth((stack) => void new Vault(stack, 'vault', vaultProps(rest)));

describe('a vault', () => {
  test('is under a key of its own, and neither is destroyed', () => {
    const stack = vault();
    expect(stack.one('aws_backup_vault')).toMatchObject({
      ...{ name: 'prod-recovery', kms_key_arn: stack.reference('aws_kms_key', 'arn') },
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.one('aws_kms_key').lifecycle).toEqual({ prevent_destroy: true });
  });

  test('lets administrators alone delete what is in it, and change that', () => {
    const { AdministratorsAloneDelete } = statements(vault().one('aws_backup_vault_policy').policy);
    expect(AdministratorsAloneDelete).toEqual({
      ...{ Sid: 'AdministratorsAloneDelete', Effect: 'Deny', Principal: '*', Resource: '*' },
      Action: [
        'backup:DeleteBackupVault',
        'backup:DeleteBackupVaultAccessPolicy',
        'backup:DeleteRecoveryPoint',
        'backup:PutBackupVaultAccessPolicy',
        'backup:UpdateRecoveryPointLifecycle',
      ],
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/people/administrator`] } },
    });
  });

  test('has a lock that administrators may end, unless it is one of compliance', () => {
    expect(vault().one('aws_backup_vault_lock_configuration')).toMatchObject({
      ...{ min_retention_days: 7, max_retention_days: 35 },
    });
    expect(vault().one('aws_backup_vault_lock_configuration')).not.toHaveProperty('changeable_for_days');
    const compliance = { coolingOffDays: 14, reason: 'The regulator asks for it' };
    const lock = { minRetentionDays: 7, maxRetentionDays: 35, compliance };
    expect(vault({ lock }).one('aws_backup_vault_lock_configuration').changeable_for_days).toBe(14);
  });

  test('has neither lock nor policy where somebody wrote why, and goes with what is in it', () => {
    const rest = { lock: off, optOuts: { deletionProtection: off } };
    const stack = vault(rest);
    expect(stack.types()).not.toContain('aws_backup_vault_lock_configuration');
    expect(stack.types()).not.toContain('aws_backup_vault_policy');
    expect(stack.one('aws_backup_vault').force_destroy).toBe(true);
    expect(stack.one('aws_backup_vault')).not.toHaveProperty('lifecycle');
    const written = Object.values(optOuts((stack) => void new Vault(stack, 'vault', vaultProps(rest))));
    expect(written).toContainEqual({ deletion_protection: off.reason, lock: off.reason });
  });

  test.each<[string, Partial<VaultProps>, string]>([
    [
      'a range that is none',
      { lock: { minRetentionDays: 35, maxRetentionDays: 7 } },
      'stack/vault: lock.maxRetentionDays: expected minRetentionDays, 35, or more, found 7',
    ],
    [
      'a cooling-off time that AWS Backup refuses',
      {
        lock: {
          ...{ minRetentionDays: 7, maxRetentionDays: 35 },
          compliance: { coolingOffDays: 2, reason: 'The regulator asks for it' },
        },
      },
      'lock.compliance.coolingOffDays: expected a whole number of days from 3 to 36500, found 2',
    ],
    ['nobody who may delete', { administrators: [] }, 'administrators: expected 1 to 10 roles, each once, found []'],
    ['a name that AWS Backup refuses', { name: 'prod.recovery' }, 'name: expected 2 to 50 letters, digits, - and _'],
  ])('refuses %s', (_, rest, message) => {
    expect(() => vault(rest)).toThrow(message);
  });
});

describe('a plan', () => {
  const planProps = (rule: Partial<BackupRuleProps> = {}): BackupPlanProps => ({
    ...{ name: 'prod-daily', account, region, tag: 'daily', vault: vaultOf(region), role },
    rules: { daily: { at: '05:30', keepDays: 35, ...rule } },
  });
  const plan = (rule?: Partial<BackupRuleProps>) =>
    synth((stack) => void new BackupPlan(stack, 'plan', planProps(rule)));
  const ruleOf = (rule?: Partial<BackupRuleProps>) => plan(rule).one('aws_backup_plan').rule[0];

  test('keeps a recovery point of each day for as long as is decided', () => {
    expect(ruleOf()).toEqual({
      ...{ rule_name: 'daily', target_vault_name: 'prod-recovery', schedule: 'cron(30 5 * * ? *)' },
      ...{ start_window: 60, completion_window: 1380, lifecycle: { delete_after: 35 } },
    });
    expect(ruleOf({ dayOfMonth: 1 }).schedule).toBe('cron(30 5 1 * ? *)');
  });

  test('selects every kind of store of its place that has its tag, whatever the region is opted in to', () => {
    const stack = plan();
    const selection = stack.one('aws_backup_selection');
    expect(selection).toMatchObject({
      plan_id: stack.reference('aws_backup_plan', 'id'),
      condition: [{ string_equals: [{ key: 'aws:ResourceTag/backup', value: 'daily' }] }],
    });
    expect(selection.resources).toEqual([
      `arn:aws:rds:${region}:${account}:db:*`,
      `arn:aws:dynamodb:${region}:${account}:table/*`,
      `arn:aws:ec2:${region}:${account}:volume/*`,
      `arn:aws:elasticfilesystem:${region}:${account}:file-system/*`,
      `arn:aws:rds:${region}:${account}:cluster:*`,
    ]);
  });

  test('copies to the vault of another region, which keeps the copy for a time of its own', () => {
    expect(ruleOf({ copies: [{ vault: vaultOf('eu-west-3'), keepDays: 14 }] }).copy_action).toEqual([
      { destination_vault_arn: vaultOf('eu-west-3').vaultArn, lifecycle: { delete_after: 14 } },
    ]);
  });

  test('moves to cold storage what stays there for 90 days', () => {
    expect(ruleOf({ keepDays: 120, coldAfterDays: 30 }).lifecycle).toEqual({
      cold_storage_after: 30,
      delete_after: 120,
    });
    expect(() => plan({ keepDays: 119, coldAfterDays: 30 })).toThrow(
      'stack/plan: rules.daily.keepDays: expected 120 or more, 90 days in cold storage, found 119',
    );
  });

  test('is continuous for 35 days at most, and never cold', () => {
    expect(ruleOf({ continuous: true }).enable_continuous_backup).toBe(true);
    expect(() => plan({ continuous: true, keepDays: 36 })).toThrow(
      'rules.daily.keepDays: expected 35 or less, of a continuous backup, found 36',
    );
    expect(() => plan({ continuous: true, coldAfterDays: 1 })).toThrow(
      'rules.daily.coldAfterDays: expected never, of a continuous backup, found 1',
    );
  });
});

describe('the tag of a plan', () => {
  const table = (scope: Construct) =>
    new Table(scope, 'orders', {
      ...{ name: 'prod-orders', region, key: { keyArn: `arn:aws:kms:${region}:${account}:key/1` } },
      ...{ schema: { partitionKey: { name: 'id' } }, alarms: { topic } },
      capacity: { onDemand: { maxReadUnits: 10, maxWriteUnits: 10 } },
    });

  test('is on a table, beside its own', () => {
    const stack = synth((stack) => backUp(table(stack), 'daily'));
    expect(stack.one('aws_dynamodb_table').tags).toEqual({ Name: 'prod-orders', backup: 'daily' });
  });

  test('is on a database and on no read replica of it', () => {
    const stack = synth((stack) => {
      const props = accepted['rds/Database']!(stack) as ConstructorParameters<typeof Database>[2];
      backUp(new Database(stack, 'main', props), 'daily');
    });
    const [sources, replicas] = [false, true].map((isReplica) =>
      stack.all('aws_db_instance').filter((one) => 'replicate_source_db' in one === isReplica),
    );
    expect(sources!.map(({ tags }) => tags.backup)).toEqual(['daily']);
    expect(replicas!.length).toBeGreaterThan(0);
    for (const { tags } of replicas!) expect(tags).not.toHaveProperty('backup');
  });

  test('is left out where somebody wrote why', () => {
    const build = (stack: Construct) => backUp(table(stack), off);
    expect(synth(build).one('aws_dynamodb_table').tags).not.toHaveProperty('backup');
    expect(Object.values(optOuts(build))).toContainEqual({ backup_plan: off.reason });
  });

  test('is one: a store in two plans is refused', () => {
    const twice = (stack: Construct) => {
      const orders = table(stack);
      backUp(orders, 'daily');
      backUp(stack, 'hourly');
    };
    expect(() => synth(twice)).toThrow('tags.backup: expected');
  });
});

describe('the roles of AWS Backup', () => {
  const actionsOf = (policy: string) =>
    Object.values(statements(policy)).flatMap(({ Action }) => [Action].flat() as string[]);

  test('back up what modules make, and delete what AWS Backup made alone', () => {
    const stack = synth(
      (stack) => void new BackupRole(stack, 'role', { name: 'prod-backup', account, prefixes: ['prod-'] }),
    );
    const { policy } = stack.one('aws_iam_role_policy');
    expect(JSON.parse(stack.one('aws_iam_role').assume_role_policy).Statement[0].Principal).toEqual({
      Service: 'backup.amazonaws.com',
    });
    const { DatabaseBackups, TableBackups, VolumeBackups } = statements(policy);
    expect(DatabaseBackups!.Resource).toEqual([
      `arn:aws:rds:*:${account}:snapshot:awsbackup:*`,
      `arn:aws:rds:*:${account}:cluster-snapshot:awsbackup:*`,
    ]);
    expect(TableBackups!.Resource).toEqual([`arn:aws:dynamodb:*:${account}:table/prod-*/backup/*`]);
    expect(VolumeBackups!.Condition).toEqual({ Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' } });
    const deletions = actionsOf(policy).filter((action) => /:Delete/.test(action));
    expect(deletions.sort()).toEqual([
      'dynamodb:DeleteBackup',
      'ec2:DeleteSnapshot',
      'rds:DeleteDBClusterSnapshot',
      'rds:DeleteDBSnapshot',
    ]);
  });

  test('restore tables of the named beginnings and of restore tests, and delete no store', () => {
    const props = { name: 'prod-restore', account, tablePrefixes: ['prod-'] };
    const stack = synth((stack) => void new RestoreRole(stack, 'role', props));
    const { policy } = stack.one('aws_iam_role_policy');
    expect(statements(policy).Tables!.Resource).toEqual([
      `arn:aws:dynamodb:*:${account}:table/prod-*`,
      `arn:aws:dynamodb:*:${account}:table/awsbackup-restore-test*`,
    ]);
    expect(actionsOf(policy).filter((action) => /:Delete/.test(action))).toEqual(['dynamodb:DeleteItem']);
  });
});

test('a restore test restores the latest recovery point of the week, in the named subnets', () => {
  const stack = synth((stack) => void new RestoreTest(stack, 'test', accepted['backup/RestoreTest']!(stack) as never));
  expect(stack.one('aws_backup_restore_testing_plan')).toMatchObject({
    ...{ name: 'prod_weekly', schedule_expression: 'cron(0 8 ? * SUN *)' },
    recovery_point_selection: [
      { algorithm: 'LATEST_WITHIN_WINDOW', include_vaults: [vaultOf(region).vaultArn], selection_window_days: 7 },
    ],
  });
  expect(stack.one('aws_backup_restore_testing_selection')).toMatchObject({
    ...{ protected_resource_type: 'RDS', restore_metadata_overrides: { dbSubnetGroupName: 'prod-main' } },
    protected_resource_arns: [`arn:aws:rds:${region}:${account}:db:prod-main`],
  });
});

test('jobs that failed, and a day without any, are told: the topic admits EventBridge', () => {
  const stack = synth((stack) => {
    const topic = new Topic(stack, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] });
    const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1` };
    new FailedJobs(stack, 'failed', { name: 'prod', account, region, key, vault: vaultOf(region), topic });
  });
  const pattern = JSON.parse(stack.one('aws_cloudwatch_event_rule').event_pattern);
  expect(pattern['detail-type']).toEqual([
    'Backup Job State Change',
    'Copy Job State Change',
    'Restore Job State Change',
  ]);
  expect(JSON.stringify(pattern.$or)).toContain('FAILED');
  const { EventBridgePublishes } = statements(stack.one('aws_sns_topic_policy').policy);
  expect(EventBridgePublishes).toMatchObject({ Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' } });
  expect(EventBridgePublishes!.Condition).toBeUndefined();
  expect(statements(stack.one('aws_kms_key').policy).EventBridgePublicationsUses!.Condition).toEqual({
    ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:${region}:${account}:*` },
  });
  const alarm = stack.all('aws_cloudwatch_metric_alarm').find((one) => one.namespace === 'AWS/Backup');
  expect(stack.one('aws_cloudwatch_event_target').dead_letter_config.arn).toBe(stack.reference('aws_sqs_queue', 'arn'));
  expect(alarm).toMatchObject({
    ...{ metric_name: 'NumberOfBackupJobsCompleted', dimensions: { BackupVaultName: 'prod-recovery' } },
    ...{ threshold: 1, comparison_operator: 'LessThanThreshold', treat_missing_data: 'breaching' },
  });
});

test('reports are written by AWS Backup alone, below a folder of theirs', () => {
  const stack = synth((stack) => {
    const bucket = new Bucket(stack, 'reports', {
      bucket: 'example-reports',
      account,
      region,
      key: 's3',
      accessLogs: off,
    });
    new BackupReports(stack, 'evidence', { name: 'prod_backups', minRetentionDays: 35, bucket });
  });
  expect(statements(stack.one('aws_s3_bucket_policy').policy).BackupReports).toMatchObject({
    ...{ Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: expect.stringMatching(/\/backup\/\*$/) },
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': expect.stringContaining('AWSServiceRoleForBackupReports') },
    },
  });
  expect(
    stack
      .all('aws_backup_report_plan')
      .map((one) => one.report_setting.report_template)
      .sort(),
  ).toEqual(['BACKUP_JOB_REPORT', 'CONTROL_COMPLIANCE_REPORT', 'COPY_JOB_REPORT', 'RESTORE_JOB_REPORT']);
});

test('AWS Backup keeps the backups of tables itself, in each region', () => {
  const stack = synth((stack) => {
    const scope = new Construct(stack, 'copies');
    new RegionSettings(scope, 'settings');
    inRegion(scope, new AwsProvider(stack, 'away', { region: 'eu-west-3', alias: 'away' }));
  });
  expect(stack.one('aws_backup_region_settings')).toMatchObject({
    ...{ provider: 'aws.away', resource_type_management_preference: { DynamoDB: true, EFS: true } },
    lifecycle: { ignore_changes: ['resource_type_opt_in_preference'] },
  });
});
