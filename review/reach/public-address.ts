import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Reference, Unknown, type Value } from '../model/value';
import type { Family } from '../network/cidr';
import { interfacesOf, templateOf } from './hosts';
import type { Kind } from './kind';
import type { Subnet } from './topology';

/** Whether a member has an address on the internet, of either family, and what says so. */
export type PublicAddress = Readonly<Record<Family, { readonly has: boolean | Unknown; readonly because: string }>>;

type Answer = PublicAddress[Family];

export function publicAddressOf(
  graph: Graph,
  resource: Resource,
  kind: Kind,
  subnets: readonly Subnet[],
): PublicAddress {
  const { address } = kind;
  if (!address) {
    const never = {
      has: false,
      because: `${/^[aeiou]/.test(kind.kind) ? 'an' : 'a'} ${kind.kind} has private addresses only`,
    };
    return { 4: never, 6: never };
  }
  if (address === 'host') return { 4: hostV4(graph, resource, subnets), 6: hostV6(graph, resource, subnets) };
  const { attribute, publicIs = true } = address;
  const written = resource.at(attribute);
  const value = written ?? address.default;
  const text = `${attribute} = ${value instanceof Unknown ? 'unknown' : asText(value ?? null)}${isAbsent(written) ? ' (default)' : ''}`;
  if (value instanceof Unknown) return both({ has: value, because: text }, subnets);
  // MSK says it in words of its own.
  const isSaid = value === true || value === 'true' || value === 'SERVICE_PROVIDED_EIPS';
  return both({ has: isSaid === publicIs, because: text }, subnets);
}

/** Of IPv6 only where a subnet has it. */
function both(answer: Answer, subnets: readonly Subnet[]): PublicAddress {
  const hasV6 = subnets.some(({ ranges }) => ranges[6].length > 0);
  return { 4: answer, 6: hasV6 ? answer : { has: false, because: 'its subnets have no IPv6' } };
}

function hostV4(graph: Graph, resource: Resource, subnets: readonly Subnet[]): Answer {
  const elastic = elasticAddress(graph, resource);
  if (elastic) return { has: true, because: `it has the Elastic IP ${elastic.address}` };
  const said = associates(graph, resource);
  if (said.value instanceof Unknown) return { has: said.value, because: `${said.where} is not known` };
  if (!isAbsent(said.value)) {
    return { has: asText(said.value) === 'true', because: `${said.where} = ${asText(said.value)}` };
  }
  return launched(subnets, 'map_public_ip_on_launch');
}

function hostV6(graph: Graph, resource: Resource, subnets: readonly Subnet[]): Answer {
  if (!subnets.some(({ ranges }) => ranges[6].length > 0)) return { has: false, because: 'its subnets have no IPv6' };
  const template = templateOf(resource, graph);
  const paths = ['ipv6_address_count', 'ipv6_addresses', 'network_interfaces.ipv6_address_count'];
  for (const one of [resource, template]) {
    if (!(one instanceof Resource)) continue;
    const path = paths.find((path) => !isAbsent(one.at(path)) && one.at(path) !== 0);
    const value = path && one.at(path);
    if (path) return { has: value instanceof Unknown ? value : true, because: `${path} of ${one.address}` };
  }
  return launched(subnets, 'assign_ipv6_address_on_creation');
}

/** By what its subnets give to whatever is launched in them. */
function launched(subnets: readonly Subnet[], attribute: string): Answer {
  for (const { resource } of subnets) {
    const isDefault = resource.type === 'aws_default_subnet' && attribute === 'map_public_ip_on_launch';
    const value = resource.at(attribute) ?? isDefault;
    if (value instanceof Unknown) return { has: value, because: `${attribute} of ${resource.address} is not known` };
    if (asText(value) === 'true') return { has: true, because: `${attribute} = true of ${resource.address}` };
  }
  return { has: false, because: `nothing gives it one, nor does ${attribute} of its subnets` };
}

function associates(graph: Graph, resource: Resource): { readonly value: Value | undefined; readonly where: string } {
  const template = templateOf(resource, graph);
  const ofTemplate = ['network_interfaces.associate_public_ip_address', 'associate_public_ip_address'];
  for (const [one, paths] of [
    [resource, ['associate_public_ip_address']],
    [template, ofTemplate],
  ] as const) {
    if (one instanceof Unknown) return { value: one, where: 'its launch template' };
    if (!one) continue;
    const path = paths.find((path) => !isAbsent(one.at(path)));
    if (path) return { value: one.at(path), where: path };
  }
  return { value: undefined, where: 'associate_public_ip_address' };
}

const elasticIndexes = new WeakMap<Graph, ReadonlyMap<Resource, Resource>>();

/** The Elastic IP of an instance or a network interface. */
function elasticAddress(graph: Graph, resource: Resource): Resource | undefined {
  const known = elasticIndexes.get(graph);
  const index = known ?? elasticIndex(graph);
  if (!known) elasticIndexes.set(graph, index);
  return [resource, ...interfacesOf(resource, graph)].map((one) => index.get(one)).find(Boolean);
}

function elasticIndex(graph: Graph): ReadonlyMap<Resource, Resource> {
  const index = new Map<Resource, Resource>();
  for (const address of graph.all('aws_eip', 'aws_eip_association')) {
    for (const attribute of ['instance', 'instance_id', 'network_interface', 'network_interface_id']) {
      const value = address.at(attribute);
      if (value instanceof Reference) index.set(value.resource, address);
    }
  }
  return index;
}
