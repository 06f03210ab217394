import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Unknown, type Value } from '../model/value';
import { at, inSubnets, publicly, type Kind } from './kind';

const nothing = () => undefined;

/** Through the subnet group that an attribute names. */
const bySubnetGroup = (attribute: string, type: string) => ({
  where: attribute,
  subnets: (resource: Resource, graph: Graph): Value | undefined => {
    const named = follow(resource, graph, attribute);
    const group = graph.resolveBy(resource, named, type, nameIn(type));
    if (group instanceof Unknown) return group;
    if (group) return group.at('subnet_ids');
    const written = resource.at(attribute);
    return isAbsent(written)
      ? undefined
      : new Unknown(`the subnets of ${JSON.stringify(written)} are not in the input`);
  },
});

/** What a subnet group of a type is named by. */
const nameIn = (type: string) => (type === 'aws_dms_replication_subnet_group' ? 'replication_subnet_group_id' : 'name');

/** A replica in the region of its source is where that is. */
function follow(resource: Resource, graph: Graph, attribute: string, depth = 0): Value | undefined {
  const written = resource.at(attribute);
  if (!isAbsent(written) || depth > 3) return written;
  const named = resource.at('replicate_source_db');
  const source = graph.resolveBy(resource, named, 'aws_db_instance', 'identifier');
  return source instanceof Resource ? follow(source, graph, attribute, depth + 1) : undefined;
}

/** What an instance of a cluster takes from its cluster. */
const fromCluster = (type: string, attribute: string) => (resource: Resource, graph: Graph) => {
  const cluster = graph.resolveFor(resource, resource.at('cluster_identifier'), type);
  return cluster instanceof Resource ? cluster.at(attribute) : cluster;
};

/** A cluster has no addresses but those of its instances. */
const withoutInstances = (type: string) => (cluster: Resource, graph: Graph) =>
  graph.children(cluster, type, 'cluster_identifier').found.length === 0;

const portOr = (port: number) => (resource: Resource) => resource.at('port') ?? port;
const enginePort = (resource: Resource) =>
  resource.at('port') ?? (/mysql|maria/.test(asText(resource.at('engine') ?? '')) ? 3306 : 5432);

const store = (type: string, kind: string, port: number, place: Pick<Kind, 'subnets' | 'where'>): Kind => {
  return { type, kind, keepsData: true, ...place, groups: at('security_group_ids'), port: portOr(port) };
};
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
        const parent = graph.resolveFor(one, one.at('cluster_identifier'), type);
        return place.subnets(parent instanceof Resource && !one.at('db_subnet_group_name') ? parent : one, graph);
      },
      groups: fromCluster(type, 'vpc_security_group_ids'),
      address: publicly(),
    },
  ];
};

/** Every type that keeps data and has addresses in a VPC. */
export const stores: readonly Kind[] = [
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
];
