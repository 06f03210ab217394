import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, Unknown, type Value } from '../model/value';
import { inBlocks } from './members';

type Read<T> = (resource: Resource, graph: Graph) => T;

/** What gives a resource of a type its addresses. */
export interface Kind {
  readonly type: string;
  /** In words. */
  readonly kind: string;
  readonly keepsData?: boolean;
  readonly listens?: boolean;
  /** Whether it has addresses of its own. @default it has */
  readonly exists?: Read<boolean>;
  readonly subnets: Read<Value | undefined>;
  /** The attribute that places it, for what is said where it does not. */
  readonly where?: string;
  readonly groups: Read<Value | undefined>;
  /** Whether AWS gives it no group when none is written. */
  readonly unguarded?: (resource: Resource) => boolean;
  /** `host`: by what an instance says, else its subnet; the rest: by an attribute, else never. */
  readonly address?: 'host' | { readonly attribute: string; readonly default: boolean; readonly publicIs?: boolean };
  readonly port?: Read<Value | undefined>;
}

const at = (path: string) => (resource: Resource) => resource.at(path);
const nothing = () => undefined;

/** Through the subnet group that an attribute names. */
const bySubnetGroup = (attribute: string, type: string) => ({
  where: attribute,
  subnets: (resource: Resource, graph: Graph): Value | undefined => {
    const group = graph.resolve(follow(resource, graph, attribute), type);
    if (group instanceof Unknown) return group;
    if (group) return group.at('subnet_ids');
    const written = resource.at(attribute);
    return isAbsent(written)
      ? undefined
      : new Unknown(`the subnets of ${JSON.stringify(written)} are not in the input`);
  },
});

/** A replica in the region of its source is where that is. */
function follow(resource: Resource, graph: Graph, attribute: string, depth = 0): Value | undefined {
  const written = resource.at(attribute);
  if (!isAbsent(written) || depth > 3) return written;
  const named = resource.at('replicate_source_db');
  const source = graph.resolve(named, 'aws_db_instance') ?? byIdentifier(graph, named);
  return source instanceof Resource ? follow(source, graph, attribute, depth + 1) : undefined;
}

const identifierIndexes = new WeakMap<Graph, ReadonlyMap<Value | undefined, Resource>>();

function byIdentifier(graph: Graph, identifier: Value | undefined): Resource | undefined {
  const known = identifierIndexes.get(graph);
  const index = known ?? new Map(graph.all('aws_db_instance').map((one) => [one.at('identifier'), one]));
  if (!known) identifierIndexes.set(graph, index);
  return identifier === undefined ? undefined : index.get(identifier);
}

/** What an instance of a cluster takes from its cluster. */
const fromCluster = (type: string, attribute: string) => (resource: Resource, graph: Graph) => {
  const cluster = graph.resolve(resource.at('cluster_identifier'), type);
  return cluster instanceof Resource ? cluster.at(attribute) : cluster;
};

/** A cluster has no addresses but those of its instances. */
const withoutInstances = (type: string) => (cluster: Resource, graph: Graph) =>
  graph.children(cluster, type, 'cluster_identifier').found.length === 0;

const publicly = (attribute = 'publicly_accessible', unless = false) => ({ attribute, default: unless });
const portOr = (port: number) => (resource: Resource) => resource.at('port') ?? port;
const enginePort = (resource: Resource) =>
  resource.at('port') ?? (/mysql|maria/.test(String(resource.at('engine') ?? '')) ? 3306 : 5432);

/** The template of a host, or nothing: by reference, name or a mixed policy. */
export function templateOf(resource: Resource, graph: Graph): Resource | Unknown | undefined {
  const paths = ['launch_template', 'mixed_instances_policy.launch_template.launch_template_specification'];
  for (const path of paths) {
    for (const name of ['id', 'launch_template_id', 'name', 'launch_template_name']) {
      const value = resource.at(`${path}.${name}`);
      if (isAbsent(value)) continue;
      const found = graph.resolve(value, 'aws_launch_template');
      return found ?? graph.all('aws_launch_template').find((template) => template.at('name') === value);
    }
  }
  return graph.resolve(resource.at('launch_configuration'), 'aws_launch_configuration');
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
  return graph.resolveAll(named as Value[], 'aws_network_interface').found;
}

