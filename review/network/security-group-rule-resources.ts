import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import { peersOf, type Peer } from './peers';
import { icmpOf, portsOf, protocolOf, type IcmpLimits, type Ports, type Protocol } from './ports';

export type Direction = 'ingress' | 'egress';

/** A rule of a security group, however it was written. */
export interface GroupRule {
  /** The group; an `aws_vpc` stands for its default group. Nothing when the group is not of the graph. */
  readonly group: Resource | Unknown | undefined;
  readonly direction: Direction;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a number as text. */
  readonly protocol: Protocol;
  /** Ports from and to, both open; all where the protocol has none. */
  readonly ports: Ports;
  /** Of ICMP, what is written in place of ports. */
  readonly icmp?: IcmpLimits;
  /** Who may come, or where to. Never empty: a rule that names nobody is left out. */
  readonly peers: readonly Peer[];
  readonly description: Value | undefined;
  /** What it is written in: the group itself, or a rule of its own. */
  readonly resource: Resource;
  /** Where in it: `ingress.1`; empty when the resource is the rule. */
  readonly path: string;
}

/** The rules that a group, or a rule resource of either generation, writes. */
export function rulesFrom(graph: Graph, resource: Resource): readonly GroupRule[] {
  switch (resource.type) {
    case 'aws_security_group_rule':
      return ofOldRule(graph, resource);
    case 'aws_vpc_security_group_ingress_rule':
      return ofNewRule(graph, resource, 'ingress');
    case 'aws_vpc_security_group_egress_rule':
      return ofNewRule(graph, resource, 'egress');
    default:
      return (['ingress', 'egress'] as const).flatMap((direction) => inline(graph, resource, direction));
  }
}

function inline(graph: Graph, group: Resource, direction: Direction): readonly GroupRule[] {
  const value = group.at(direction);
  const blocks = blocksOf(value);
  if (blocks instanceof Unknown) return [unknownRule(group, direction, blocks)];
  const isSingle = blocks.length === 1 && !Array.isArray(value);
  return blocks.flatMap((block, index) => {
    const path = isSingle ? direction : `${direction}.${index}`;
    return make({ resource: group, group, direction, path }, block, [
      ...addresses(graph, block),
      ...peersOf(graph, 'security_groups', block.security_groups),
      ...self(block.self, group),
    ]);
  });
}

function ofOldRule(graph: Graph, resource: Resource): readonly GroupRule[] {
  const type = resource.at('type');
  const group = groupOf(graph, resource);
  const peers = [
    ...addresses(graph, resource.attributes),
    ...peersOf(graph, 'source_security_group_id', resource.at('source_security_group_id')),
    ...self(resource.at('self'), group instanceof Unknown ? undefined : group),
  ];
  if (type === 'ingress' || type === 'egress') {
    return make({ resource, group, direction: type, path: '' }, resource.attributes, peers);
  }
  const unknown =
    type instanceof Unknown ? type : new Unknown(`the type of ${resource.address} is neither ingress nor egress`);
  return (['ingress', 'egress'] as const).map((direction) => ({ ...unknownRule(resource, direction, unknown), group }));
}

function ofNewRule(graph: Graph, resource: Resource, direction: Direction): readonly GroupRule[] {
  const { attributes } = resource;
  const head = { resource, group: groupOf(graph, resource), direction, path: '' };
  const protocol = attributes.ip_protocol;
  const named = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'].flatMap((attribute) =>
    peersOf(graph, attribute, attributes[attribute]),
  );
  return make(head, { ...attributes, ...(protocol !== undefined && { protocol }) }, named);
}

/** The group that a rule resource is of. */
function groupOf(graph: Graph, rule: Resource): Resource | Unknown | undefined {
  const types = ['aws_security_group', 'aws_default_security_group', 'data.aws_security_group'];
  return graph.resolveFor(rule, rule.at('security_group_id'), ...types);
}

type Head = Pick<GroupRule, 'resource' | 'group' | 'direction' | 'path'>;

function make(head: Head, written: ValueMap, peers: readonly Peer[]): readonly GroupRule[] {
  if (peers.length === 0) return [];
  const protocol = protocolOf(written.protocol);
  const ports = portsOf(protocol, written.from_port, written.to_port);
  const icmp = icmpOf(protocol, written.from_port, written.to_port);
  return [{ ...head, protocol, ports, ...(icmp && { icmp }), peers, description: written.description }];
}

/** The addresses that inline rules and rules of the first generation name alike. */
function addresses(graph: Graph, written: ValueMap): readonly Peer[] {
  return ['cidr_blocks', 'ipv6_cidr_blocks', 'prefix_list_ids'].flatMap((attribute) =>
    peersOf(graph, attribute, written[attribute]),
  );
}

function self(value: Value | undefined, group: Resource | undefined): readonly Peer[] {
  if (isAbsent(value) || value === false || value === 'false') return [];
  return [{ attribute: 'self', kind: 'group', text: 'itself', ...(group && { group }) }];
}

/** Of a rule of which only the place is known. */
function unknownRule(resource: Resource, direction: Direction, unknown: Unknown): GroupRule {
  const peers: readonly Peer[] = [{ attribute: '', kind: 'unknown', unknown }];
  const head = { resource, group: resource, direction, path: direction };
  return { ...head, protocol: unknown, ports: unknown, peers, description: unknown };
}
