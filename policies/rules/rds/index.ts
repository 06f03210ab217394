import type { Rule } from '../../engine/rule';
import { storageEncrypted } from './storage-encrypted';

export const rds: readonly Rule[] = [storageEncrypted];