function hostSubnets(resource: Resource, graph: Graph): Value | undefined {
  const own = resource.at('subnet_id') ?? resource.at('vpc_zone_identifier');
  if (!isAbsent(own)) return own;
  const attached = interfacesOf(resource, graph).flatMap((one) => one.at('subnet_id') ?? []);
  if (attached.length > 0) return attached;
  const template = templateOf(resource, graph);
  return template instanceof Resource ? inBlocks(template, 'network_interfaces', 'subnet_id') : undefined;
}

const host = { subnets: hostSubnets, groups: hostGroups, address: 'host' } as const;
const store = (type: string, kind: string, port: number, place: Pick<Kind, 'subnets' | 'where'>): Kind => {
  return { type, kind, keepsData: true, ...place, groups: at('security_group_ids'), port: portOr(port) };
};
const inSubnets = { subnets: at('subnet_ids'), where: 'subnet_ids' };
const attachedIndexes = new WeakMap<Graph, ReadonlySet<Resource>>();

function isAttached(one: Resource, graph: Graph): boolean {
  const known = attachedIndexes.get(graph);
  const index = known ?? new Set(graph.all('aws_instance').flatMap((instance) => interfacesOf(instance, graph)));
  if (!known) attachedIndexes.set(graph, index);
  return index.has(one);
}

const isNetwork = (lb: Resource) =>
  lb.at('load_balancer_type') === 'network' || lb.at('load_balancer_type') === 'gateway';

const balancer = (type: string): Kind => ({
  type,
  kind: 'load balancer',
  subnets: (lb) => lb.at('subnets') ?? inBlocks(lb, 'subnet_mapping', 'subnet_id'),
  where: 'subnets',
  groups: at('security_groups'),
  unguarded: isNetwork,
  address: { attribute: 'internal', default: false, publicIs: false },
});
const cluster = (prefix: string, groups: string, port: number): Kind[] => {
  const place = bySubnetGroup('db_subnet_group_name', groups);
  const [type, instances] = [`${prefix}_cluster`, `${prefix}_cluster_instance`];
  const shared = { kind: 'database', keepsData: true, where: place.where, port: portOr(port) };
  return [
    { ...shared, ...place, type, groups: at('vpc_security_group_ids'), exists: withoutInstances(instances) },
    {
      ...shared,
      type: instances,
      subnets: (one, graph) => {
        const parent = graph.resolve(one.at('cluster_identifier'), type);
        return place.subnets(parent instanceof Resource && !one.at('db_subnet_group_name') ? parent : one, graph);
      },
      groups: fromCluster(type, 'vpc_security_group_ids'),
      address: publicly(),
    },
  ];
};

