import { memoized } from '../memoize';
import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource } from '../model/resource';
import { isAbsent, Unknown, type Value } from '../model/value';
import type { Family } from '../network/cidr';
import { unreadModuleGiven } from '../network/unread-modules';
import type { MemberType, PublicBy } from './member-type';
import type { WrittenInterface } from './network-interfaces';
import type { Subnet } from './vpcs';

/** Whether an interface has an address on the internet, of either family, and what decides it. */
export type PublicAddress = Readonly<Record<Family, { readonly has: boolean | Unknown; readonly because: string }>>;

type Answer = PublicAddress[Family];

/** Where an interface is: the subnets that are known, and why there may be others. */
export interface InterfacePlacement {
  readonly subnets: readonly Subnet[];
  readonly unknown?: Unknown;
}

export function addressesNever({ kind }: MemberType): PublicAddress {
  const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
  const never = { has: false, because: `${article} ${kind} has private addresses only` };
  return { 4: never, 6: never };
}

/** Of what AWS manages: by an attribute, over IPv4 alone unless it has IPv6 addresses. */
export function addressesByAttribute(
  resource: Resource,
  { attribute, publicIs = true, ...by }: PublicBy,
  families: readonly Family[] | Unknown,
): PublicAddress {
  const written = resource.at(attribute);
  const value = written ?? by.default;
  const text = `${attribute} = ${value instanceof Unknown ? 'unknown' : (asText(value) ?? 'a list')}${isAbsent(written) ? ' (default)' : ''}`;
  // MSK has words of its own for it; Transfer Family a list of Elastic IPs.
  const isTrue = value === true || ['true', 'SERVICE_PROVIDED_EIPS'].includes(String(value)) || isNonEmpty(value);
  const answer = { has: value instanceof Unknown ? value : isTrue === publicIs, because: text };
  const of = (family: Family): Answer => {
    if (answer.has === false) return answer;
    if (families instanceof Unknown) return { has: families, because: 'whether it has IPv6' };
    return families.includes(family) ? answer : { has: false, because: `it has no public IPv${family} addresses` };
  };
  return { 4: families instanceof Unknown ? answer : of(4), 6: of(6) };
}

/** Of instances that a service launches: what their subnets give them. */
export function addressesOfSubnets(where: InterfacePlacement): PublicAddress {
  return { 4: bySubnets(where, 'map_public_ip_on_launch'), 6: bySubnets(where, 'assign_ipv6_address_on_creation') };
}

/**
 * Of a task of ECS: IPv4 as its service says. IPv6 in every subnet that has it, even where the subnet assigns none, unless the account's setting
 * `dualStackIPv6` is off; it is on by default (Amazon ECS developer guide, "Task networking for Fargate" and "Account settings").
 */
export function addressesOfTask(
  graph: Graph,
  service: Resource,
  { subnets, unknown }: InterfacePlacement,
): PublicAddress {
  const attribute = 'network_configuration.assign_public_ip';
  const { 4: v4 } = addressesByAttribute(service, { attribute, default: false }, [4, 6]);
  const dual = subnets.find(({ ranges }) => ranges[6].length > 0);
  if (!dual && !unknown) return { 4: v4, 6: { has: false, because: 'its subnets have no IPv6' } };
  const off = graph
    .all('aws_ecs_account_setting_default')
    .find((one) => one.at('name') === 'dualStackIPv6' && mayMeet(one.root, service.root) && isOff(one.at('value')));
  if (off) return { 4: v4, 6: { has: false, because: `${off.address} gives tasks no IPv6 address` } };
  if (!dual && unknown) return { 4: v4, 6: { has: unknown, because: 'whether its subnets have IPv6 is not known' } };
  return { 4: v4, 6: { has: true, because: `tasks in ${dual?.resource.address ?? 'it'} have IPv6 addresses` } };
}

const isOff = (value: Value | undefined) => ['disabled', 'off'].includes(String(asText(value ?? null)));

