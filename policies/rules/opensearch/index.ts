import type { Rule } from '../../../review/engine/rule';
import { accessControl } from './access-control';
import { auditLogs } from './audit-logs';
import { encryptedAtRest } from './encrypted-at-rest';
import { httpsOnly } from './https-only';
import { inVpc } from './in-vpc';
import { nodeToNodeEncryption } from './node-to-node-encryption';
import { notPublic } from './not-public';
import { tlsVersion } from './tls-version';

export const opensearch: readonly Rule[] = [
  accessControl,
  auditLogs,
  encryptedAtRest,
  httpsOnly,
  inVpc,
  nodeToNodeEncryption,
  notPublic,
  tlsVersion,
];
