import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource, type Root } from '../model/resource';
import { Unknown } from '../model/value';
import { rulesFrom, type Direction, type GroupRule } from './security-group-rule-resources';

export type { Direction, GroupRule };

/** The types of security groups. */
export const groupTypes = ['aws_security_group', 'aws_default_security_group'] as const;
/** The types that write rules of a direction. */
export const ruleTypes = {
  ingress: [...groupTypes, 'aws_security_group_rule', 'aws_vpc_security_group_ingress_rule'],
  egress: [...groupTypes, 'aws_security_group_rule', 'aws_vpc_security_group_egress_rule'],
} as const;

interface Index {
  readonly byGroup: ReadonlyMap<Resource, readonly GroupRule[]>;
  readonly byResource: ReadonlyMap<Resource, readonly GroupRule[]>;
  /** The first rule of each environment of which the group is not known. */
  readonly doubts: ReadonlyMap<string, { readonly root: Root; readonly unknown: Unknown }>;
}

/** The rules of a group, of all roots, and why there may be more than were found. */
export function rulesOfGroup(graph: Graph, group: Resource): { rules: readonly GroupRule[]; unknown?: Unknown } {
  const { byGroup, doubts } = indexOf(graph);
  const { unknown } = [...doubts.values()].find(({ root }) => mayMeet(root, group.root)) ?? {};
  const rules = byGroup.get(canonicalGroup(graph, group)) ?? [];
  return unknown ? { rules, unknown } : { rules };
}

/** The rules that a resource writes: a group its inline ones, a rule resource itself. */
export function rulesWrittenIn(graph: Graph, resource: Resource): readonly GroupRule[] {
  return indexOf(graph).byResource.get(resource) ?? [];
}

/** The one resource that stands for a group: of a VPC's default group, the VPC, where that is of the graph. */
export function canonicalGroup(graph: Graph, group: Resource): Resource {
  if (group.type !== 'aws_default_security_group') return group;
  const vpc = graph.resolveFor(group, group.at('vpc_id'), 'aws_vpc', 'aws_default_vpc');
  return vpc instanceof Resource ? vpc : group;
}

const indexOf = memoized((graph: Graph): Index => {
  const byGroup = new Map<Resource, GroupRule[]>();
  const byResource = new Map<Resource, readonly GroupRule[]>();
  const doubts = new Map<string, { readonly root: Root; readonly unknown: Unknown }>();
  const types = new Set([...ruleTypes.ingress, ...ruleTypes.egress]);
  for (const resource of graph.all(...types)) {
    const rules = rulesFrom(graph, resource);
    byResource.set(resource, rules);
    for (const rule of rules) {
      const { root } = resource;
      if (rule.group instanceof Unknown && !doubts.has(root.environment)) {
        doubts.set(root.environment, { root, unknown: rule.group });
      }
      if (!(rule.group instanceof Resource)) continue;
      const group = canonicalGroup(graph, rule.group);
      const same = byGroup.get(group);
      if (same) same.push(rule);
      else byGroup.set(group, [rule]);
    }
  }
  return { byGroup, byResource, doubts };
});
