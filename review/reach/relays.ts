import { memoized } from '../memoize';
import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { parseCidr } from '../network/cidr';
import { addressesOf, intersect } from './addresses';

import { apiRelays } from './apis';
import { distributionRelays } from './distributions';
import {
  balancerTypes,
  forwardedElsewhere,
  listenersOf,
  registeredElsewhere,
  registeredIn,
  targetGroupsOf,
  type Listener,
  type Target,
} from './load-balancers';
import type { Member } from './members';
import { attachedHost } from './network-interfaces';
import { partyOf, unseen } from './party';
import type { Relay } from './relay';
import type { Topology } from './topology';

/** What hands connections on to a member. */
export const relaysTo = memoized((topology: Topology, member: Member): readonly Relay[] => {
  const { byMember, toAnyone } = relaysOf(topology);
  const maybe = toAnyone.filter(({ mayBe }) => mayBe(member)).map(({ relay }) => relay);
  return [...(byMember.get(member) ?? []), ...maybe];
});

interface Relays {
  readonly byMember: ReadonlyMap<Member, readonly Relay[]>;
  /** Relays with an unknown target, and the members that it may be. */
  readonly toAnyone: readonly { readonly relay: Relay; readonly mayBe: (member: Member) => boolean }[];
}

const relaysOf = memoized((topology: Topology): Relays => {
  const byMember = new Map<Member, Relay[]>();
  const toAnyone: { relay: Relay; mayBe: (member: Member) => boolean }[] = [];
  const add = (target: Member | undefined, relay: Relay) => {
    if (!target) return;
    const same = byMember.get(target);
    if (same) same.push(relay);
    else byMember.set(target, [relay]);
  };
  for (const balancer of topology.members.filter(({ kind }) => kind === 'load balancer')) {
    for (const listener of listenersOf(topology.graph, balancer.resource)) {
      for (const target of listener.targets) {
        const relay = balancerRelay(balancer, listener, target);
        const members = membersMeant(topology, target);
        const unknown = new Unknown(`which targets ${target.by.address} registers`);
        if (typeof members === 'function') toAnyone.push({ relay: { ...relay, unknown }, mayBe: members });
        else for (const member of members) add(member, relay);
      }
    }
  }
  const others = [privateLinks, vpcLinks, apiRelays, sourcesOutsideVpc].flatMap((relaysIn) => relaysIn(topology));
  for (const [target, relay] of others) add(target, relay);
  for (const { to, relay } of distributionRelays(topology)) {
    const members = membersMeant(topology, { to, type: 'alb' });
    if (typeof members === 'function') toAnyone.push({ relay: { ...relay, unknown: to as Unknown }, mayBe: members });
    else for (const member of members) add(member, relay);
  }
  return { byMember, toAnyone };
});

function balancerRelay(balancer: Member, { protocol, port, resource: by }: Listener, target: Target): Relay {
  const { port: targetPort, keepsClient, routes } = target;
  return { front: partyOf(balancer), protocol, port, targetPort, keepsClient, by, routes };
}

/** The members that a target is, or which it may be. */
function membersMeant(
  topology: Topology,
  { to, type }: Pick<Target, 'to' | 'type'>,
): readonly Member[] | ((member: Member) => boolean) {
  if (to instanceof Resource) {
    const member = topology.byResource.get(attachedHost(topology.graph, to) ?? to);
    return member ? [member] : [];
  }
  const written =
    typeof to === 'string' ? topology.members.filter(({ resource }) => resource.at('private_ip') === to) : [];
  if (written.length > 0) return written;
  const cidr = typeof to === 'string' ? parseCidr(to) : undefined;
  const addresses = cidr && addressesOf([cidr], cidr.family);
  return (member) => {
    if (!fits(member, type)) return false;
    if (!cidr || !addresses) return to instanceof Unknown;
    if (typeof member.resource.at('private_ip') === 'string') return false;
    return member.interfaces.some(
      ({ subnets, unplaced }) =>
        unplaced !== undefined || subnets.some(({ ranges }) => intersect(ranges[cidr.family], addresses).length > 0),
    );
  };
}

/** What a target group of a type can have as a target. */
function fits({ kind, listens }: Member, type: string): boolean {
  if (type === 'instance') return kind === 'instance' || kind === 'instances';
  if (type === 'alb') return kind === 'load balancer';
  return type !== 'lambda' && !(Array.isArray(listens) && listens.length === 0);
}

type Relayed = readonly [target: Member | undefined, relay: Relay];

