import { memoized } from '../memoize';
import type { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { everywhere, internet, intersect, none, subtract, type Addresses } from './addresses';
import { labelOf } from './labels';
import type { Listening } from './member-type';
import type { Group, Interface, Member } from './members';
import type { PublicAddress } from './public-addresses';
import type { Topology } from './topology';
import type { Subnet, Vpc } from './vpcs';

/** Addresses in a subnet, or in one that is not known. */
export interface Place {
  readonly subnet: Subnet | Unknown;
  /** Its VPC, where only that is known. */
  readonly vpc?: Vpc;
  readonly ranges: Readonly<Record<Family, Addresses>>;
  /** Whether all of the range is meant, or one address in it that AWS picks. */
  readonly isOne: boolean;
  /** The groups before it; absent: none, since only addresses are meant. */
  readonly groups?: readonly Group[];
  readonly publicAddress: PublicAddress;
  /** Why it is not known whether it has an IPv6 address. */
  readonly maybeIpv4Only?: Unknown;
}

/** One side of a question. */
export interface Party {
  readonly label: string;
  /** What `internet` and an address have not. */
  readonly resource?: Resource;
  readonly member?: Member;
  readonly places: readonly Place[];
  /** Addresses on the internet. */
  readonly internetRanges: Readonly<Record<Family, Addresses>>;
  readonly listens: Listening;
  /** Its packets come through a load balancer, which routes the replies. */
  readonly isHanded?: boolean;
  /** A service behind a gateway endpoint. */
  readonly service?: Resource;
  /** Of the people on a Client VPN, those of one group, as the identity provider calls it. */
  readonly group?: string;
  /** CloudFront, which asks origins from addresses that AWS keeps in a prefix list. */
  readonly isCloudFront?: boolean;
  /** The addresses that are meant, where neither a resource nor the internet is. */
  readonly addresses?: { readonly ranges: Addresses; readonly family: Family };
}

export const nowhere = { 4: none, 6: none };
const notAsked = { has: true, because: 'whether it has a public address is not asked of an address' };
const anyAddress: PublicAddress = { 4: notAsked, 6: notAsked };

export const theInternet: Party = { label: 'internet', places: [], internetRanges: internet, listens: undefined };

/** CloudFront as its origins see it. It asks them over IPv4 unless an origin says otherwise. */
export const cloudFront: Party = {
  ...theInternet,
  label: 'CloudFront',
  internetRanges: { 4: internet[4], 6: none },
  isCloudFront: true,
};

/** A party of which only the existence is known. */
export function unseen(by: Resource, unknown: Unknown, because = 'it is not in the input'): Party {
  const address = { has: unknown, because };
  const place = {
    subnet: unknown,
    ranges: everywhere,
    isOne: true,
    groups: [unknown],
    publicAddress: { 4: address, 6: address },
  };
  return { label: labelOf(by), resource: by, places: [place], internetRanges: nowhere, listens: undefined };
}

/** The same object for the same member, also as the function of a `map`, which gives more arguments. */
export const partyOf = (member: Member): Party => partyOfMember(member);

const partyOfMember = memoized((member: Member): Party => {
  const { resource, interfaces, listens } = member;
  return {
    label: labelOf(resource),
    resource,
    member,
    places: interfaces.flatMap(placesOf),
    internetRanges: nowhere,
    listens,
  };
});

/** The people of one group on a Client VPN endpoint. */
export function groupParty(member: Member, group: string): Party {
  const party = partyOf(member);
  return { ...party, label: `group ${group} on ${party.label}`, group };
}

function placesOf({ subnets, unplaced, vpc, groups, publicAddress, isIpv4Only, maybeIpv4Only }: Interface): Place[] {
  const shared = { isOne: true, ...(groups && { groups }), publicAddress, ...(maybeIpv4Only && { maybeIpv4Only }) };
  const inFamily = (ranges: Place['ranges']) => (isIpv4Only ? { ...ranges, 6: none } : ranges);
  const known = subnets.map((subnet): Place => ({
    ...shared,
    subnet,
    vpc: subnet.vpc,
    ranges: inFamily(subnet.ranges),
  }));
  if (!unplaced) return known;
  const ranges = vpc && vpc.ranges[4].length > 0 ? { ...everywhere, 4: vpc.ranges[4] } : everywhere;
  return [...known, { ...shared, subnet: unplaced, ...(vpc && { vpc }), ranges: inFamily(ranges) }];
}

/** Anything in a subnet, without security groups. */
export function subnetParty(subnet: Subnet): Party {
  const place = { subnet, vpc: subnet.vpc, ranges: subnet.ranges, isOne: true, publicAddress: anyAddress };
  const { resource } = subnet;
  return { label: labelOf(resource), resource, places: [place], internetRanges: nowhere, listens: undefined };
}

/** AWS's side of a gateway endpoint. */
export function serviceParty(endpoint: Resource): Party {
  const internetRanges = { 4: internet[4], 6: none };
  const label = labelOf(endpoint);
  return { label, resource: endpoint, places: [], internetRanges, listens: undefined, service: endpoint };
}

/**
 * Addresses: where they are subnets of the input, those; what the internet routes, there; the rest is in subnets or
 * networks that the input does not have.
 */
export function addressParty(text: string, addresses: Addresses, family: Family, topology: Topology): Party {
  const places: Place[] = [];
  const add = (subnet: Place['subnet'], vpc: Vpc | undefined, common: Addresses) => {
    const ranges = { ...nowhere, [family]: common };
    places.push({ subnet, ...(vpc && { vpc }), ranges, isOne: false, publicAddress: anyAddress });
  };
  let left = addresses;
  for (const subnet of topology.subnets.values()) {
    const common = intersect(addresses, subnet.ranges[family]);
    if (common.length === 0 || subnet.unknown) continue;
    left = subtract(left, common);
    add(subnet, subnet.vpc, common);
  }
  const elsewhere = subtract(left, internet[family]);
  let foreign = elsewhere;
  for (const vpc of topology.vpcs.values()) {
    const common = intersect(elsewhere, vpc.ranges[family]);
    if (common.length === 0) continue;
    foreign = subtract(foreign, common);
    add(new Unknown(`which subnet of ${labelOf(vpc.resource)} has ${text}`), vpc, common);
  }
  if (foreign.length > 0) add(new Unknown(`which network ${text} is in`), undefined, foreign);
  const internetRanges = { ...nowhere, [family]: intersect(left, internet[family]) };
  return { label: text, places, internetRanges, listens: undefined, addresses: { ranges: addresses, family } };
}

/** The same party in the topology of another graph; undefined if that does not have it. */
export function partyIn(topology: Topology, party: Party): Party | undefined {
  const { member, service, addresses, resource, label, group } = party;
  if (addresses) return addressParty(label, addresses.ranges, addresses.family, topology);
  if (!resource || service) return party;
  const same = topology.byResource.get(resource);
  if (member) return same && (group === undefined ? partyOf(same) : groupParty(same, group));
  const subnet = topology.subnets.get(resource);
  return subnet && subnetParty(subnet);
}
