import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isMap, Unknown } from '../model/value';
import { isWorld, type Cidr, type Family } from './cidr';
import { routesOfSubnet, type Route } from './routes';

/**
 * - `public`: a route to an internet gateway;
 * - `private`: a way out only: a NAT gateway, an egress-only gateway;
 * - `isolated`: neither.
 */
export type Tier = 'public' | 'private' | 'isolated';

/** The tier of a subnet by its routes: what it is, whatever it is called. */
export function tierOf(graph: Graph, subnet: Resource): Tier | Unknown {
  if (subnet.type === 'aws_default_subnet') return 'public';
  const found = routesOfSubnet(graph, subnet);
  if (found instanceof Unknown) return found;
  const { table, routes, unknown } = found;
  if (routes.some(isToInternet)) return 'public';
  // The main table of a default VPC has a route to its internet gateway.
  if (table.type === 'aws_default_vpc') return 'public';
  const inDoubt = routes.find(({ via }) => via instanceof Unknown)?.via;
  if (inDoubt instanceof Unknown) return inDoubt;
  if (unknown) return unknown;
  const isOut = ({ via }: Route) => via === 'nat-gateway' || via === 'egress-only-gateway';
  return routes.some(isOut) ? 'private' : 'isolated';
}

/** A route to an internet gateway, of whatever destination: a subnet with one has public addresses in use. */
export function isToInternet({ via }: Route): boolean {
  return via === 'internet-gateway';
}

/** Whether routes send all the world there, in one or in several blocks. */
export function sendsWorld(routes: readonly Route[], family: Family): boolean {
  return isWorld(
    routes.flatMap(({ destinations }) =>
      destinations.flatMap((peer): Cidr[] => (peer.kind === 'cidr' ? [peer.cidr] : [])),
    ),
    family,
  );
}

export type DeclaredTier = 'public' | 'private' | 'data';

const words: Readonly<Record<string, DeclaredTier>> = {
  public: 'public',
  dmz: 'public',
  ingress: 'public',
  private: 'private',
  app: 'private',
  application: 'private',
  internal: 'private',
  data: 'data',
  database: 'data',
  db: 'data',
  rds: 'data',
  cache: 'data',
  elasticache: 'data',
  redshift: 'data',
  isolated: 'data',
  intra: 'data',
};

/**
 * What a subnet was meant to be: by its tag `tier`, else by a word of its `Name`, its construct path or its address.
 *
 * @returns nothing when none of them says
 */
export function declaredTier(subnet: Resource): DeclaredTier | undefined {
  const tags = subnet.at('tags');
  const tag = (expected: string) => {
    const value = isMap(tags)
      ? Object.entries(tags).find(([key]) => key.toLowerCase().replace(/^.*[:/]/, '') === expected)?.[1]
      : undefined;
    return typeof value === 'string' ? value : '';
  };
  const pathBelowRoot = subnet.constructPath?.split('/').slice(1).join('/');
  for (const text of [tag('tier'), tag('name'), pathBelowRoot ?? subnet.address.replace(/^.*?\./, '')]) {
    const declared = text
      .toLowerCase()
      .split(/[^a-z]+/)
      .map((word) => (Object.hasOwn(words, word) ? words[word] : undefined))
      .find((tier) => tier !== undefined);
    if (declared) return declared;
  }
  return undefined;
}

/** Whether a subnet is one that hosts with public addresses belong in: by what it says, else by its routes. */
export function isPublicTier(graph: Graph, subnet: Resource): boolean | Unknown {
  const declared = declaredTier(subnet);
  if (declared) return declared === 'public';
  const tier = tierOf(graph, subnet);
  return tier instanceof Unknown ? tier : tier === 'public';
}
