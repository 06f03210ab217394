import type { Rule } from '../../../review/engine/rule';
import { aclAdminPorts } from './acl-admin-ports';
import { aclInUse } from './acl-in-use';
import { addressInUse } from './address-in-use';
import { defaultGroupEmpty } from './default-group-empty';
import { endpointPolicy } from './endpoint-policy';
import { endpointServiceAsks } from './endpoint-service-asks';
import { flowLogs } from './flow-logs';
import { flowLogsKept } from './flow-logs-kept';
import { internetBlocked } from './internet-blocked';
import { natInEachZone } from './nat-in-each-zone';
import { noDefaultVpc } from './no-default-vpc';
import { noOverlappingCidrs } from './no-overlapping-cidrs';
import { noPublicAddressesByDefault } from './no-public-addresses-by-default';
import { peeringNarrow } from './peering-narrow';
import { privateEndpoints } from './private-endpoints';
import { privateTiersWithoutInternet } from './private-tiers-without-internet';
import { transitGatewayAsks } from './transit-gateway-asks';

export const vpc: readonly Rule[] = [
  aclAdminPorts,
  aclInUse,
  addressInUse,
  defaultGroupEmpty,
  endpointPolicy,
  endpointServiceAsks,
  flowLogs,
  flowLogsKept,
  internetBlocked,
  natInEachZone,
  noDefaultVpc,
  noOverlappingCidrs,
  noPublicAddressesByDefault,
  peeringNarrow,
  privateEndpoints,
  privateTiersWithoutInternet,
  transitGatewayAsks,
];
