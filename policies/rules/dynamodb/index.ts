import type { Rule } from '../../../review/engine/rule';
import { customerManagedKey } from './customer-managed-key';
import { deletionProtection } from './deletion-protection';
import { onDemandLimited } from './on-demand-limited';
import { pointInTimeRecovery } from './point-in-time-recovery';
import { scales } from './scales';
import { sessionsExpire } from './sessions-expire';

export const dynamodb: readonly Rule[] = [
  ...[customerManagedKey, deletionProtection, onDemandLimited, pointInTimeRecovery, scales, sessionsExpire],
];
