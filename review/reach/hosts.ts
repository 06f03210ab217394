import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value } from '../model/value';
import { inBlocks } from './elements';

/** What places an instance, or the instances of a group. */
export const host = { subnets: hostSubnets, groups: hostGroups, address: 'host' } as const;

/** The template of a host, or nothing: by reference, name or a mixed policy. */
export function templateOf(resource: Resource, graph: Graph): Resource | Unknown | undefined {
  const paths = ['launch_template', 'mixed_instances_policy.launch_template.launch_template_specification'];
  for (const path of paths) {
    for (const name of ['id', 'launch_template_id', 'name', 'launch_template_name']) {
      const value = resource.at(`${path}.${name}`);
      if (isAbsent(value)) continue;
      return graph.resolveBy(resource, value, 'aws_launch_template', 'name');
    }
  }
  return graph.resolveFor(resource, resource.at('launch_configuration'), 'aws_launch_configuration');
}

function hostGroups(resource: Resource, graph: Graph): Value | undefined {
  const own = resource.at('vpc_security_group_ids') ?? resource.at('security_groups');
  if (!isAbsent(own)) return own;
  const attached = interfacesOf(resource, graph);
  if (attached.length > 0) return attached.flatMap((one) => one.at('security_groups') ?? []);
  const template = templateOf(resource, graph);
  if (!template || template instanceof Unknown) return template;
  const ofInterfaces = inBlocks(template, 'network_interfaces', 'security_groups');
  if (ofInterfaces instanceof Unknown || (ofInterfaces as readonly Value[]).length > 0) return ofInterfaces;
  return template.at('vpc_security_group_ids') ?? template.at('security_groups');
}

/** The network interfaces that an instance names. */
export function interfacesOf(resource: Resource, graph: Graph): readonly Resource[] {
  const blocks = blocksOf(resource.at('network_interface'));
  const named = blocks instanceof Unknown ? [] : blocks.map(({ network_interface_id }) => network_interface_id);
  return graph.resolveAllFor(resource, named as Value[], 'aws_network_interface').found;
}

function hostSubnets(resource: Resource, graph: Graph): Value | undefined {
  const own = resource.at('subnet_id') ?? resource.at('vpc_zone_identifier');
  if (!isAbsent(own)) return own;
  const attached = interfacesOf(resource, graph).flatMap((one) => one.at('subnet_id') ?? []);
  if (attached.length > 0) return attached;
  const template = templateOf(resource, graph);
  return template instanceof Resource ? inBlocks(template, 'network_interfaces', 'subnet_id') : undefined;
}

const attachedIndexes = new WeakMap<Graph, ReadonlySet<Resource>>();

/** Whether a network interface is that of an instance, which tells of both. */
export function isAttached(one: Resource, graph: Graph): boolean {
  const known = attachedIndexes.get(graph);
  const index = known ?? new Set(graph.all('aws_instance').flatMap((instance) => interfacesOf(instance, graph)));
  if (!known) attachedIndexes.set(graph, index);
  return index.has(one);
}
