import { closest } from 'fastest-levenshtein';
import type { Resource } from '../model/resource';
import { parseCidr } from '../network/cidr';
import { addressesOf } from './addresses';
import { clientVpnWith, groupsOnVpn } from './client-vpn';
import { tagOf } from './labels';
import { notModelled, notModelledParty } from './not-modelled';
import { addressParty, groupParty, partyOf, serviceParty, subnetParty, theInternet, type Party } from './party';
import { tierNameOf, type Topology } from './topology';

/** What a name means, or what it may have meant. */
export type Found =
  | { readonly parties: readonly Party[] }
  | { readonly parties?: undefined; readonly nearest: string | undefined; readonly names: readonly string[] };

/** A thing that can be named. */
interface Nameable {
  readonly resource: Resource;
  readonly party: () => Party;
  /** Of the subnets that it is in, once each. */
  readonly tiers: readonly string[];
}

/**
 * What a name means: `internet`, an address or a block, a construct path or any part of one, a Terraform address, a key, what AWS calls
 * it, a tier (`data`), the name that an environment gives it (`web` of `service-web`); a group of people on a Client VPN, by its id or the construct of its rules.
 *
 * @param environment where it is looked for; everywhere when none is given
 */
export function find(topology: Topology, name: string, environment?: string): Found {
  if (name === 'internet') return { parties: [theInternet] };
  const cidr = parseCidr(name);
  const vpn = cidr && clientVpnWith(topology.members, cidr);
  if (vpn) return { parties: [partyOf(vpn)] };
  if (cidr) return { parties: [addressParty(name, addressesOf([cidr], cidr.family), cidr.family, topology)] };
  const isHere = ({ resource }: Nameable) => !environment || resource.environment === environment;
  const [things, groups] = [nameables(topology).filter(isHere), groupsOfPeople(topology).filter(isHere)];
  // A name of the endpoint is not one of each of its groups.
  for (const some of [things, groups]) {
    for (const isMeant of [isExactly, isPartOf, isTier, isCalled]) {
      const meant = some.filter(({ resource, tiers }) => isMeant(resource, name, tiers));
      if (meant.length > 0) return { parties: members(meant.map(({ party }) => party())) };
    }
  }
  const all = [...things, ...groups];
  const names = [...new Set(['internet', ...all.flatMap(({ resource }) => shortNames(resource))])];
  return { nearest: names.length > 1 ? closest(name, names) : undefined, names };
}

/** Where a name means members and the subnets that they are in, the members. */
function members(parties: readonly Party[]): readonly Party[] {
  const inVpc = parties.filter(({ member, service }) => member ?? service);
  return [...new Set(inVpc.length > 0 ? inVpc : parties)];
}

function nameables({ graph, members, subnets }: Topology): Nameable[] {
  const services = graph
    .all('aws_vpc_endpoint')
    .filter((endpoint) => (endpoint.at('vpc_endpoint_type') ?? 'Gateway') === 'Gateway');
  return [
    ...members.map((member) => {
      const tiers = [...new Set(member.subnets.map((subnet) => tierNameOf(graph, subnet)))];
      return { resource: member.resource, party: () => partyOf(member), tiers };
    }),
    ...services.map((resource) => ({ resource, party: () => serviceParty(resource), tiers: [] })),
    ...[...subnets.values()].map((subnet) => ({
      resource: subnet.resource,
      party: () => subnetParty(subnet),
      tiers: [tierNameOf(graph, subnet)],
    })),
    ...notModelled(graph).map((resource) => ({ resource, party: () => notModelledParty(resource), tiers: [] })),
  ];
}

/** The groups of people on Client VPN endpoints, each by its rules. */
function groupsOfPeople({ graph, members }: Topology): Nameable[] {
  return members.flatMap((member) => {
    const seen = new Map<string, Party>();
    return groupsOnVpn(graph, member).map(({ group, rule }) => {
      const party = seen.get(group) ?? groupParty(member, group);
      seen.set(group, party);
      return { resource: rule, party: () => party, tiers: [] };
    });
  });
}

/** What AWS calls a thing. */
const physical = [
  'identifier',
  'cluster_identifier',
  'replication_group_id',
  'cluster_id',
  'function_name',
  'access_group_id',
  'name',
  'id',
  'arn',
];

function isExactly(resource: Resource, name: string): boolean {
  const block = resource.address.replace(/\[[^\]]*\]$/, '');
  if ([resource.key, resource.address, block, resource.constructPath, innerPath(resource)].includes(name)) return true;
  return tagOf(resource, 'Name') === name || physical.some((attribute) => resource.at(attribute) === name);
}

function isPartOf(resource: Resource, name: string): boolean {
  return `/${innerPath(resource)}/`.includes(`/${name}/`) || resource.name === name;
}

/** By the name that an environment gives it, where the construct's id starts with what it is: `web` of `service-web`. */
function isCalled({ constructPath = '' }: Resource, name: string): boolean {
  const [, id = ''] = constructPath.split('/');
  return id.slice(id.indexOf('-') + 1) === name;
}

function isTier(_: Resource, name: string, tiers: readonly string[]): boolean {
  return tiers.length === 1 && tiers[0] === name;
}

/** Without the stack, which the environment tells. */
function innerPath({ constructPath = '' }: Resource): string {
  return constructPath.split('/').slice(1).join('/');
}

function shortNames(resource: Resource): string[] {
  const path = innerPath(resource);
  const parents = path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  return path ? parents : [resource.address, resource.name];
}
