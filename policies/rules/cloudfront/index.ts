import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { browserHints } from './browser-hints';
import { firewall } from './firewall';
import { httpsOnly } from './https-only';
import { originAccessControl } from './origin-access-control';
import { originBucketExists } from './origin-bucket-exists';
import { originTls } from './origin-tls';
import { tlsVersion } from './tls-version';

export const cloudfront: readonly Rule[] = [
  accessLogs,
  browserHints,
  firewall,
  httpsOnly,
  originAccessControl,
  originBucketExists,
  originTls,
  tlsVersion,
];
