import type { Changes } from './change';

const office = {
  ranges: ['10.200.0.0/16'],
  through: { type: 'vpn', ipAddress: '203.0.113.1', bgpAsn: 65_010, staticRoutesOnly: true },
  tiers: { private: true, data: 'none' },
};
const hub = {
  ranges: ['10.200.0.0/16'],
  through: {
    type: 'transit-gateway',
    transitGatewayId: 'tgw-0a1b2c3d4e5f67890',
    dnsSupport: true,
    applianceMode: false,
  },
  tiers: { private: false, data: { databases: ['main'], caches: [] } },
};
const partner = {
  ranges: ['10.204.0.0/24'],
  through: {
    type: 'peering-requester',
    peerVpcId: 'vpc-0a1b2c3d4e5f67890',
    peerOwnerId: '444455556666',
    peerRegion: 'eu-west-1',
    allowRemoteVpcDnsResolution: false,
  },
  tiers: { private: true, data: 'none' },
};

/** The networks outside the VPC that it is connected with. */
export const connectedNetworks: Changes = {
  'network.connectedNetworks': [
    {
      to: { office },
      title: 'a network behind a VPN',
      does: 'adds',
      says: 'A virtual private gateway, a VPN connection of two tunnels with their log and alarms, and routes of the private tier. The alarms fire until the device at the other end is configured.',
    },
    {
      to: { hub },
      title: 'a network behind a transit gateway, with a database',
      does: 'adds',
      says: 'Subnets for the gateway, its attachment, routes and ACL rules of the data tier; with the data stack a rule of the database’s security group. EC2 takes the routes once the owner of the gateway has accepted: apply again then.',
    },
    {
      to: { partner },
      title: 'a network behind a peering connection',
      does: 'adds',
      says: 'The request and routes of the private tier. Nothing passes before the other side accepts, has routes of its own and lets the VPC in. `allowRemoteVpcDnsResolution` can be `true` from then on.',
    },
  ],
};
