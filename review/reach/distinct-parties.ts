import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import {
  canonicalGroup,
  groupTypes,
  rulesOfGroup,
  rulesWrittenIn,
  ruleTypes,
  type GroupRule,
} from '../network/security-group-rules';
import { unreadModuleGiven } from '../network/unread-modules';
import { accelerationsOf } from './accelerators';
import type { Group, Interface } from './members';
import type { Party } from './party';
import { relaysTo } from './relays';
import { groupTrafficText, peerText } from './rule-text';
import type { Topology } from './topology';

/** A party, and others that are like it. */
export interface Distinct {
  readonly party: Party;
  readonly others: readonly Party[];
}

/**
 * One of each set of parties that all rules treat alike.
 *
 * @param sameGroup the key of a group; groups with the same key count as one
 */
export function distinctParties(
  topology: Topology,
  parties: readonly Party[],
  sameGroup: (group: Group, graph: Graph) => string = keyOf,
): readonly Distinct[] {
  const alike = new Map<string, { party: Party; others: Party[] }>();
  for (const party of parties) {
    const key = signatureOf(topology, party, sameGroup);
    const known = alike.get(key);
    if (known) known.others.push(party);
    else alike.set(key, { party, others: [] });
  }
  return [...alike.values()];
}

/** All that reach looks at. */
function signatureOf(topology: Topology, party: Party, sameGroup: (group: Group, graph: Graph) => string): string {
  const { member, resource, group } = party;
  if (!member || group !== undefined) return resource?.key ?? party.label;
  const of = ({ subnets, unplaced, vpc, groups, publicAddress, isIpv4Only, maybeIpv4Only }: Interface) => [
    subnets.map((subnet) => subnet.resource.key),
    unplaced?.because,
    vpc?.resource.key,
    groups?.map((group) => sameGroup(group, topology.graph)).sort(),
    ([4, 6] as const).map((family) => String(publicAddress[family].has)),
    isIpv4Only,
    maybeIpv4Only?.because,
  ];
  const hasDistributions = topology.graph.all('aws_cloudfront_distribution').length > 0;
  const relays = relaysTo(topology, member).map(({ front, by, port, targetPort, routes = [] }) => [
    front.resource?.key,
    by.key,
    String(port),
    String(targetPort),
    // Clients choose hosts and paths; a distribution sends those that it has.
    routes.map(({ conditions }) => conditions.filter(({ kind }) => hasDistributions || kind === 'header')),
  ]);
  const { kind, listens, interfaces, publicEndpoint } = member;
  const accelerations = accelerationsOf(topology.graph, member).map(({ by }) => by.key);
  return JSON.stringify([kind, listens, interfaces.map(of), publicEndpoint, relays, accelerations]);
}

const keyOf = (group: Group) => (group instanceof Unknown ? `? ${group.because}` : group.key);

/**
 * What the rules of a group are, where only they matter: no rule names it and nothing unseen can add to it. Groups that
 * say the same are then alike, however many there are.
 */
export function groupByRules(group: Group, graph: Graph): string {
  return group instanceof Unknown ? keyOf(group) : byRules(graph, group);
}

const byRules = memoized((graph: Graph, group: Resource): string => {
  const canonical = canonicalGroup(graph, group);
  const isPlain = (groupTypes as readonly string[]).includes(canonical.type) && canonical.mode === 'managed';
  if (!isPlain || namedGroups(graph).has(canonical) || unreadModuleGiven(graph, canonical)) return group.key;
  const { rules, unknown } = rulesOfGroup(graph, group);
  return unknown ? group.key : JSON.stringify([canonical.environment, rules.map(ruleText).sort()]);
});

function ruleText(rule: GroupRule): string {
  const { direction, ports, peers } = rule;
  const who = peers.map((peer) => (peer.kind === 'group' && peer.group ? peer.group.key : peerText(peer)));
  return [direction, groupTrafficText(rule), ports instanceof Unknown ? ports.because : '', ...who.sort()].join(' ');
}

/** Groups that a rule names as its other side. */
const namedGroups = memoized((graph: Graph): ReadonlySet<Resource> => {
  const types = [...new Set([...ruleTypes.ingress, ...ruleTypes.egress])];
  const rules = graph.all(...types).flatMap((resource) => rulesWrittenIn(graph, resource));
  const named = rules.flatMap((rule) =>
    rule.peers.flatMap((peer) => {
      if (peer.kind !== 'group') return [];
      const group = peer.text === 'itself' ? rule.group : peer.group;
      return group instanceof Resource ? [canonicalGroup(graph, group)] : [];
    }),
  );
  return new Set(named);
});