/** Every type with addresses in a VPC. */
export const kinds: readonly Kind[] = [
  { type: 'aws_instance', kind: 'instance', ...host, where: 'subnet_id' },
  { type: 'aws_autoscaling_group', kind: 'instances', ...host, where: 'vpc_zone_identifier' },
  {
    type: 'aws_network_interface',
    kind: 'network interface',
    exists: (one, graph) => !isAttached(one, graph),
    subnets: at('subnet_id'),
    groups: at('security_groups'),
    address: 'host',
  },
  balancer('aws_lb'),
  balancer('aws_alb'),
  { ...balancer('aws_elb'), unguarded: () => false },
  {
    type: 'aws_db_instance',
    kind: 'database',
    keepsData: true,
    ...bySubnetGroup('db_subnet_group_name', 'aws_db_subnet_group'),
    groups: at('vpc_security_group_ids'),
    address: publicly(),
    port: enginePort,
  },
  ...cluster('aws_rds', 'aws_db_subnet_group', 5432),
  ...cluster('aws_docdb', 'aws_docdb_subnet_group', 27017),
  ...cluster('aws_neptune', 'aws_neptune_subnet_group', 8182).map((kind) => ({
    ...kind,
    ...(kind.exists && bySubnetGroup('neptune_subnet_group_name', 'aws_neptune_subnet_group')),
  })),
  store(
    'aws_elasticache_replication_group',
    'cache',
    6379,
    bySubnetGroup('subnet_group_name', 'aws_elasticache_subnet_group'),
  ),
  {
    ...store(
      'aws_elasticache_cluster',
      'cache',
      6379,
      bySubnetGroup('subnet_group_name', 'aws_elasticache_subnet_group'),
    ),
    exists: (one) => one.at('replication_group_id') === undefined,
  },
  store('aws_elasticache_serverless_cache', 'cache', 6379, inSubnets),
  store('aws_memorydb_cluster', 'cache', 6379, bySubnetGroup('subnet_group_name', 'aws_memorydb_subnet_group')),
  store('aws_dax_cluster', 'cache', 8111, bySubnetGroup('subnet_group_name', 'aws_dax_subnet_group')),
  {
    ...store('aws_efs_mount_target', 'file system', 2049, { subnets: at('subnet_id') }),
    groups: at('security_groups'),
  },
  ...['lustre', 'windows', 'ontap', 'openzfs'].map((flavour) =>
    store(
      `aws_fsx_${flavour}_file_system`,
      'file system',
      flavour === 'lustre' ? 988 : flavour === 'windows' ? 445 : 2049,
      inSubnets,
    ),
  ),
  {
    type: 'aws_redshift_cluster',
    kind: 'warehouse',
    keepsData: true,
    ...bySubnetGroup('cluster_subnet_group_name', 'aws_redshift_subnet_group'),
    groups: at('vpc_security_group_ids'),
    address: publicly('publicly_accessible', true),
    port: portOr(5439),
  },
  { ...store('aws_redshiftserverless_workgroup', 'warehouse', 5439, inSubnets), address: publicly() },
  {
    type: 'aws_opensearch_domain',
    kind: 'search',
    keepsData: true,
    exists: (domain) => domain.at('vpc_options') !== undefined,
    subnets: at('vpc_options.subnet_ids'),
    groups: at('vpc_options.security_group_ids'),
    port: () => 443,
  },
  {
    type: 'aws_msk_cluster',
    kind: 'broker',
    keepsData: true,
    subnets: at('broker_node_group_info.client_subnets'),
    groups: at('broker_node_group_info.security_groups'),
    address: { attribute: 'broker_node_group_info.connectivity_info.public_access.type', default: false },
  },
  {
    type: 'aws_mq_broker',
    kind: 'broker',
    keepsData: true,
    ...inSubnets,
    groups: at('security_groups'),
    address: publicly(),
  },
  {
    ...store(
      'aws_dms_replication_instance',
      'replication',
      NaN,
      bySubnetGroup('replication_subnet_group_id', 'aws_dms_replication_subnet_group'),
    ),
    groups: at('vpc_security_group_ids'),
    address: publicly('publicly_accessible', false),
    port: nothing,
  },
  {
    type: 'aws_lambda_function',
    kind: 'function',
    listens: false,
    exists: (one) => one.at('vpc_config.subnet_ids') !== undefined,
    subnets: at('vpc_config.subnet_ids'),
    groups: at('vpc_config.security_group_ids'),
  },
  {
    type: 'aws_ecs_service',
    kind: 'service',
    exists: (service) => service.at('network_configuration') !== undefined,
    subnets: at('network_configuration.subnets'),
    groups: at('network_configuration.security_groups'),
    address: publicly('network_configuration.assign_public_ip'),
  },
  {
    type: 'aws_eks_cluster',
    kind: 'control plane',
    subnets: at('vpc_config.subnet_ids'),
    groups: at('vpc_config.security_group_ids'),
    port: () => 443,
  },
  {
    type: 'aws_vpc_endpoint',
    kind: 'interface endpoint',
    exists: (endpoint) => /^Interface$|^GatewayLoadBalancer$/.test(String(endpoint.at('vpc_endpoint_type') ?? '')),
    ...inSubnets,
    groups: at('security_group_ids'),
    port: () => 443,
  },
];
