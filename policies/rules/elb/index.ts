import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { deletionProtection } from './deletion-protection';
import { desyncMitigation } from './desync-mitigation';
import { firewall } from './firewall';
import { healthCheck } from './health-check';
import { httpsToPublicTargets } from './https-to-public-targets';
import { internal } from './internal';
import { invalidHeadersDropped } from './invalid-headers-dropped';
import { redirectToHttps } from './redirect-to-https';
import { tlsPolicy } from './tls-policy';
import { zones } from './zones';

export const elb: readonly Rule[] = [
  accessLogs,
  deletionProtection,
  desyncMitigation,
  firewall,
  healthCheck,
  httpsToPublicTargets,
  internal,
  invalidHeadersDropped,
  redirectToHttps,
  tlsPolicy,
  zones,
];
