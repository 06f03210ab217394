import { arn, matching, reference } from '../props';

/** A backup vault that another module or stack made. */
export interface VaultRef {
  readonly vaultName: string;
  readonly vaultArn: string;
}

const grammar = /^[\w-]{2,50}$/;
const aName = '2 to 50 letters, digits, - and _';
const source = 'AWS Backup API reference, CreateBackupVault, BackupVaultName';

/** The name of a vault that is made: it becomes part of other names. */
export const newVaultName = matching(grammar, aName, { structure: true, source });

export const vaultRef = reference<VaultRef>('a backup vault', {
  vaultName: matching(grammar, aName, { source }),
  vaultArn: arn('a backup vault', 'backup', /^backup-vault:[\w-]{2,50}$/),
});
