import type { Rule } from '../../../review/engine/rule';
import { storesAreBackedUp } from './stores-are-backed-up';
import { vaultKey } from './vault-key';
import { vaultLocked } from './vault-locked';

export const backup: readonly Rule[] = [storesAreBackedUp, vaultKey, vaultLocked];
