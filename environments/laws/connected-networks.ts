import { Address4 } from 'ip-address';
import { amazonSideAsn } from '../../modules/connected-network/amazon-side-asn';
import { problem, type Finding, type Problem } from '../load/problem';
import type { Environment } from '../schema';
import { overlap } from '../schema/range';
import type { Candidate } from './across';
import { missing } from './services';
import type { Sound } from './sound';

type Part = Sound<Environment>;
type Network = NonNullable<NonNullable<NonNullable<Part['network']>['connectedNetworks']>[string]>;

const field = (name: string) => ['network', 'connectedNetworks', name];

function each({ network }: Part): readonly (readonly [name: string, network: Network])[] {
  return Object.entries(network?.connectedNetworks ?? {}).flatMap(([name, one]) => (one ? [[name, one] as const] : []));
}

/** The ranges of all, where each is. */
function rangesOf(part: Part) {
  return each(part).flatMap(([name, { ranges = [] }]) =>
    ranges.flatMap((range, index) =>
      range === undefined ? [] : [{ name, range, path: [...field(name), 'ranges', index] }],
    ),
  );
}

/** An address is in one place: in the VPC, or behind one of the connected networks. */
export function connectedRangesAreDistinct(part: Part): Finding[] {
  const cidr = part.network?.cidr;
  const all = rangesOf(part);
  return all.flatMap(({ range, path }, index): Finding[] => {
    if (cidr !== undefined && overlap(range, cidr))
      return [{ path, expected: `a range that does not overlap network.cidr, ${cidr}` }];
    // Two of one network that are written alike are named by the schema.
    const other = all
      .slice(0, index)
      .find((one) => overlap(one.range, range) && (one.path[2] !== path[2] || one.range !== range));
    return other ? [{ path, expected: `a range that does not overlap ${other.range} of ${other.name}` }] : [];
  });
}

/** A network is connected with a tier, and in the data tier with stores that there are. */
export function connectedTiersExist(part: Part): Finding[] {
  return each(part).flatMap(([name, { tiers }]): Finding[] => {
    if (!tiers) return [];
    const path = [...field(name), 'tiers'];
    const { private: isPrivate, data } = tiers;
    if (isPrivate === false && data === 'none') return [{ path, expected: 'private: true, or data, or both' }];
    if (typeof data !== 'object') return [];
    const { databases, caches } = data;
    if (databases?.length === 0 && caches?.length === 0)
      return [{ path: [...path, 'data'], expected: '"none", or a database or a cache' }];
    return [
      ...missing(databases, part.databases, 'databases', (index) => [...path, 'data', 'databases', index]),
      ...missing(caches, part.caches, 'caches', (index) => [...path, 'data', 'caches', index]),
    ];
  });
}

/**
 * A VPC has one attachment to a transit gateway, one peering connection with another VPC, and one VPN connection for a customer gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html and https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function connectedOnce(part: Part): Finding[] {
  const first = new Map<string, readonly [name: string, network: Network]>();
  return each(part).flatMap(([name, network]): Finding[] => {
    const { through } = network;
    const path = [...field(name), 'through'];
    const key = through && identityOf(through);
    if (!through || !key) return [];
    const [other, earlier] = first.get(key.value) ?? [];
    if (!other) {
      first.set(key.value, [name, network]);
      return [];
    }
    if (through.type !== 'transit-gateway')
      return [{ path: [...path, key.field], expected: `a value of its own, not that of ${other}: add ranges there` }];
    return (['dnsSupport', 'applianceMode'] as const).flatMap((option) => {
      const wanted = earlier?.through?.type === 'transit-gateway' ? earlier.through[option] : undefined;
      if (wanted === undefined || through[option] === undefined || through[option] === wanted) return [];
      return [{ path: [...path, option], expected: `${wanted}, as ${other} has it: they share an attachment` }];
    });
  });
}

function identityOf(through: NonNullable<Network['through']>): { field: string; value: string } | undefined {
  const of = (field: string, value: string | undefined) => (value === undefined ? undefined : { field, value });
  if (through.type === 'transit-gateway') return of('transitGatewayId', through.transitGatewayId);
  if (through.type === 'peering-requester') return of('peerVpcId', through.peerVpcId);
  if (through.type === 'peering-accepter') return of('vpcPeeringConnectionId', through.vpcPeeringConnectionId);
  return through.type === 'vpn' ? of('ipAddress', through.ipAddress) : undefined;
}

/** Between two sides with one ASN there is no BGP session of two networks. */
export function asnOfDevice(part: Part): Finding[] {
  return each(part).flatMap(([name, { through }]): Finding[] => {
    if (through?.type !== 'vpn' || through.staticRoutesOnly !== false || through.bgpAsn !== amazonSideAsn) return [];
    const expected = `another ASN than ${amazonSideAsn}, which is of AWS's side`;
    return [{ path: [...field(name), 'through', 'bgpAsn'], expected }];
  });
}

/** A connected network of an environment's name is that environment, which `peers` has, within its VPC; no other has addresses of an environment. */
export function connectedEnvironmentsArePeers(candidates: readonly Candidate[]): Problem[] {
  return candidates.flatMap((candidate) => {
    const { sound } = candidate;
    const others = candidates.filter((other) => other !== candidate);
    const named = each(sound).flatMap(([name]): Finding[] => {
      const isPeer = !others.some((other) => other.name === name) || !sound.peers || sound.peers.includes(name);
      return isPeer
        ? []
        : [{ path: field(name), expected: `${name} in peers, since it is an environment`, found: name }];
    });
    const ranges = rangesOf(sound).flatMap(({ name, range, path }): Finding[] => {
      const own = others.find((other) => other.name === name)?.sound.network?.cidr;
      if (own !== undefined && !new Address4(range).isInSubnet(new Address4(own)))
        return [{ path, expected: `a range in ${own} of environments/${name}.ts` }];
      const taken = others.find((other) => {
        const cidr = other.sound.network?.cidr;
        return other.name !== name && cidr !== undefined && overlap(range, cidr);
      });
      const expected = `a range that does not overlap ${taken?.sound.network?.cidr ?? ''} of ${taken?.file ?? ''}`;
      return taken ? [{ path, expected }] : [];
    });
    return [...named, ...ranges].map((finding) => problem(candidate, finding));
  });
}
