import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { canonicalGroup, rulesWrittenIn, ruleTypes, type GroupRule } from '../network/security-group-rules';
import { labelOf, named } from './labels';
import { groupTrafficText, peerText } from './rule-text';
import { groupLabel } from './security-groups';
import { topologyOf, type Topology } from './topology';
import type { FlowView } from './views';

/** Every rule of every security group of an environment, with its description. */
export function flowsOf(graph: Graph, environment: string): FlowView[] {
  const topology = topologyOf(graph);
  const types = [...new Set([...ruleTypes.ingress, ...ruleTypes.egress])];
  return graph
    .all(...types)
    .filter((resource) => resource.environment === environment)
    .flatMap((resource) => rulesWrittenIn(graph, resource))
    .flatMap((rule) => viewsOf(topology, rule))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ group, direction, rule, attribute, peer }: FlowView) =>
  [group.label, direction, rule.key, attribute ?? '', peer].join('\n');

function viewsOf(topology: Topology, rule: GroupRule): FlowView[] {
  const { graph, byGroup } = topology;
  const group = rule.group instanceof Resource ? canonicalGroup(graph, rule.group) : undefined;
  const members = (group && byGroup.get(group)) ?? [];
  const unknown = rule.group instanceof Unknown ? rule.group : new Unknown('a group that is not in the input');
  return rule.peers.map((peer) => ({
    rule: named(rule.resource),
    ...(rule.path && { attribute: rule.path }),
    group: { key: group?.key ?? '', label: groupLabel(group ?? unknown) },
    direction: rule.direction,
    peer: peer.kind === 'group' && peer.text === 'itself' ? 'itself' : peerText(peer),
    ...(peer.kind === 'group' && peer.group && { peerKey: canonicalGroup(graph, peer.group).key }),
    traffic: groupTrafficText(rule),
    ...(typeof rule.description === 'string' && rule.description && { description: rule.description }),
    members: members.map(({ resource }) => labelOf(resource)).sort(),
  }));
}
