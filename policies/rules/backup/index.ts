import type { Rule } from '../../../review/engine/rule';
import { copiedToOtherRegion } from './copied-to-other-region';
import { storesAreBackedUp } from './stores-are-backed-up';
import { vaultKey } from './vault-key';
import { vaultLocked } from './vault-locked';

export const backup: readonly Rule[] = [copiedToOtherRegion, storesAreBackedUp, vaultKey, vaultLocked];
