import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { defaultRootObject } from './default-root-object';
import { firewall } from './firewall';
import { hsts } from './hsts';
import { httpsOnly } from './https-only';
import { originAccessControl } from './origin-access-control';
import { originBucketExists } from './origin-bucket-exists';
import { originTls } from './origin-tls';
import { tlsVersion } from './tls-version';

export const cloudfront: readonly Rule[] = [
  accessLogs,
  defaultRootObject,
  firewall,
  hsts,
  httpsOnly,
  originAccessControl,
  originBucketExists,
  originTls,
  tlsVersion,
];
