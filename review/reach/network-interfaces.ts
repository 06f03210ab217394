import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value, type ValueMap } from '../model/value';
import { elements } from './member-type';

/** A network interface of a host, as far as it is written. */
export interface WrittenInterface {
  /** What an Elastic IP of this interface names: the instance for its primary one, or the interface. */
  readonly addressed: readonly Resource[];
  readonly subnets: Value | undefined;
  readonly groups: Value | undefined;
  /** Whether it gets a public IPv4 address at launch, and where that is written; absent: as its subnet does. */
  readonly associates?: { readonly value: Value; readonly where: string };
  /** Whether a subnet's own setting gives it addresses: not to an interface that is attached later. */
  readonly isLaunched: boolean;
  /** Blocks and resources that may give it IPv6 addresses. */
  readonly v6: readonly { readonly written: ValueMap; readonly where: string }[];
}

const interfaceType = 'aws_network_interface';

/** The network interfaces of an instance, of the instances of an Auto Scaling group, a fleet or a node group. */
export const hostInterfaces = memoized((graph: Graph, resource: Resource): readonly WrittenInterface[] => {
  if (resource.type === interfaceType) return [attachedInterface(graph, resource)];
  const attached = attachedTo(graph, resource);
  const specifications = blocksAt(resource, 'launch_specification');
  if (specifications.length > 0) return specifications.map((one) => ofSpecification(resource, one));
  const templates = templatesOf(graph, resource);
  const own = hasNamedPrimary(resource) ? [] : templates.flatMap((template) => launched(graph, resource, template));
  return [...own, ...attached];
});

/** Whether a network interface is attached to a host, which then has its addresses. */
export function isAttached(one: Resource, graph: Graph): boolean {
  return attachments(graph).interfaces.has(one);
}

/** The host that an interface is attached to. */
export function attachedHost(graph: Graph, one: Resource): Resource | undefined {
  return attachments(graph).interfaces.get(one)?.[0];
}

/** Security groups that `aws_network_interface_sg_attachment` adds to an interface. */
export function addedGroups(graph: Graph, resource: Resource): readonly Value[] {
  const added = groupAttachments(graph);
  const strays = added.unknown.filter(({ by }) => mayMeet(by.root, resource.root));
  return [...(added.byInterface.get(resource) ?? []), ...strays.map(({ value }) => value)];
}

const groupAttachments = memoized((graph: Graph) => {
  const byInterface = new Map<Resource, Value[]>();
  const unknown: { readonly by: Resource; readonly value: Unknown }[] = [];
  for (const by of graph.all('aws_network_interface_sg_attachment')) {
    const one = graph.resolveFor(by, by.at('network_interface_id'), interfaceType);
    const group = by.at('security_group_id') ?? new Unknown(`security_group_id of ${by.address}`);
    if (one instanceof Unknown)
      unknown.push({ by, value: new Unknown(`which host the interface of ${by.address} is attached to`) });
    else if (one) byInterface.set(one, [...(byInterface.get(one) ?? []), group]);
  }
  return { byInterface, unknown };
});

/** An instance with a primary interface that is a resource of its own has no other at launch. */
function hasNamedPrimary(resource: Resource): boolean {
  const blocks = [...blocksAt(resource, 'primary_network_interface'), ...blocksAt(resource, 'network_interface')];
  return blocks.some((block) => block instanceof Unknown || Number(block.device_index ?? 0) === 0);
}

