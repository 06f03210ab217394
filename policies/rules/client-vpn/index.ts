import type { Rule } from '../../../review/engine/rule';
import { authorizationNarrow } from './authorization-narrow';
import { authorizedByGroup } from './authorized-by-group';
import { connectionLogging } from './connection-logging';
import { noOpenAuthorization } from './no-open-authorization';
import { splitTunnel } from './split-tunnel';

export const clientVpn: readonly Rule[] = [
  authorizationNarrow,
  authorizedByGroup,
  connectionLogging,
  noOpenAuthorization,
  splitTunnel,
];
