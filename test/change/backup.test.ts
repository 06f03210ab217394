import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Construct } from 'constructs';
import type { TerraformStack } from 'cdktf';
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
  type BackupRuleProps,
  type VaultProps,
} from '../../modules/backup';
import { Bucket } from '../../modules/bucket';
import { inRegion } from '../../modules/in-region';
import { Key } from '../../modules/kms';
import { Topic } from '../../modules/notifications';
import { Table } from '../../modules/table';
import { Life, kinds } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const away = 'eu-west-3';
const off = { off: true as const, reason: 'It is of a test' };

interface Decided {
  readonly rule?: Partial<BackupRuleProps>;
  readonly lock?: VaultProps['lock'];
  readonly minRetentionDays?: number;
  readonly isProtected?: boolean;
}

/** Everything that backs a table up, with its copies. */
const backups =
  ({ rule, lock = { minRetentionDays: 7, maxRetentionDays: 35 }, minRetentionDays = 7, isProtected }: Decided = {}) =>
  (stack: TerraformStack): void => {
    // As those of environments: what is tagged and does not tell its tags would change again and again.
    const tags = { environment: 'prod' };
    (stack.node.findChild('aws') as AwsProvider).defaultTags = [{ tags }];
    const topic = new Topic(stack, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] });
    const table = new Table(stack, 'table', {
      ...{ name: 'prod-orders', region, alarms: { topic }, optOuts: { deletionProtection: off } },
      key: new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region }),
      schema: { partitionKey: { name: 'id' } },
      capacity: { onDemand: { maxReadUnits: 10, maxWriteUnits: 10 } },
    });
    backUp(table, 'daily');
    const vaultIn = (scope: Construct, region: string) => {
      new RegionSettings(scope, 'region-settings');
      return new Vault(scope, 'vault', {
        ...{ name: 'prod-recovery', account, region, keyAlias: 'recovery', administrators: ['people/administrator'] },
        ...{ lock, ...(!isProtected && { optOuts: { deletionProtection: off } }) },
      });
    };
    const vault = vaultIn(stack, region);
    const scope = new Construct(stack, 'copies');
    const copies = vaultIn(scope, away);
    inRegion(
      scope,
      new AwsProvider(stack, 'away', {
        ...{ region: away, alias: 'away', allowedAccountIds: [account], defaultTags: [{ tags }] },
      }),
    );
    const role = new BackupRole(stack, 'role', { name: 'backup', account, prefixes: ['prod-'] });
    new BackupPlan(stack, 'daily', {
      ...{ name: 'prod-daily', account, region, tag: 'daily', vault, role },
      rules: { daily: { at: '05:00', keepDays: 14, copies: [{ vault: copies, keepDays: 7 }], ...rule } },
    });
    new FailedJobs(stack, 'failed', {
      ...{ name: 'prod', account, region, key: vault.key, vault, topic, optOuts: { deletionProtection: off } },
    });
    new RestoreTest(stack, 'restores', {
      ...{ name: 'prod_weekly', day: 'SUN', at: '08:00', vault },
      role: new RestoreRole(stack, 'restore-role', { name: 'restore', account, tablePrefixes: ['prod-'] }),
      selections: {
        tables: { type: 'DynamoDB', stores: 'all' },
        main: {
          ...{ type: 'RDS', stores: [`arn:aws:rds:${region}:${account}:db:prod-main`] },
          settings: { dbSubnetGroupName: 'prod-main' },
        },
      },
    });
    const bucket = new Bucket(stack, 'reports', {
      ...{ bucket: 'example-backup-reports', account, region, key: 's3', accessLogs: off },
      optOuts: { deletionProtection: off },
    });
    new BackupReports(stack, 'evidence', { name: 'prod_backups', minRetentionDays, bucket });
  };

describeWithTerraform('backups', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    /** What a change does; then there is nothing left to change. */
    const changes = async (decided: Decided) => {
      const planned = kinds(await life.plan(backups(decided)));
      await life.apply(backups(decided));
      expect(kinds(await life.plan(backups(decided)))).toEqual([]);
      return planned;
    };
    const aws = (method: string, path: string, body?: object) =>
      life.emulator.api(region).rest('backup', method, path, body);

    test('are made in both regions, and plan no change then', async () => {
      const made = await changes({});
      for (const type of ['vault', 'vault_lock_configuration', 'region_settings']) {
        expect(made.filter((kind) => kind === `create aws_backup_${type}`)).toHaveLength(2);
      }
    });

    test('are kept for longer in place, and so is what an auditor reads', async () => {
      expect(await changes({ rule: { keepDays: 35 }, minRetentionDays: 35 })).toEqual([
        'update aws_backup_framework',
        'update aws_backup_plan',
      ]);
    });

    test('of a plan that was changed by hand are seen and repaired', async () => {
      const decided = { rule: { keepDays: 35 }, minRetentionDays: 35 };
      const { text } = await aws('GET', '/backup/plans/');
      const planId: string = JSON.parse(text).BackupPlansList[0].BackupPlanId;
      const Rules = [{ RuleName: 'daily', TargetBackupVaultName: 'prod-recovery', Lifecycle: { DeleteAfterDays: 1 } }];
      await aws('POST', `/backup/plans/${planId}`, { BackupPlan: { BackupPlanName: 'prod-daily', Rules } });
      expect(await changes(decided)).toEqual(['update aws_backup_plan']);
    });

    test('get a policy that keeps them, and are not destroyed then', async () => {
      const decided = { rule: { keepDays: 35 }, minRetentionDays: 35, isProtected: true };
      expect(await changes(decided)).toContain('create aws_backup_vault_policy');
      await expect(life.destroy()).rejects.toThrow(/prevent_destroy/);
    });

    test('are destroyed once they are not protected', async () => {
      await life.apply(backups());
      await life.destroy();
    });
  });
});