/** What a launch makes: one interface for each block of its template, else one. */
function launched(graph: Graph, resource: Resource, template: Resource | Unknown | undefined): WrittenInterface[] {
  const subnets = resource.at('subnet_id') ?? resource.at('vpc_zone_identifier') ?? resource.at('subnet_ids');
  const groups = resource.at('vpc_security_group_ids') ?? resource.at('security_groups');
  const own = resource.at('associate_public_ip_address');
  const ownChoice = own === undefined ? {} : { associates: { value: own, where: 'associate_public_ip_address' } };
  const shared = { addressed: [resource], isLaunched: true };
  const v6 = [{ written: resource.attributes, where: resource.address }];
  if (!template) return [{ ...shared, ...ownChoice, subnets: subnets ?? overriddenSubnets(resource), groups, v6 }];
  if (template instanceof Unknown) {
    const unknown = { value: template, where: 'its launch template' };
    return [
      { ...shared, associates: unknown, ...ownChoice, subnets: subnets ?? template, groups: groups ?? template, v6 },
    ];
  }
  const blocks = blocksAt(template, 'network_interfaces');
  const ofTemplate = groups ?? template.at('vpc_security_group_ids') ?? template.at('security_groups');
  if (blocks.length === 0) {
    const value = template.at('associate_public_ip_address');
    const associates = value === undefined ? {} : { associates: { value, where: 'associate_public_ip_address' } };
    return [
      {
        ...shared,
        ...associates,
        ...ownChoice,
        subnets: subnets ?? overriddenSubnets(resource),
        groups: ofTemplate,
        v6,
      },
    ];
  }
  return blocks.flatMap((block): WrittenInterface[] => {
    if (block instanceof Unknown) return [{ ...shared, ...ownChoice, subnets: block, groups: block, v6 }];
    const named = graph.resolveFor(template, block.network_interface_id, interfaceType);
    if (named instanceof Resource) return [attachedInterface(graph, named)];
    const value = block.associate_public_ip_address;
    const where = 'network_interfaces.associate_public_ip_address';
    return [
      {
        ...shared,
        ...(!isAbsent(value) && { associates: { value: value as Value, where } }),
        ...ownChoice,
        subnets: subnets ?? block.subnet_id,
        groups: present(block.security_groups) ?? ofTemplate,
        v6: [...v6, { written: block, where: template.address }],
      },
    ];
  });
}

const present = (value: Value | undefined) => (elements(value).length > 0 ? value : undefined);

/** The subnets that a fleet names beside its template. */
function overriddenSubnets(resource: Resource): Value | undefined {
  const subnets = blocksAt(resource, 'launch_template_config').flatMap((block) =>
    block instanceof Unknown
      ? [block]
      : [block.override, block.overrides].flatMap((overrides) => {
          const read = blocksOf(overrides);
          return read instanceof Unknown ? [read] : read.flatMap(({ subnet_id }) => subnet_id ?? []);
        }),
  );
  return subnets.length > 0 ? subnets : undefined;
}

function ofSpecification(resource: Resource, block: ValueMap | Unknown): WrittenInterface {
  const shared = { addressed: [], isLaunched: true };
  if (block instanceof Unknown) return { ...shared, subnets: block, groups: block, v6: [] };
  const value = block.associate_public_ip_address;
  return {
    ...shared,
    ...(!isAbsent(value) && { associates: { value: value as Value, where: 'associate_public_ip_address' } }),
    ...{ subnets: block.subnet_id, groups: block.vpc_security_group_ids },
    v6: [{ written: block, where: resource.address }],
  };
}

/** An interface that is a resource of its own: it has a public IPv4 address only by an Elastic IP. */
function attachedInterface(graph: Graph, one: Resource | Unknown): WrittenInterface {
  if (one instanceof Unknown) return { addressed: [], subnets: one, groups: one, isLaunched: false, v6: [] };
  const v6 = [{ written: one.attributes, where: one.address }];
  const [host] = attachments(graph).interfaces.get(one) ?? [];
  // An Elastic IP of an instance is one of its primary interface.
  const addressed = host && isPrimary(graph, host, one) ? [one, host] : [one];
  return { addressed, subnets: one.at('subnet_id'), groups: one.at('security_groups'), isLaunched: false, v6 };
}

function isPrimary(graph: Graph, host: Resource, one: Resource): boolean {
  const blocks = [...blocksAt(host, 'primary_network_interface'), ...blocksAt(host, 'network_interface')];
  return blocks.some(
    (block) =>
      !(block instanceof Unknown) &&
      Number(block.device_index ?? 0) === 0 &&
      graph.resolveFor(host, block.network_interface_id, interfaceType) === one,
  );
}

function attachedTo(graph: Graph, host: Resource): WrittenInterface[] {
  const { byHost, unknown } = attachments(graph);
  const strays = unknown.filter(({ by }) => mayMeet(by.root, host.root)).map(({ value }) => value);
  const found = [...new Set(byHost.get(host) ?? [])];
  return [...found, ...(host.type === 'aws_instance' ? strays : [])].map((one) => attachedInterface(graph, one));
}

interface Attachments {
  readonly byHost: ReadonlyMap<Resource, readonly (Resource | Unknown)[]>;
  readonly interfaces: ReadonlyMap<Resource, readonly Resource[]>;
  /** Attachments to an instance that is not known. */
  readonly unknown: readonly { readonly by: Resource; readonly value: Unknown }[];
}

