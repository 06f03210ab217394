import { memoized } from '../memoize';
import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import { elements, type Listening } from './member-type';
import { routeBy, type Route } from './requests';
import type { PortRange } from './views';

/** A port of a load balancer, and what it forwards to. */
export interface Listener {
  /** Of a classic load balancer, itself. */
  readonly resource: Resource;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number | Unknown;
  readonly targets: readonly Target[];
}

/** What a listener forwards to. */
export interface Target {
  /** A host, a service, another load balancer; an address; or not known. */
  readonly to: Resource | string | Unknown;
  readonly port: number | Unknown;
  /** The resource that registers it: an attachment, an Auto Scaling group, a service. */
  readonly by: Resource;
  /** `instance`, `ip`, `lambda`, `alb`. */
  readonly type: string;
  /** Whether it sees the client's own address: of a network load balancer. */
  readonly keepsClient: boolean | Unknown;
  /** The requests that it gets: of an Application Load Balancer, by its rules. */
  readonly routes: readonly Route[];
}

export const balancerTypes = ['aws_lb', 'aws_alb', 'aws_elb'] as const;
const groupTypes = ['aws_lb_target_group', 'aws_alb_target_group'] as const;
const listenerTypes = ['aws_lb_listener', 'aws_alb_listener'] as const;
const ruleTypes = ['aws_lb_listener_rule', 'aws_alb_listener_rule'] as const;

/** The ports that a load balancer listens on. Without a listener in the input they are not known. */
export function listeningOn(balancer: Resource, graph: Graph): Listening {
  const listeners = listenersOf(graph, balancer);
  if (listeners.length === 0) return new Unknown(`which ports ${balancer.address} listens on: it has no listener here`);
  const unknown = listeners.find(({ port }) => port instanceof Unknown)?.port;
  if (unknown instanceof Unknown) return unknown;
  return listeners.map(({ protocol, port }): PortRange => ({ protocol, from: port as number, to: port as number }));
}

export const listenersOf = memoized((graph: Graph, balancer: Resource): readonly Listener[] =>
  balancer.type === 'aws_elb' ? classicListeners(graph, balancer) : listenersByArn(graph, balancer),
);

function listenersByArn(graph: Graph, balancer: Resource): readonly Listener[] {
  const listeners = listenerTypes.flatMap((type) => graph.children(balancer, type, 'load_balancer_arn').found);
  const maybe = balancer.type === 'aws_elb' ? [] : strayListeners(graph, balancer);
  return [...listeners.map((one) => [one] as const), ...maybe].flatMap(([resource, stray]): Listener[] => {
    const protocol = String(asText(resource.at('protocol')));
    const targets = targetGroupsOf(graph, resource).flatMap(({ group, routes }) =>
      targetsOf(graph, balancer, resource, group).map((target) => ({ ...target, routes })),
    );
    const port = stray ?? portOf(resource.at('port'), `the port of ${resource.address}`);
    return protocolsOf(protocol).map((one) => ({ resource, protocol: one, port, targets }));
  });
}

/** Listeners of a load balancer that is not known: each may be of any. */
function strayListeners(graph: Graph, balancer: Resource): readonly (readonly [Resource, Unknown])[] {
  return graph.all(...listenerTypes).flatMap((listener) => {
    const found = graph.resolveFor(listener, listener.at('load_balancer_arn'), ...balancerTypes);
    return found instanceof Unknown && mayMeet(listener.root, balancer.root) ? [[listener, found] as const] : [];
  });
}

/** `TCP_UDP` and `TCP_QUIC` are both. */
function protocolsOf(written: string): readonly ('tcp' | 'udp')[] {
  if (/^TCP_/.test(written)) return ['tcp', 'udp'];
  return /UDP|QUIC/.test(written) ? ['udp'] : ['tcp'];
}

/** A target group of a listener, or what names one that is not of the input; and by which actions it gets which requests. */
export interface Forwarding {
  readonly group: Resource | Unknown;
  readonly routes: readonly Route[];
}

/** The target groups of a listener and of its rules. */
export const targetGroupsOf = memoized((graph: Graph, listener: Resource): readonly Forwarding[] => {
  const rules = ruleTypes.flatMap((type) => graph.children(listener, type, 'listener_arn').found);
  const actions = [
    ...blocks(listener, 'default_action').map((action) => [listener, action] as const),
    ...rules.flatMap((rule) => blocks(rule, 'action').map((action) => [rule, action] as const)),
  ];
  const byGroup = new Map<Resource | Unknown, Set<Resource>>();
  for (const [by, action] of actions) {
    const groups = action instanceof Unknown ? [action] : targetGroupsIn(action).map((one) => groupOf(graph, by, one));
    for (const group of groups) byGroup.set(group, (byGroup.get(group) ?? new Set()).add(by));
  }
  return [...byGroup].map(([group, by]) => ({
    group,
    routes: [...by].map((one) => routeBy(one, one === listener)),
  }));
});

