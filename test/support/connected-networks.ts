import { test as testing } from '../../environments/test';
import type { Environment } from '../../environments/schema';

type Decided = Environment['network']['connectedNetworks'];

/** The environment test, connected with networks. */
export function connected(connectedNetworks: Decided): Environment {
  return { ...testing, network: { ...testing.network, connectedNetworks } };
}

const privateOnly = { private: true, data: 'none' } as const;
const hub = {
  type: 'transit-gateway',
  transitGatewayId: 'tgw-0a1b2c3d4e5f67890',
  dnsSupport: true,
  applianceMode: false,
} as const;
const vpn = { type: 'vpn', ipAddress: '203.0.113.1', bgpAsn: 65_010, staticRoutesOnly: true } as const;

/** Networks through each of what there is. */
export const all = {
  office: { ranges: ['10.200.0.0/16'], through: { ...vpn }, tiers: privateOnly },
  depot: {
    ranges: ['10.201.0.0/16'],
    through: { ...vpn, ipAddress: '203.0.113.2', staticRoutesOnly: false },
    tiers: privateOnly,
  },
  analytics: {
    ranges: ['10.202.1.0/24', '10.202.2.0/24'],
    through: { ...hub },
    tiers: { private: false, data: { databases: ['main'], caches: ['main'] } },
  },
  tools: { ranges: ['10.203.0.0/24'], through: { ...hub }, tiers: privateOnly },
  partner: {
    ranges: ['10.204.0.0/24'],
    through: {
      type: 'peering-requester',
      ...{ peerVpcId: 'vpc-0a1b2c3d4e5f67890', peerOwnerId: '444455556666', peerRegion: 'eu-west-2' },
      allowRemoteVpcDnsResolution: false,
    },
    tiers: privateOnly,
  },
  audit: {
    ranges: ['10.205.0.0/24'],
    through: {
      type: 'peering-accepter',
      vpcPeeringConnectionId: 'pcx-0a1b2c3d4e5f67890',
      allowRemoteVpcDnsResolution: true,
    },
    tiers: privateOnly,
  },
} satisfies Decided;
