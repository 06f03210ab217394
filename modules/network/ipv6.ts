import { Fn } from 'cdktf';
import { either, object, oneOf, type Description } from '../props';
import { zoneLetters } from './address-plan';
import type { Tier } from './network-ref';

/**
 * Whether a network is dual-stack, or how far IPv6 has gone from it again:
 *
 * | | range of the VPC | ranges, routes and ACL rules | new interfaces of the private tier |
 * |---|---|---|---|
 * | `off` | | | |
 * | `on` | a /56 of Amazon's | yes | have an IPv6 address |
 * | `{ retiring: 'addresses' }` | the same | yes | have none |
 * | `{ retiring: 'ranges' }` | the same | | |
 *
 * On takes one step. Off takes all of them, each with an apply of its own: AWS takes the range of no subnet that an interface has an address of, and of no
 * VPC that a subnet has a range of (EC2 API reference, DisassociateSubnetCidrBlock and DisassociateVpcCidrBlock).
 */
export type Ipv6 = 'off' | 'on' | RetiringIpv6;

/** IPv6 that is about to go. */
export interface RetiringIpv6 {
  /** What goes next: `addresses`, when what runs is replaced; or `ranges`, when nothing has an address any more. */
  readonly retiring: 'addresses' | 'ranges';
}

export const ipv6 = either<'off' | 'on', RetiringIpv6>(
  oneOf(['off', 'on'], { structure: true }),
  object<RetiringIpv6>({
    retiring: oneOf(['addresses', 'ranges'], { structure: true }),
  } satisfies Description<RetiringIpv6>),
);

/** What a network has of IPv6. */
export interface Ipv6Parts {
  /** The VPC has a range. */
  readonly vpcRange: boolean;
  /** The subnets have ranges, and with them routes and rules of network ACLs. */
  readonly subnetRanges: boolean;
  /** Interfaces get an address when they are created. */
  readonly newAddresses: boolean;
}

export function ipv6Parts(ipv6: Ipv6 = 'off'): Ipv6Parts {
  const retiring = typeof ipv6 === 'object' ? ipv6.retiring : undefined;
  return {
    vpcRange: ipv6 !== 'off',
    subnetRanges: ipv6 !== 'off' && retiring !== 'ranges',
    newAddresses: ipv6 === 'on',
  };
}

/** Where each tier lies in every zone's slot. An entry never changes: AWS would give every subnet of its tier another range, and refuses while it is in use. */
const places: Readonly<Record<Tier, number>> = { private: 0, public: 1, data: 2 };
/** 256 ranges of /64 are in a /56, 32 for each of eight zones. */
const placesInSlot = 32;

/**
 * The number of a subnet's /64 in the VPC's /56: as with IPv4, eight slots, one for each zone letter, and a place in it for each tier, with 29 to spare. Like
 * `subnetCidrs` it depends on the zone's letter and the tier alone. AWS takes a /64 for a subnet (Amazon VPC User Guide, "Subnet CIDR blocks").
 *
 * | | a | b | c | … | h |
 * |---|---|---|---|---|---|
 * | private | 0 | 32 | 64 | … | 224 |
 * | public | 1 | 33 | 65 | … | 225 |
 * | data | 2 | 34 | 66 | … | 226 |
 */
export function subnetIpv6Number(zone: string, tier: Tier): number {
  return zoneLetters.indexOf(zone.slice(-1)) * placesInSlot + places[tier];
}

/** The range of a subnet, which is known after apply: `${cidrsubnet(aws_vpc.….ipv6_cidr_block, 8, 33)}`. */
export function subnetIpv6Cidr(vpcIpv6Cidr: string, zone: string, tier: Tier): string {
  return Fn.cidrsubnet(vpcIpv6Cidr, 8, subnetIpv6Number(zone, tier));
}