function groupOf(graph: Graph, by: Resource, value: Value): Resource | Unknown {
  const group = graph.resolveFor(by, value, ...groupTypes);
  if (group instanceof Unknown || group?.mode === 'managed') return group;
  return new Unknown(`what target group ${group?.address ?? asText(value)} has: it is not in the input`);
}

/** Target groups that a listener outside the input may forward to, and why: a rule of one, or no listener at all here. */
export const forwardedElsewhere = memoized((graph: Graph): readonly (readonly [Resource, Unknown])[] => {
  const listeners = graph.all(...listenerTypes);
  const forwarded = new Set(listeners.flatMap((listener) => targetGroupsOf(graph, listener).map(({ group }) => group)));
  const rules = graph.all(...ruleTypes).flatMap((rule) => {
    const listener = graph.resolveFor(rule, rule.at('listener_arn'), ...listenerTypes);
    if (listener instanceof Resource && listener.mode === 'managed') return [];
    const unknown = new Unknown(`who reaches the listener of ${rule.address}, which is not in the input`);
    const groups = blocks(rule, 'action').flatMap((action) =>
      action instanceof Unknown
        ? []
        : targetGroupsIn(action).map((value) => graph.resolveFor(rule, value, ...groupTypes)),
    );
    return groups.flatMap((group) => (group instanceof Resource ? [[group, unknown] as const] : []));
  });
  const named = new Set(rules.map(([group]) => group));
  const alone = graph
    .all(...groupTypes)
    .filter((group) => !forwarded.has(group) && !named.has(group))
    .map((group) => [group, new Unknown(`who reaches ${group.address}: no listener here forwards to it`)] as const);
  return [...rules, ...alone];
});

/** Blocks, or why they are not known. */
function blocks(resource: Resource, path: string): readonly (ValueMap | Unknown)[] {
  const found = blocksOf(resource.at(path));
  return found instanceof Unknown ? [found] : found;
}

function targetGroupsIn(action: ValueMap): Value[] {
  const forward = blocksOf(action.forward);
  if (forward instanceof Unknown) return [forward];
  const weighted = forward.flatMap(({ target_group }) => {
    const read = blocksOf(target_group);
    return read instanceof Unknown ? [read] : read.map(({ arn }) => arn);
  });
  return [action.target_group_arn, ...weighted].filter((value): value is Value => !isAbsent(value) && value !== '');
}

function targetsOf(
  graph: Graph,
  balancer: Resource,
  listener: Resource,
  group: Resource | Unknown,
): readonly Omit<Target, 'routes'>[] {
  if (group instanceof Unknown) {
    const port = new Unknown('the port of a target group that is not in the input');
    return [{ to: group, port, by: listener, type: 'any', keepsClient: group }];
  }
  const type = String(asText(group.at('target_type') ?? 'instance'));
  return registeredIn(graph, group).map(({ to, port, by }) => ({
    ...{ to, by, type },
    port: portOf(port ?? group.at('port'), `the port of ${group.address}`),
    keepsClient: keepsClient(balancer, group, type),
  }));
}

/**
 * Whether targets see the client's address: of a network load balancer unless it is switched off, and not by default
 * for TCP and TLS to targets by address
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html).
 */
function keepsClient(balancer: Resource, group: Resource, type: string): boolean | Unknown {
  const kind = balancer.at('load_balancer_type');
  if (kind instanceof Unknown) return kind;
  if (kind !== 'network') return false;
  const protocol = String(asText(group.at('protocol') ?? 'TCP'));
  const isOff = type === 'ip' && (protocol === 'TCP' || protocol === 'TLS');
  const written = group.at('preserve_client_ip');
  return written instanceof Unknown ? written : asText(written ?? !isOff) === 'true';
}

interface Registered {
  readonly to: Target['to'];
  readonly port?: Value;
  readonly by: Resource;
}

/** What registers in a target group; what registers in one that is not known may be of any. */
export function registeredIn(graph: Graph, group: Resource): readonly Registered[] {
  return registrations(graph).byGroup.get(group) ?? [];
}

/** What is registered in target groups that the input does not have, and why they are not known. */
export function registeredElsewhere(graph: Graph): readonly (Registered & { readonly group: Unknown })[] {
  return registrations(graph).elsewhere;
}

