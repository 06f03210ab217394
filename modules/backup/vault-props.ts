import { optOut, reason, type OptOut } from '../opt-out';
import {
  accountId,
  keyAlias,
  list,
  object,
  optional,
  regionName,
  text,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { newVaultName } from './vault-ref';

/**
 * What AWS Backup holds recovery points of a vault to. Jobs that keep theirs for less or longer fail, and nobody deletes one before its time: without `compliance`
 * until somebody who may takes the lock away.
 */
export interface VaultLock {
  /** The least that a job may keep its recovery point, 1 or more. */
  readonly minRetentionDays: number;
  /** The most, up to 36500. */
  readonly maxRetentionDays: number;
  /**
   * Makes the lock final: after the cooling-off time nobody shortens a retention, deletes a recovery point or the vault before its time, AWS included, whatever it
   * costs.
   * @default none: governance mode, which those may end who may delete locks
   */
  readonly compliance?: ComplianceLock;
}

export interface ComplianceLock {
  /** Days after the apply in which the lock may still be changed or taken away; 3 to 36500. */
  readonly coolingOffDays: number;
  /** Why nobody may ever take it away; at least a short sentence. */
  readonly reason: string;
}

export interface VaultProps {
  /** The vault's name, unique in its account and region. Another one makes another vault, which Terraform refuses. */
  readonly name: string;
  /** The account that owns the vault: 12 digits. */
  readonly account: string;
  /** The vault's region, and its key's: a copy must not need a key of the region that is lost. */
  readonly region: string;
  /** The alias of the vault's key, without `alias/`. AWS Backup changes the key of no vault. */
  readonly keyAlias: string;
  /** Who may delete recovery points and change the policy of the vault, by the names of roles with their paths: `people/administrator`. Nobody else may. */
  readonly administrators: readonly string[];
  /** How long recovery points are kept at least and at most; or why it has no lock. */
  readonly lock: VaultLock | OptOut;
  /**
   * Protections switched off, each with its reason. Without `deletionProtection` Terraform deletes what is in the vault with it, and it has no policy: for what is made
   * to be destroyed.
   * @default none: Terraform refuses to destroy the vault and its key, and its policy lets administrators alone delete what is in it
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

const source = 'AWS Backup API reference, PutBackupVaultLockConfiguration';
const days = (least: number) => wholeNumber('days', least, 36_500, { structure: true, source });

/** Role names with their paths, as they follow `role/` in an ARN. */
const rolePath = text(
  'the name of a role with its path, such as people/administrator',
  (found) => /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(found) && found.length <= 512,
  { structure: true, source: 'IAM API reference, CreateRole' },
);

export const vaultProps: Description<VaultProps> = {
  name: newVaultName,
  account: accountId,
  region: regionName,
  keyAlias,
  administrators: list('roles', rolePath, { min: 1, max: 10 }),
  lock: union<VaultLock | OptOut>('a lock, or a reason why there is none', {
    minRetentionDays: object<VaultLock>({
      minRetentionDays: days(1),
      maxRetentionDays: days(1),
      compliance: optional(
        object<ComplianceLock>({
          coolingOffDays: days(3),
          reason,
        }),
        'none: governance mode',
      ),
    }),
    off: optOut,
  }),
  optOuts: optional(
    object<NonNullable<VaultProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy it, and its policy keeps what is in it'),
    }),
    'none',
  ),
};
