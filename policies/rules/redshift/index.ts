import type { Rule } from '../../../review/engine/rule';
import { auditLogs } from './audit-logs';
import { encrypted } from './encrypted';
import { notPublic } from './not-public';
import { tlsOnly } from './tls-only';

export const redshift: readonly Rule[] = [auditLogs, encrypted, notPublic, tlsOnly];
