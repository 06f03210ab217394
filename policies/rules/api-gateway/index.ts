import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { authorized } from './authorized';
import { cacheEncrypted } from './cache-encrypted';
import { clientCertificate } from './client-certificate';
import { executionLogs } from './execution-logs';
import { firewall } from './firewall';
import { policyNotPublic } from './policy-not-public';
import { requestsValidated } from './requests-validated';
import { tlsVersion } from './tls-version';
import { traced } from './traced';

export const apiGateway: readonly Rule[] = [
  accessLogs,
  authorized,
  cacheEncrypted,
  clientCertificate,
  executionLogs,
  firewall,
  policyNotPublic,
  requestsValidated,
  tlsVersion,
  traced,
];
