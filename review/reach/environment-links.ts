import type { Graph } from '../model/graph';
import type { Unknown } from '../model/value';
import type { Answer } from './answer';
import { reachDirectly } from './direct-reach';
import { labelOf } from './labels';
import { outwardLinksOf } from './outward-links';
import { subnetParty } from './party';
import { topologyOf, type Topology } from './topology';
import { linksOf } from './vpc-links';
import type { Vpc } from './vpcs';

/** Two VPCs of different environments that something joins. */
export interface LinkedPair {
  /** The link. */
  readonly label: string;
  readonly answer: Answer;
}

/**
 * The paths from an environment's VPCs into those of others, and back: by routes, links and ACLs. Security groups are
 * ignored, since anyone who can launch an instance can choose another.
 */
export function linkedPairs(
  graph: Graph,
  environment: string,
  isDeclared: (environment: string) => boolean,
): LinkedPair[] {
  const topology = topologyOf(graph);
  const { peerings, attachments } = linksOf(topology);
  const isForeign = (one: Vpc, other: Vpc) => {
    const peer = other.resource.environment;
    return one.resource.environment === environment && peer !== environment && !isDeclared(peer);
  };
  const byPeering = peerings.flatMap(({ resource, vpcs: [one, other] }) =>
    [[one, other] as const, [other, one] as const]
      .filter(([here, there]) => isForeign(here, there))
      .map(([here, there]) => ({ label: labelOf(resource), here, there })),
  );
  const byTransit = attachments.flatMap((here) =>
    attachments
      .filter((there) => there.gateway === here.gateway && isForeign(here.vpc, there.vpc))
      .map((there) => ({ label: labelOf(here.resource), here: here.vpc, there: there.vpc })),
  );
  return [...byPeering, ...byTransit].map(({ label, here, there }) => ({
    label,
    answer: widest(topology, here, there),
  }));
}

/** The most open of all pairs of subnets, in either direction. */
function widest(topology: Topology, one: Vpc, other: Vpc): Answer {
  const subnetParties = (vpc: Vpc) =>
    [...topology.subnets.values()]
      .filter((subnet) => subnet.vpc === vpc)
      .map((subnet) => ({
        ...subnetParty(subnet),
        label: `${labelOf(subnet.resource)} of ${vpc.resource.environment}`,
      }));
  const answers = subnetParties(one).flatMap((here) =>
    subnetParties(other).flatMap((there) => [
      reachDirectly(topology, here, there),
      reachDirectly(topology, there, here),
    ]),
  );
  const [first] = (['reachable', 'unknown', 'blocked'] as const).flatMap(
    (verdict) => answers.find((answer) => answer.verdict === verdict) ?? [],
  );
  return first ?? { ...nothing, from: labelOf(one.resource), to: labelOf(other.resource) };
}

const nothing = {
  verdict: 'blocked',
  ports: [],
  sources: [],
  isWorld: false,
  path: [],
  alsoStops: [],
  clientPorts: [],
} as const;

/** Links of an environment with VPCs and transit gateways that are not of the input. A VPN connection leads to a device, and to no environment. */
export function linksLeavingInput(
  graph: Graph,
  environment: string,
): { readonly label: string; readonly peer: string | Unknown }[] {
  return outwardLinksOf(topologyOf(graph))
    .filter(({ vpc, kind, unknown }) => vpc.resource.environment === environment && kind !== 'VPN' && !unknown)
    .map(({ resource, peer }) => ({ label: labelOf(resource), peer }));
}
