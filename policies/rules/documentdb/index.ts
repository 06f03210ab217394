import type { Rule } from '../../../review/engine/rule';
import { auditLogs } from './audit-logs';
import { deletionProtection } from './deletion-protection';
import { encrypted } from './encrypted';
import { tlsOnly } from './tls-only';

export const documentdb: readonly Rule[] = [auditLogs, deletionProtection, encrypted, tlsOnly];