/** Which interfaces are attached to which hosts: by a block of either, or by a resource between them. */
const attachments = memoized((graph: Graph): Attachments => {
  const byHost = new Map<Resource, (Resource | Unknown)[]>();
  const interfaces = new Map<Resource, Resource[]>();
  const unknown: { readonly by: Resource; readonly value: Unknown }[] = [];
  for (const { by, host, one } of writtenAttachments(graph)) {
    if (host instanceof Unknown) unknown.push({ by, value: new Unknown(`which instance ${by.address} belongs to`) });
    if (!(host instanceof Resource)) continue;
    const isWritten = one instanceof Unknown || (one?.mode === 'managed' && one.type === interfaceType);
    const known = isWritten ? one : new Unknown(`the network interface of ${by.address} is not in the input`);
    byHost.set(host, [...(byHost.get(host) ?? []), known]);
    if (known instanceof Resource) interfaces.set(known, [...(interfaces.get(known) ?? []), host]);
  }
  return { byHost, interfaces, unknown };
});

function writtenAttachments(graph: Graph) {
  const named = (by: Resource, value: Value | undefined) => graph.resolveFor(by, value, interfaceType);
  const hostOf = (by: Resource, value: Value | undefined) => graph.resolveFor(by, value, 'aws_instance');
  const blocks = graph.all('aws_instance', 'aws_spot_instance_request').flatMap((host) =>
    [...blocksAt(host, 'primary_network_interface'), ...blocksAt(host, 'network_interface')].map((block) => {
      const one = block instanceof Unknown ? block : named(host, block.network_interface_id);
      return { by: host, host, one };
    }),
  );
  const own = graph.all(interfaceType).flatMap((one) =>
    blocksAt(one, 'attachment').map((block) => {
      return { by: one, host: block instanceof Unknown ? block : hostOf(one, block.instance), one };
    }),
  );
  const between = graph.all('aws_network_interface_attachment').map((by) => {
    return { by, host: hostOf(by, by.at('instance_id')), one: named(by, by.at('network_interface_id')) };
  });
  return [...blocks, ...own, ...between];
}

const templatePaths = ['launch_template', 'mixed_instances_policy.launch_template.launch_template_specification'];
const templateNames = ['id', 'launch_template_id', 'name', 'launch_template_name'];

/** The launch templates of a host; `undefined` where it has none. */
function templatesOf(graph: Graph, resource: Resource): readonly (Resource | Unknown | undefined)[] {
  const fleets = blocksAt(resource, 'launch_template_config').flatMap((block) =>
    block instanceof Unknown ? [block] : blocksIn(block.launch_template_specification),
  );
  const mixed = blocksAt(resource, 'mixed_instances_policy.launch_template.override').flatMap((block) =>
    block instanceof Unknown ? [block] : blocksIn(block.launch_template_specification),
  );
  const written = [...templatePaths.flatMap((path) => blocksAt(resource, path)), ...mixed, ...fleets];
  const found = written.flatMap((block) => (block instanceof Unknown ? [block] : templateIn(graph, resource, block)));
  if (found.length > 0) return [...new Set(found)];
  const configuration = resource.at('launch_configuration');
  if (configuration === undefined) return [undefined];
  return [
    graph.resolveBy(resource, configuration, 'aws_launch_configuration', 'name') ??
      new Unknown(`launch_configuration of ${resource.address} is not in the input`),
  ];
}

function templateIn(graph: Graph, resource: Resource, block: ValueMap): readonly (Resource | Unknown)[] {
  const value = templateNames.map((name) => block[name]).find((one) => !isAbsent(one) && one !== '');
  if (value === undefined) return [];
  const found = graph.resolveBy(resource, value, 'aws_launch_template', 'name');
  const isWritten = found instanceof Unknown || (found?.mode === 'managed' && found.type === 'aws_launch_template');
  return [isWritten ? found : new Unknown(`the launch template of ${resource.address} is not in the input`)];
}

const blocksAt = (resource: Resource, path: string) => blocksIn(resource.at(path));

/** Blocks, or why they are not known. */
function blocksIn(value: Value | undefined): readonly (ValueMap | Unknown)[] {
  const blocks = blocksOf(value);
  return blocks instanceof Unknown ? [blocks] : blocks;
}
