import type { Rule } from '../../../review/engine/rule';
import { allPortsFromGroupsOnly } from './all-ports-from-groups-only';
import { described } from './described';
import { egressNarrow } from './egress-narrow';
import { inUse } from './in-use';
import { noAdminPortsFromIpv4World } from './no-admin-ports-from-ipv4-world';
import { noAdminPortsFromIpv6World } from './no-admin-ports-from-ipv6-world';
import { noInternalServicesFromWorld } from './no-internal-services-from-world';
import { onlyWebPortsFromWorld } from './only-web-ports-from-world';
import { rulesInOnePlace } from './rules-in-one-place';

export const securityGroup: readonly Rule[] = [
  allPortsFromGroupsOnly,
  described,
  egressNarrow,
  inUse,
  noAdminPortsFromIpv4World,
  noAdminPortsFromIpv6World,
  noInternalServicesFromWorld,
  onlyWebPortsFromWorld,
  rulesInOnePlace,
];
