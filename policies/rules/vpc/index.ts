import type { Rule } from '../../../review/engine/rule';
import { aclAdminPorts } from './acl-admin-ports';
import { aclInUse } from './acl-in-use';
import { addressInUse } from './address-in-use';
import { defaultGroupEmpty } from './default-group-empty';
import { endpointPolicy } from './endpoint-policy';
import { endpointServiceAcceptance } from './endpoint-service-acceptance';
import { flowLogs } from './flow-logs';
import { flowLogDestination } from './flow-log-destination';
import { internetBlocked } from './internet-blocked';
import { natInEachZone } from './nat-in-each-zone';
import { noDefaultVpc } from './no-default-vpc';
import { noOverlappingCidrs } from './no-overlapping-cidrs';
import { noPublicAddressesByDefault } from './no-public-addresses-by-default';
import { peeringNarrow } from './peering-narrow';
import { privateEndpoints } from './private-endpoints';
import { privateTiersWithoutInternet } from './private-tiers-without-internet';
import { transitGatewayAcceptance } from './transit-gateway-acceptance';

export const vpc: readonly Rule[] = [
  aclAdminPorts,
  aclInUse,
  addressInUse,
  defaultGroupEmpty,
  endpointPolicy,
  endpointServiceAcceptance,
  flowLogs,
  flowLogDestination,
  internetBlocked,
  natInEachZone,
  noDefaultVpc,
  noOverlappingCidrs,
  noPublicAddressesByDefault,
  peeringNarrow,
  privateEndpoints,
  privateTiersWithoutInternet,
  transitGatewayAcceptance,
];
