import type { Resource } from '../model/resource';
import { type Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { internet, intersect, none, subtract, type Addresses } from './addresses';
import type { Member } from './members';
import type { PublicAddress } from './public-address';
import { labelOf, type Subnet, type Topology } from './topology';

/** Addresses in a subnet. */
export interface Place {
  readonly subnet: Subnet;
  readonly ranges: Readonly<Record<Family, Addresses>>;
  /** Whether all of the range is meant, or one address in it that AWS picks. */
  readonly isOne: boolean;
}

/** One side of a question. */
export interface Party {
  readonly label: string;
  /** What `internet` and an address have not. */
  readonly resource?: Resource;
  readonly member?: Member;
  readonly places: readonly Place[];
  /** Why there may be other places. */
  readonly unplaced?: Unknown;
  /** Addresses on the internet. */
  readonly outside: Readonly<Record<Family, Addresses>>;
  /** `undefined`: no group stands before it, since only its addresses are known. */
  readonly groups?: readonly (Resource | Unknown)[];
  readonly listens: boolean;
  readonly publicAddress: PublicAddress;
  /** Its packets come by a load balancer, which knows the way back. */
  readonly isHanded?: boolean;
  /** A service behind a gateway endpoint. */
  readonly service?: Resource;
}

const nowhere = { 4: none, 6: none };
const unsaid = { has: true, because: 'whether it has a public address is not asked of an address' };
const anyAddress: PublicAddress = { 4: unsaid, 6: unsaid };

export const theInternet: Party = {
  label: 'internet',
  places: [],
  outside: internet,
  listens: true,
  publicAddress: anyAddress,
};

const parties = new WeakMap<Member, Party>();

export function partyOf(member: Member): Party {
  const known = parties.get(member);
  if (known) return known;
  const party: Party = {
    label: labelOf(member.resource),
    resource: member.resource,
    member,
    places: member.subnets.map((subnet) => ({ subnet, ranges: subnet.ranges, isOne: true })),
    ...(member.unplaced && { unplaced: member.unplaced }),
    outside: nowhere,
    ...(!member.isUnguarded && { groups: member.groups }),
    listens: member.listens,
    publicAddress: member.publicAddress,
  };
  parties.set(member, party);
  return party;
}

/** Anything in a subnet: what its groups would say is left out. */
export function subnetParty(subnet: Subnet): Party {
  return {
    label: labelOf(subnet.resource),
    resource: subnet.resource,
    places: [{ subnet, ranges: subnet.ranges, isOne: true }],
    outside: nowhere,
    listens: true,
    publicAddress: anyAddress,
  };
}

/** AWS's side of a gateway endpoint. */
export function serviceParty(endpoint: Resource): Party {
  const outside = { 4: internet[4], 6: none };
  const label = labelOf(endpoint);
  return {
    label,
    resource: endpoint,
    places: [],
    outside,
    listens: true,
    publicAddress: anyAddress,
    service: endpoint,
  };
}

/** Addresses: where they are subnets of the input, those; what the internet routes, there. */
export function addressParty(text: string, addresses: Addresses, family: Family, topology: Topology): Party {
  const places: Place[] = [];
  let left = addresses;
  for (const subnet of topology.subnets.values()) {
    const inside = intersect(addresses, subnet.ranges[family]);
    if (inside.length === 0 || subnet.unknown) continue;
    left = subtract(left, inside);
    places.push({ subnet, ranges: { ...nowhere, [family]: inside }, isOne: false });
  }
  const outside = { ...nowhere, [family]: intersect(left, internet[family]) };
  return { label: text, places, outside, listens: true, publicAddress: anyAddress };
}
