import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import { elements } from './elements';
import type { Member } from './members';
import type { Topology } from './topology';

/** A port of a load balancer, and the port of a member that it hands connections on to. */
export interface Front {
  readonly balancer: Member;
  readonly listener: Resource;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number | Unknown;
  readonly targetPort: number | Unknown;
  /** Whether the member sees the client's own address: of a network load balancer. */
  readonly keepsClient: boolean;
}

const indexes = new WeakMap<Topology, ReadonlyMap<Resource, readonly Front[]>>();

/** The load balancers that stand before a member. */
export function frontsOf(topology: Topology, member: Member): readonly Front[] {
  const known = indexes.get(topology);
  const index = known ?? indexOf(topology);
  if (!known) indexes.set(topology, index);
  return index.get(member.resource) ?? [];
}

function indexOf(topology: Topology): ReadonlyMap<Resource, readonly Front[]> {
  const fronts = new Map<Resource, Front[]>();
  for (const balancer of topology.members.filter(({ kind }) => kind === 'load balancer')) {
    const found = balancer.resource.type === 'aws_elb' ? classic(topology, balancer) : modern(topology, balancer);
    for (const [target, front] of found) {
      const same = fronts.get(target);
      if (same) same.push(front);
      else fronts.set(target, [front]);
    }
  }
  return fronts;
}

const groupTypes = ['aws_lb_target_group', 'aws_alb_target_group'] as const;

type Targeted = readonly [target: Resource, front: Front];
const ports = (value: Value | undefined, what: string): number | Unknown =>
  value instanceof Unknown ? value : Number.isInteger(asNumber(value)) ? asNumber(value) : new Unknown(what);

function modern({ graph }: Topology, balancer: Member): Targeted[] {
  const listeners = ['aws_lb_listener', 'aws_alb_listener'].flatMap(
    (type) => graph.children(balancer.resource, type, 'load_balancer_arn').found,
  );
  return listeners.flatMap((listener) => {
    const rules = graph.children(listener, 'aws_lb_listener_rule', 'listener_arn').found;
    const actions = [...written(listener, 'default_action'), ...rules.flatMap((rule) => written(rule, 'action'))];
    const groups = graph.resolveAllFor(listener, actions.flatMap(groupsOf), ...groupTypes).found;
    const protocol = /UDP/.test(asText(listener.at('protocol') ?? '')) ? ('udp' as const) : ('tcp' as const);
    const port = ports(listener.at('port'), `the port of ${listener.address}`);
    return [...new Set(groups)].flatMap((group) =>
      targetsOf(graph, group).map(([target, own]): Targeted => {
        const targetPort = ports(own ?? group.at('port'), `the port of ${group.address}`);
        return [target, { balancer, listener, protocol, port, targetPort, keepsClient: keeps(balancer, group) }];
      }),
    );
  });
}

/** Of a network load balancer: unless it says otherwise, the members of a group by instance, not those by address. */
function keeps({ resource }: Member, group: Resource): boolean {
  if (resource.at('load_balancer_type') !== 'network') return false;
  const byInstance = (group.at('target_type') ?? 'instance') === 'instance';
  return asText(group.at('preserve_client_ip') ?? byInstance) === 'true';
}

function written(resource: Resource, path: string): readonly ValueMap[] {
  const blocks = blocksOf(resource.at(path));
  return blocks instanceof Unknown ? [] : blocks;
}

function groupsOf(action: ValueMap): Value[] {
  const forward = blocksOf(action.forward);
  const weighted = forward instanceof Unknown ? [] : forward.flatMap(({ target_group }) => [target_group]);
  const blocks = weighted.flatMap((value) => {
    const read = blocksOf(value);
    return read instanceof Unknown ? [] : read.map(({ arn }) => arn);
  });
  return [action.target_group_arn, ...blocks].filter((value): value is Value => !isAbsent(value));
}

const targetIndexes = new WeakMap<Graph, ReadonlyMap<Resource, readonly (readonly [Resource, Value?])[]>>();

function targetsOf(graph: Graph, group: Resource): readonly (readonly [Resource, Value?])[] {
  const known = targetIndexes.get(graph);
  const index = known ?? targetIndex(graph);
  if (!known) targetIndexes.set(graph, index);
  return index.get(group) ?? [];
}

/** What each target group hands on to: attached, registered by an auto-scaling group or by a service. */
function targetIndex(graph: Graph): ReadonlyMap<Resource, readonly (readonly [Resource, Value?])[]> {
  const index = new Map<Resource, (readonly [Resource, Value?])[]>();
  const add = (from: Resource, groups: Value | undefined, target: Resource | Unknown | undefined, port?: Value) => {
    if (!(target instanceof Resource)) return;
    for (const group of graph.resolveAllFor(from, groups, ...groupTypes).found) {
      index.set(group, [...(index.get(group) ?? []), [target, port]]);
    }
  };
  for (const one of graph.all('aws_lb_target_group_attachment', 'aws_alb_target_group_attachment')) {
    const target = graph.resolveFor(one, one.at('target_id'), 'aws_instance', 'aws_lb', 'aws_lambda_function');
    add(one, one.at('target_group_arn'), target, one.at('port'));
  }
  for (const one of graph.all('aws_autoscaling_group')) add(one, one.at('target_group_arns'), one);
  for (const one of graph.all('aws_autoscaling_attachment')) {
    const groups = [one.at('lb_target_group_arn') ?? one.at('alb_target_group_arn')];
    add(
      one,
      groups.flatMap(elements),
      graph.resolveFor(one, one.at('autoscaling_group_name'), 'aws_autoscaling_group'),
    );
  }
  for (const one of graph.all('aws_ecs_service')) {
    for (const block of written(one, 'load_balancer')) add(one, block.target_group_arn, one, block.container_port);
  }
  return index;
}

function classic({ graph }: Topology, balancer: Member): Targeted[] {
  const { resource } = balancer;
  const instances = graph.resolveAllFor(resource, resource.at('instances'), 'aws_instance').found;
  const groups = graph.children(resource, 'aws_autoscaling_group', 'load_balancers').found;
  return written(resource, 'listener').flatMap(({ lb_port, instance_port }) =>
    [...instances, ...groups].map((target): Targeted => {
      const port = ports(lb_port, `a port of ${resource.address}`);
      const targetPort = ports(instance_port, `a port of ${resource.address}`);
      return [target, { balancer, listener: resource, protocol: 'tcp', port, targetPort, keepsClient: false }];
    }),
  );
}
