import type { Rule } from '../../../review/engine/rule';
import { auditLogs } from './audit-logs';
import { deletionProtection } from './deletion-protection';
import { encrypted } from './encrypted';
import { iamAuthentication } from './iam-authentication';

export const neptune: readonly Rule[] = [auditLogs, deletionProtection, encrypted, iamAuthentication];
