import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { authorized } from './authorized';
import { cacheEncrypted } from './cache-encrypted';
import { executionLogs } from './execution-logs';
import { firewall } from './firewall';
import { tlsVersion } from './tls-version';
import { traced } from './traced';

export const apiGateway: readonly Rule[] = [
  accessLogs,
  authorized,
  cacheEncrypted,
  executionLogs,
  firewall,
  tlsVersion,
  traced,
];
