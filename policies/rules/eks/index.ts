import type { Rule } from '../../../review/engine/rule';
import { auditLogs } from './audit-logs';
import { endpointNotPublic } from './endpoint-not-public';
import { secretsEncrypted } from './secrets-encrypted';
import { supportedVersion } from './supported-version';

export const eks: readonly Rule[] = [auditLogs, endpointNotPublic, secretsEncrypted, supportedVersion];
