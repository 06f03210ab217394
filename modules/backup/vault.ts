import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { BackupVaultPolicy } from '@cdktf/provider-aws/lib/backup-vault-policy';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { Key } from '../kms/key';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import { vaultProps, type VaultLock, type VaultProps } from './vault-props';
import type { VaultRef } from './vault-ref';

/**
 * What may be done to a vault that ends backups: AWS Config asks that a policy denies the second, third and last to everyone (rule
 * backup-recovery-point-manual-deletion-disabled). Policies of vaults take no wildcard in actions (AWS Backup developer guide, Vault access policies).
 */
const deletions = [
  'backup:DeleteBackupVault',
  'backup:DeleteBackupVaultAccessPolicy',
  'backup:DeleteRecoveryPoint',
  'backup:PutBackupVaultAccessPolicy',
  'backup:UpdateRecoveryPointLifecycle',
];

/**
 * A backup vault under a key of its own, whose policy lets nobody but administrators delete what is in it, and whose lock lets nobody before its time. Recovery points
 * end when their plan says so: AWS Backup asks no policy for that.
 */
export class Vault extends Construct implements VaultRef {
  static readonly props = vaultProps;
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly key: Key;
  readonly nodes: {
    readonly vault: BackupVault;
    /** Of a vault that is protected. */
    readonly policy?: BackupVaultPolicy;
    /** Of a vault that has one. */
    readonly lock?: BackupVaultLockConfiguration;
  };

  /** @throws PropsError for a name, alias or lock that AWS Backup refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VaultProps,
  ) {
    super(scope, id);
    checkProps(this, vaultProps, props);
    if ('minRetentionDays' in props.lock) this.assertRange(props.lock);
    const { name, account, region, keyAlias, optOuts } = props;
    this.key = new Key(this, 'key', {
      ...{ purpose: `Backups in the vault ${name}`, alias: keyAlias, account, region },
      keepsReadable: 'recovery points and copies of them',
      ...(optOuts && { optOuts }),
    });
    // Copies of snapshots are made by their own services, under the key of the vault they go to.
    this.key.allowViaService('Backups', 'backup', 'dynamodb', 'ec2', 'elasticfilesystem', 'rds');
    const vault = new BackupVault(this, 'vault', { name, kmsKeyArn: this.key.keyArn });
    const isProtected = isOn(vault, 'deletion_protection', optOuts?.deletionProtection);
    if (isProtected) vault.lifecycle = { preventDestroy: true };
    else vault.forceDestroy = true;
    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
    const policy = isProtected ? this.addPolicy(vault) : undefined;
    const lock = this.addLock(vault);
    this.nodes = { vault, ...(policy && { policy }), ...(lock && { lock }) };
  }

  private assertRange({ minRetentionDays: least, maxRetentionDays: most }: VaultLock): void {
    assertProp(this, 'lock.maxRetentionDays', most >= least, `minRetentionDays, ${least}, or more`, most);
  }

  private addPolicy(vault: BackupVault): BackupVaultPolicy {
    const { account, administrators } = this.props;
    const roles = administrators.map((role) => `arn:aws:iam::${account}:role/${role}`);
    return new BackupVaultPolicy(this, 'policy', {
      backupVaultName: vault.name,
      policy: policyDocument([
        {
          ...{ Sid: 'AdministratorsAloneDelete', Effect: 'Deny', Principal: '*', Action: deletions, Resource: '*' },
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
        },
      ]),
    });
  }

  private addLock(vault: BackupVault): BackupVaultLockConfiguration | undefined {
    const { lock } = this.props;
    if ('off' in lock) {
      isOn(vault, 'lock', lock);
      return undefined;
    }
    const { minRetentionDays, maxRetentionDays, compliance } = lock;
    const made = new BackupVaultLockConfiguration(this, 'lock', {
      ...{ backupVaultName: vault.name, minRetentionDays, maxRetentionDays },
      ...(compliance && { changeableForDays: compliance.coolingOffDays }),
    });
    if (compliance) made.addOverride('//.reasons.compliance', compliance.reason.trim());
    return made;
  }
}
