import { Address4 } from 'ip-address';
import { z } from 'zod';
import { isPublicAddress } from '../../modules/connected-network/public-address';
import { regions } from '../aws/regions';
import { byWord, fields, list, listed, matching, named, nameOf, text, wholeNumber, yesOrNo } from './field';
import { isCanonical, rangeWanted } from './range';

/** Private space only (RFC 1918): what the internet routes is reached over the internet. */
const isBeyond = (network: Address4) => network.subnetMask >= 8 && network.startAddress().isPrivate();
const range = text(
  rangeWanted('a /8 to /32 in private space', isBeyond),
  (value) => isCanonical(value) && isBeyond(new Address4(value)),
);

const id = (what: string, prefix: string) =>
  matching(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `the id of ${what}, such as ${prefix}-0a1b2c3d4e5f67890`);

/** A transit gateway, of this account or shared with it. Networks behind the same one share its attachment. */
const transitGateway = fields({
  type: z.literal('transit-gateway'),
  /** `tgw-0a1b2c3d4e5f67890`. Its owner accepts the attachment, and decides its route tables. */
  transitGatewayId: id('a transit gateway', 'tgw'),
  /** Whether public DNS names of instances in other attached VPCs resolve to private addresses. */
  dnsSupport: yesOrNo(),
  /** Whether both directions of a connection go through the same zone, as stateful appliances in this VPC need it. */
  applianceMode: yesOrNo(),
});

/** Whether the other VPC resolves public DNS names of instances of this one to private addresses. Of a requester, EC2 takes `true` once the other side has accepted. */
const allowRemoteVpcDnsResolution = yesOrNo();

/** A VPC peering connection that this environment asks for. */
const peeringRequester = fields({
  type: z.literal('peering-requester'),
  /** The other VPC: `vpc-0a1b2c3d4e5f67890`. */
  peerVpcId: id('a VPC', 'vpc'),
  /** Its account: twelve digits. */
  peerOwnerId: matching(/^\d{12}$/, 'an account id of twelve digits, as a string'),
  /** Its region: `eu-west-1`. */
  peerRegion: listed('a region', [...regions.keys()], 'regions.ts'),
  allowRemoteVpcDnsResolution,
});

/** A VPC peering connection that the other side asked for, and this environment accepts. */
const peeringAccepter = fields({
  type: z.literal('peering-accepter'),
  /** `pcx-0a1b2c3d4e5f67890`. */
  vpcPeeringConnectionId: id('a VPC peering connection', 'pcx'),
  allowRemoteVpcDnsResolution,
});

/** A Site-to-Site VPN connection to the VPC's virtual private gateway. */
const vpn = fields({
  type: z.literal('vpn'),
  /** The public IPv4 address of the customer gateway device, which is static: `203.0.113.1`. */
  ipAddress: text('a public IPv4 address', isPublicAddress),
  /** The device's ASN in BGP: 1 to 2147483647. Source: BgpAsn of CreateCustomerGateway, EC2 API reference. */
  bgpAsn: wholeNumber('(an ASN)', 1, 2_147_483_647),
  /** Whether `ranges` are static routes of the connection; else the device announces them with BGP. */
  staticRoutesOnly: yesOrNo(),
});

/** The networks outside the VPC that it is connected with, by name. One that is an environment has its name, and is in `peers`. */
export const connectedNetworks = named(
  'connected networks',
  fields({
    /** The ranges that are reached there, and no others: private IPv4, /8 to /32. */
    ranges: list(range, 'IPv4 ranges', 1, 20),
    /** What the VPC is connected by; its `type` tells which other fields there are. */
    through: byWord('type', [transitGateway, peeringRequester, peeringAccepter, vpn]),
    /** The tiers that are connected, at least one; the public tier never is. */
    tiers: fields({
      /** Whether the private tier has routes there: what runs in it opens connections to the network, as its security groups allow. */
      private: yesOrNo(),
      /** What the network opens connections to in the data tier, on the port of each; or `none`. The data tier opens none. */
      data: z.union(
        [
          z.literal('none'),
          fields({
            /** Databases of `databases`. */
            databases: list(nameOf('a database'), 'names of databases', 0, 20),
            /** Caches of `caches`. */
            caches: list(nameOf('a cache'), 'names of caches', 0, 20),
          }),
        ],
        { error: () => '"none" or an object of databases, caches' },
      ),
    }),
  }),
);
