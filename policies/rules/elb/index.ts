import type { Rule } from '../../../review/engine/rule';
import { accessLogs } from './access-logs';
import { crossZoneBalancing } from './cross-zone-balancing';
import { deletionProtection } from './deletion-protection';
import { desyncMitigation } from './desync-mitigation';
import { firewall } from './firewall';
import { forwardsToTargets } from './forwards-to-targets';
import { healthCheck } from './health-check';
import { httpsToPublicTargets } from './https-to-public-targets';
import { internal } from './internal';
import { invalidHeadersDropped } from './invalid-headers-dropped';
import { multipleZones } from './multiple-zones';
import { prefixListAlone } from './prefix-list-alone';
import { redirectToHttps } from './redirect-to-https';
import { signInEnforced } from './sign-in-enforced';
import { signInFirst } from './sign-in-first';
import { tlsPolicy } from './tls-policy';
import { uniquePriorities } from './unique-priorities';

export const elb: readonly Rule[] = [
  accessLogs,
  crossZoneBalancing,
  deletionProtection,
  desyncMitigation,
  firewall,
  forwardsToTargets,
  healthCheck,
  httpsToPublicTargets,
  internal,
  invalidHeadersDropped,
  multipleZones,
  prefixListAlone,
  redirectToHttps,
  signInEnforced,
  signInFirst,
  tlsPolicy,
  uniquePriorities,
];