export function addressesOfInterface(
  graph: Graph,
  host: Resource,
  written: WrittenInterface,
  where: InterfacePlacement,
): PublicAddress {
  return { 4: v4(graph, host, written, where), 6: v6(written, where) };
}

function v4(graph: Graph, host: Resource, written: WrittenInterface, where: InterfacePlacement): Answer {
  const { byTarget, unknown } = elasticAddresses(graph);
  const elastic = written.addressed.map((one) => byTarget.get(one)).find(Boolean);
  if (elastic) return { has: true, because: `it has the Elastic IP ${elastic.address}` };
  const answer = atLaunch(written, where);
  if (answer.has !== false) return answer;
  const stray = unknown.find(({ root }) => mayMeet(root, host.root));
  if (stray) return { has: new Unknown(`whether ${stray.address} is its address`), because: stray.address };
  const module = unreadModuleGiven(graph, host);
  return module ? { has: module, because: module.because } : answer;
}

function atLaunch({ associates, isLaunched }: WrittenInterface, where: InterfacePlacement): Answer {
  if (!isLaunched) return { has: false, because: 'an interface of its own has one only by an Elastic IP' };
  if (!associates) return bySubnets(where, 'map_public_ip_on_launch');
  const { value, where: place } = associates;
  if (value instanceof Unknown) return { has: value, because: `${place} is not known` };
  return { has: asText(value) === 'true', because: `${place} = ${asText(value)}` };
}

const isNonEmpty = (value: Value) => Array.isArray(value) && value.length > 0;

const v6Attributes = ['ipv6_address_count', 'ipv6_addresses', 'ipv6_prefix_count', 'ipv6_prefixes'];

function v6({ v6, isLaunched }: WrittenInterface, where: InterfacePlacement): Answer {
  const isDual = where.subnets.some(({ ranges }) => ranges[6].length > 0);
  if (!isDual && !where.unknown) return { has: false, because: 'its subnets have no IPv6' };
  for (const { written, where: place } of v6) {
    const attribute = v6Attributes.find((one) => isWritten(written[one]));
    if (!attribute) continue;
    const value = written[attribute];
    return { has: value instanceof Unknown ? value : true, because: `${attribute} of ${place}` };
  }
  if (isLaunched) return bySubnets(where, 'assign_ipv6_address_on_creation');
  return { has: false, because: 'the interface has no IPv6 address' };
}

const isWritten = (value: Value | undefined) =>
  !isAbsent(value) && value !== 0 && !(Array.isArray(value) && value.length === 0);

/** By what its subnets give to whatever is launched in them. */
function bySubnets({ subnets, unknown }: InterfacePlacement, attribute: string): Answer {
  for (const { resource } of subnets) {
    const isDefault = resource.type === 'aws_default_subnet' && attribute === 'map_public_ip_on_launch';
    const value = resource.at(attribute) ?? isDefault;
    if (value instanceof Unknown) return { has: value, because: `${attribute} of ${resource.address} is not known` };
    if (asText(value) === 'true') return { has: true, because: `${attribute} = true of ${resource.address}` };
  }
  if (unknown) return { has: unknown, because: `${attribute} of its subnets is not known` };
  return { has: false, because: `neither it nor ${attribute} of its subnets assigns one` };
}

const targetAttributes = ['instance', 'instance_id', 'network_interface', 'network_interface_id'];

/** Elastic IPs by the instance or the interface that has them, and those of which that is not known. */
const elasticAddresses = memoized((graph: Graph) => {
  const byTarget = new Map<Resource, Resource>();
  const unknown: Resource[] = [];
  for (const address of graph.all('aws_eip', 'aws_eip_association')) {
    for (const attribute of targetAttributes) {
      const target = graph.resolveFor(address, address.at(attribute), 'aws_instance', 'aws_network_interface');
      if (target instanceof Resource) byTarget.set(target, address);
      else if (target) unknown.push(address);
    }
  }
  return { byTarget, unknown };
});
