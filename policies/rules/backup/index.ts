import type { Rule } from '../../../review/engine/rule';
import { complianceLock } from './compliance-lock';
import { copiedToOtherRegion } from './copied-to-other-region';
import { restoreTested } from './restore-tested';
import { retentionFitsLock } from './retention-fits-lock';
import { storesAreBackedUp } from './stores-are-backed-up';
import { vaultKey } from './vault-key';
import { vaultLocked } from './vault-locked';
import { vaultPolicy } from './vault-policy';

export const backup: readonly Rule[] = [
  complianceLock,
  copiedToOtherRegion,
  restoreTested,
  retentionFitsLock,
  storesAreBackedUp,
  vaultKey,
  vaultLocked,
  vaultPolicy,
];
