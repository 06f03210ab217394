import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { everyDatabase } from '../environments/shards';
import {
  BackupPlan,
  BackupReports,
  BackupRole,
  FailedJobs,
  RegionSettings,
  RestoreRole,
  RestoreTest,
  Vault,
  type RestoreTestProps,
  type VaultLock,
  type VaultProps,
} from '../modules/backup';
import { Bucket } from '../modules/bucket';
import { boundRoles } from '../modules/iam';
import { inRegion } from '../modules/in-region';
import type { AccountStack } from './account';
import { recoveryKeyAlias, vaultNameOf } from './backup-names';
import type { DataStack } from './data';
import { EnvironmentStack } from './environment-stack';

type Decided = Exclude<Environment['recovery'], 'none'>;

/**
 * Backups that survive what they are of: vaults in the region and in the recovery region, plans that select stores by their tag, and a test that restores what they made.
 * Nothing reads from it, and it reads what tells people and bounds roles alone: stores come and go without it.
 */
export class RecoveryStack extends EnvironmentStack {
  constructor(
    scope: Construct,
    environment: Environment,
    private readonly decided: Decided,
    private readonly below: { account: AccountStack; data: DataStack },
  ) {
    super(scope, environment, 'recovery');
    const { name, account, region } = environment;
    const { alarms, boundary } = this.read(below.account);
    boundRoles(this, boundary);
    const vault = this.place(this, region);
    const copies = decided.region === 'none' ? undefined : this.recoveryRegion(decided.region);
    const role = new BackupRole(this, 'backup-role', {
      ...{ name: `${name}-backup`, account, prefixes: [`${name}-`] },
    });
    for (const [plan, { at, keepDays, coldAfterDays, copyKeepDays }] of Object.entries(decided.plans)) {
      new BackupPlan(this, `plan-${plan}`, {
        ...{ name: `${name}-${plan}`, account, region, tag: plan, vault, role },
        rules: {
          daily: {
            ...{ at, keepDays },
            ...(coldAfterDays !== 'never' && { coldAfterDays }),
            ...(copies && copyKeepDays !== 'none' && { copies: [{ vault: copies, keepDays: copyKeepDays }] }),
          },
        },
      });
    }
    const { deletionProtection } = decided;
    new FailedJobs(this, 'failed-jobs', {
      ...{ name, account, region, key: vault.key, vault, topic: alarms },
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    const restores = new RestoreRole(this, 'restore-role', {
      ...{ name: `${name}-restore`, account, tablePrefixes: [`${name}-`] },
    });
    this.testRestores(vault, restores);
    this.report(vault);
  }

  /** A vault, and the settings of its region. */
  private place(scope: Construct, region: string): Vault {
    const { environment, decided } = this;
    const { deletionProtection } = decided;
    new RegionSettings(scope, 'region-settings');
    return new Vault(scope, 'vault', {
      ...{ name: vaultNameOf(environment), account: environment.account, region },
      ...{ keyAlias: recoveryKeyAlias(environment), administrators: ['people/administrator'], lock: this.lock() },
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
  }

  /** Everything of it is there, its key too: nothing of a copy is lost with the region of what was copied. Another region is another vault beside it. */
  private recoveryRegion(region: string): Vault {
    const scope = new Construct(this, region);
    const vault = this.place(scope, region);
    inRegion(scope, this.providerIn(region));
    return vault;
  }

  private lock(): VaultProps['lock'] {
    const { lock } = this.decided;
    if ('off' in lock) return lock;
    const { minRetentionDays, maxRetentionDays } = lock;
    const range: VaultLock = { minRetentionDays, maxRetentionDays };
    if (lock.mode === 'governance') return range;
    return { ...range, compliance: { coolingOffDays: lock.coolingOffDays, reason: lock.reason } };
  }

  private testRestores(vault: Vault, role: RestoreRole): void {
    const { restoreTest } = this.decided;
    const selections = this.restored();
    if ('off' in restoreTest || Object.keys(selections).length === 0) return;
    const { day, at } = restoreTest;
    new RestoreTest(this, 'restore-test', {
      name: `${this.environment.name}_weekly`,
      day,
      at,
      vault,
      role,
      selections,
    });
  }

  /** Each database and cluster in its own subnets: the account has no default network to restore to. */
  private restored(): RestoreTestProps['selections'] {
    const { name: environment, account, region, databases, clusters, tables, fileSystems } = this.environment;
    const isBackedUp = ({ backupPlan }: { readonly backupPlan: unknown }) => typeof backupPlan === 'string';
    const named = <Decided extends { readonly backupPlan: unknown }>(
      stores: Readonly<Record<string, Decided>>,
      type: 'RDS' | 'Aurora',
      kind: 'db' | 'cluster',
    ) =>
      Object.entries(stores)
        .filter(([, decided]) => isBackedUp(decided))
        .map(([name]) => {
          const id = `${environment}-${name}`;
          const arn = `arn:aws:rds:${region}:${account}:${kind}:${id}`;
          const selection = { type, stores: [arn], settings: { dbSubnetGroupName: id } };
          return [`${kind}_${name.replaceAll('-', '_')}`, selection] as const;
        });
    const all: (readonly [string, RestoreTestProps['selections'][string]])[] = [
      ...named(everyDatabase(databases), 'RDS', 'db'),
      ...named(clusters, 'Aurora', 'cluster'),
    ];
    if (Object.values(tables).some(isBackedUp)) all.push(['tables', { type: 'DynamoDB', stores: 'all' }]);
    if (Object.values(fileSystems).some(isBackedUp)) all.push(['file_systems', { type: 'EFS', stores: 'all' }]);
    return Object.fromEntries(all);
  }

  private report({ key }: Vault): void {
    const { reports, plans } = this.decided;
    if (reports === 'none') return;
    const { name, account, region, logRetentionDays } = this.environment;
    const { accessLogs } = this.read(this.below.data);
    const bucket = new Bucket(this, 'reports', {
      ...{ bucket: reports.bucket, account, region, key, accessLogs },
      lifecycle: { expireDays: logRetentionDays },
    });
    const minRetentionDays = Math.min(...Object.values(plans).map(({ keepDays }) => keepDays));
    new BackupReports(this, 'backup-reports', { name: `${name}_backups`, minRetentionDays, bucket });
  }
}
