import type { Rule } from '../../../review/engine/rule';
import { customerManagedKey } from './customer-managed-key';
import { deletionProtection } from './deletion-protection';
import { pointInTimeRecovery } from './point-in-time-recovery';
import { scales } from './scales';

export const dynamodb: readonly Rule[] = [customerManagedKey, deletionProtection, pointInTimeRecovery, scales];