/** An endpoint of a service in the input forwards to the load balancers of that service. */
function privateLinks(topology: Topology): Relayed[] {
  const { graph, byResource } = topology;
  return graph.all('aws_vpc_endpoint').flatMap((endpoint) => {
    const service = graph.resolveFor(endpoint, endpoint.at('service_name'), 'aws_vpc_endpoint_service');
    const front = byResource.get(endpoint);
    if (!(service instanceof Resource) || service.type !== 'aws_vpc_endpoint_service' || !front) return [];
    const unknown = acceptance(graph, endpoint, service);
    const { found } = graph.resolveAllFor(service, service.at('network_load_balancer_arns'), ...balancerTypes);
    return found.map((balancer): Relayed => {
      const relay = { protocol: 'tcp', keepsClient: false, isPrivateLink: true, by: service } as const;
      const doubt = unknown ?? filtersPrivateLink(balancer);
      return [byResource.get(balancer), { ...relay, front: partyOf(front), ...(doubt && { unknown: doubt }) }];
    });
  });
}

function acceptance(graph: Graph, endpoint: Resource, service: Resource): Unknown | undefined {
  const isAsked = asText(service.at('acceptance_required') ?? true) !== 'false';
  const accepters = graph.children(endpoint, 'aws_vpc_endpoint_connection_accepter', 'vpc_endpoint_id').found;
  const isAccepted = asText(endpoint.at('auto_accept') ?? false) === 'true' || accepters.length > 0;
  return isAsked && !isAccepted ? new Unknown(`whether ${endpoint.address} is accepted`) : undefined;
}

/** Whether the groups of a load balancer apply to what comes by PrivateLink: they do unless it is switched off. */
function filtersPrivateLink(balancer: Resource): Unknown | undefined {
  const groups = balancer.at('security_groups');
  const isOff = balancer.at('enforce_security_group_inbound_rules_on_private_link_traffic') === 'off';
  return groups === undefined || isOff
    ? undefined
    : new Unknown(`which consumers the security groups of ${balancer.address} admit`);
}

/** AWS services that are open to the internet and forward requests to a private load balancer or instance. */
function vpcLinks(topology: Topology): Relayed[] {
  const { graph, byResource } = topology;
  const fromService = (by: Resource, what: string, targets: readonly (Resource | undefined)[]): Relayed[] =>
    targets.map((target): Relayed => {
      const unknown = new Unknown(`who can reach ${what} ${by.address}`);
      const relay = { front: unseen(by, unknown), protocol: 'tcp', keepsClient: false, by, unknown } as const;
      return [target && byResource.get(target), { ...relay, isPrivateLink: true }];
    });
  const named = (by: Resource, path: string) =>
    graph
      .resolveAllFor(by, by.at(path), ...balancerTypes, 'aws_instance', 'aws_lb_listener')
      .found.map((one) => balancerOf(graph, one));
  return [
    ...graph
      .all('aws_api_gateway_vpc_link')
      .flatMap((by) => fromService(by, 'the API behind', named(by, 'target_arns'))),
    ...graph
      .all('aws_vpclattice_target_group_attachment')
      .flatMap((by) => fromService(by, 'the service of', named(by, 'target.id'))),
  ];
}

function balancerOf(graph: Graph, one: Resource): Resource | undefined {
  if (!/_listener$/.test(one.type)) return one;
  const found = graph.resolveFor(one, one.at('load_balancer_arn'), ...balancerTypes);
  return found instanceof Resource ? found : undefined;
}

/** Load balancers and target groups that the input does not have. */
function sourcesOutsideVpc(topology: Topology): Relayed[] {
  const { graph, byResource } = topology;
  const member = (to: Target['to']) =>
    to instanceof Resource ? byResource.get(attachedHost(graph, to) ?? to) : undefined;
  const elsewhere = registeredElsewhere(graph).map(({ to, by, group }): Relayed => {
    const relay = { front: unseen(by, group), protocol: 'tcp', keepsClient: false, by, unknown: group } as const;
    return [member(to), relay];
  });
  const foreign = graph.all('aws_lb_listener', 'aws_alb_listener').flatMap((listener) => {
    const balancer = graph.resolveFor(listener, listener.at('load_balancer_arn'), ...balancerTypes);
    const isHere = balancer instanceof Resource && byResource.has(balancer);
    if (isHere || balancer instanceof Unknown) return [];
    const unknown = new Unknown(`who reaches the load balancer of ${listener.address}, which is not in the input`);
    return targetGroupsOf(graph, listener).flatMap(({ group }) =>
      group instanceof Unknown
        ? []
        : registeredIn(graph, group).map(({ to }): Relayed => {
            const relay = { front: unseen(listener, unknown), protocol: 'tcp', keepsClient: false } as const;
            return [member(to), { ...relay, by: listener, unknown }];
          }),
    );
  });
  const forwarded = forwardedElsewhere(graph).flatMap(([group, unknown]) =>
    registeredIn(graph, group).map(({ to, by, port }): Relayed => {
      const relay = { front: unseen(by, unknown), protocol: 'tcp', keepsClient: false, by, unknown } as const;
      const number = asNumber(port ?? group.at('port'));
      return [member(to), { ...relay, ...(Number.isInteger(number) && { targetPort: number }) }];
    }),
  );
  return [...elsewhere, ...foreign, ...forwarded];
}