const registrations = memoized((graph: Graph) => {
  const byGroup = new Map<Resource, Registered[]>();
  const elsewhere: (Registered & { readonly group: Unknown })[] = [];
  for (const { groups, ...registered } of [...attachments(graph), ...hosts(graph)]) {
    for (const value of elements(groups)) {
      const group = graph.resolveFor(registered.by, value, ...groupTypes);
      if (group instanceof Resource && group.mode === 'managed') {
        const same = byGroup.get(group);
        if (same) same.push(registered);
        else byGroup.set(group, [registered]);
      } else if (group instanceof Resource || group instanceof Unknown || /^arn:/.test(String(asText(value)))) {
        const because =
          group instanceof Unknown ? group.because : `target group ${group?.address ?? String(asText(value))}`;
        elsewhere.push({ ...registered, group: new Unknown(`who reaches it through ${because}`) });
      }
    }
  }
  return { byGroup, elsewhere };
});

type Registration = Registered & { readonly groups: Value | undefined };

function attachments(graph: Graph): Registration[] {
  return graph.all('aws_lb_target_group_attachment', 'aws_alb_target_group_attachment').map((one) => {
    const value = one.at('target_id');
    const target = graph.resolveFor(one, value, 'aws_instance', ...balancerTypes, 'aws_lambda_function');
    const to = target ?? (typeof value === 'string' ? value : new Unknown(`target_id of ${one.address}`));
    const port = one.at('port');
    return { by: one, to, groups: one.at('target_group_arn'), ...(port !== undefined && { port }) };
  });
}

/** Auto Scaling groups and services, which register their own; and what attaches such a group. */
function hosts(graph: Graph): Registration[] {
  const traffic = (one: Resource) =>
    blocks(one, 'traffic_source').map((block) => (block instanceof Unknown ? block : (block.identifier ?? null)));
  const groups = graph
    .all('aws_autoscaling_group')
    .map((one) => ({ by: one, to: one, groups: [...elements(one.at('target_group_arns')), ...traffic(one)] }));
  const attached = graph.all('aws_autoscaling_attachment', 'aws_autoscaling_traffic_source_attachment').map((one) => ({
    by: one,
    to: scalingGroupOf(graph, one),
    groups: [...elements(one.at('lb_target_group_arn') ?? one.at('alb_target_group_arn')), ...traffic(one)],
  }));
  const services = graph.all('aws_ecs_service').flatMap((one) =>
    blocks(one, 'load_balancer').map((block) => {
      if (block instanceof Unknown) return { by: one, to: one, groups: block, port: block };
      const { target_group_arn: groups, container_port: port } = block;
      // Tasks without a network configuration are on ports of the instances that run them.
      if (one.at('network_configuration') === undefined && one.at('launch_type') !== 'FARGATE') {
        const unknown = new Unknown(`which instances run ${one.address}`);
        return { by: one, to: unknown, groups, port: new Unknown(`the host port of ${one.address}`) };
      }
      return { by: one, to: one, groups, ...(port !== undefined && { port }) };
    }),
  );
  return [...groups, ...attached, ...services];
}

function scalingGroupOf(graph: Graph, one: Resource): Resource | Unknown {
  const found = graph.resolveBy(one, one.at('autoscaling_group_name'), 'aws_autoscaling_group', 'name');
  return found ?? new Unknown(`autoscaling_group_name of ${one.address}`);
}

function classicListeners(graph: Graph, balancer: Resource): readonly Listener[] {
  const targets = classicTargets(graph, balancer);
  return blocks(balancer, 'listener').map((block): Listener => {
    const shared = { resource: balancer, protocol: 'tcp' } as const;
    const at = (port: number | Unknown): readonly Target[] =>
      targets.map(({ to, by }) => ({ to, by, port, type: 'instance', keepsClient: false, routes: [] }));
    if (block instanceof Unknown) return { ...shared, port: block, targets: at(block) };
    const what = `a port of ${balancer.address}`;
    return { ...shared, port: portOf(block.lb_port, what), targets: at(portOf(block.instance_port, what)) };
  });
}

function classicTargets(graph: Graph, balancer: Resource): readonly Registered[] {
  const instances = elements(balancer.at('instances')).map((value) => {
    const found = graph.resolveFor(balancer, value, 'aws_instance');
    return { to: found ?? new Unknown(`instances of ${balancer.address}`), by: balancer };
  });
  const attached = graph.children(balancer, 'aws_elb_attachment', 'elb', 'name').found.map((one) => {
    const found = graph.resolveFor(one, one.at('instance'), 'aws_instance');
    return { to: found ?? new Unknown(`instance of ${one.address}`), by: one };
  });
  const groups = graph
    .children(balancer, 'aws_autoscaling_group', 'load_balancers', 'name')
    .found.map((one) => ({ to: one, by: one }));
  const joined = graph
    .children(balancer, 'aws_autoscaling_attachment', 'elb', 'name')
    .found.map((one) => ({ to: scalingGroupOf(graph, one), by: one }));
  return [...instances, ...attached, ...groups, ...joined];
}

function portOf(value: Value | undefined, what: string): number | Unknown {
  if (value instanceof Unknown) return value;
  return Number.isInteger(asNumber(value)) ? asNumber(value) : new Unknown(what);
}
