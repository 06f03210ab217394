import type { Rule } from '../../../review/engine/rule';
import { auditLogs } from './audit-logs';
import { notPublic } from './not-public';

export const mq: readonly Rule[] = [auditLogs, notPublic];
