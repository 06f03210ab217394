import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Unknown, type Value } from '../model/value';
import { at, inSubnets, publicly, tcp, type Listening, type MemberType, type Read } from './member-type';

/** Through the subnet group that an attribute names; without one, AWS takes that of the default VPC. */
const bySubnetGroup = (attribute: string, type: string) => ({
  where: attribute,
  inDefaultVpc: true,
  subnets: (resource: Resource, graph: Graph): Value | undefined => {
    const named = inherited(resource, graph, attribute);
    if (named === 'default') return undefined;
    const group = graph.resolveBy(resource, named, type, nameIn(type));
    if (group instanceof Unknown) return group;
    if (group && group.mode === 'managed')
      return group.at('subnet_ids') ?? new Unknown(`subnet_ids of ${group.address}`);
    return isAbsent(named) ? undefined : new Unknown(`the subnets of ${quoted(named)} are not in the input`);
  },
});

const quoted = (value: Value) => (typeof value === 'string' ? JSON.stringify(value) : asText(value));

/** What a subnet group of a type is named by. */
const nameIn = (type: string) => (type === 'aws_dms_replication_subnet_group' ? 'replication_subnet_group_id' : 'name');

/** An attribute of an instance, or of the instance that it replicates: a replica in its region is where that is. */
function inherited(resource: Resource, graph: Graph, attribute: string, depth = 0): Value | undefined {
  const written = resource.at(attribute);
  const named = resource.at('replicate_source_db');
  if (!isAbsent(written) || isAbsent(named) || depth > 3) return written;
  const source = graph.resolveBy(resource, named, 'aws_db_instance', 'identifier');
  if (source instanceof Resource) return inherited(source, graph, attribute, depth + 1);
  return source ?? new Unknown(`${attribute} of ${quoted(named)}, which is not in the input`);
}

/** A cluster has only the addresses of its instances. */
const withoutInstances = (type: string) => (cluster: Resource, graph: Graph) =>
  graph.children(cluster, type, 'cluster_identifier').found.length === 0;

const portOr =
  (...ports: readonly number[]) =>
  (resource: Resource): Listening =>
    listeningAt(resource.at('port')) ?? tcp(...ports);

function listeningAt(port: Value | undefined): Listening {
  if (port instanceof Unknown) return port;
  return isAbsent(port) || !Number.isInteger(asNumber(port)) ? undefined : tcp(asNumber(port));
}

/** The default port of each engine of RDS (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
const enginePorts: readonly (readonly [engine: RegExp, port: number])[] = [
  [/mysql|maria|^aurora$/, 3306],
  [/postgres/, 5432],
  [/sqlserver/, 1433],
  [/oracle/, 1521],
  [/db2/, 50000],
];

function enginePort(resource: Resource, graph: Graph): Listening {
  const [port, engine] = [inherited(resource, graph, 'port'), inherited(resource, graph, 'engine')];
  const written = listeningAt(port);
  if (written) return written;
  const [, standard] = enginePorts.find(([pattern]) => pattern.test(String(asText(engine)))) ?? [];
  if (engine instanceof Unknown || standard === undefined) return new Unknown(`the port of ${resource.address}`);
  return tcp(standard);
}

const store = (
  type: string,
  kind: string,
  listens: MemberType['listens'],
  place: Pick<MemberType, 'subnets' | 'where' | 'inDefaultVpc'>,
): MemberType => ({
  type,
  kind,
  keepsData: true,
  ...place,
  groups: at('security_group_ids'),
  ...(listens && { listens }),
});

const cluster = (prefix: string, groups: string, listens: Read<Listening>): MemberType[] => {
  const place = bySubnetGroup('db_subnet_group_name', groups);
  const [type, instances] = [`${prefix}_cluster`, `${prefix}_cluster_instance`];
  const shared = { kind: 'database', keepsData: true, where: place.where, inDefaultVpc: true };
  const parentOf = (one: Resource, graph: Graph) => graph.resolveFor(one, one.at('cluster_identifier'), type);
  const missing = (one: Resource) => new Unknown(`the cluster of ${one.address} is not in the input`);
  return [
    { ...shared, ...place, type, listens, groups: at('vpc_security_group_ids'), exists: withoutInstances(instances) },
    {
      ...shared,
      type: instances,
      listens: (one, graph) => {
        const parent = parentOf(one, graph);
        return parent instanceof Resource ? listens(parent, graph) : new Unknown(`the port of ${one.address}`);
      },
      subnets: (one, graph) => {
        const parent = parentOf(one, graph);
        if (one.at('db_subnet_group_name')) return place.subnets(one, graph);
        return parent instanceof Resource ? place.subnets(parent, graph) : (parent ?? missing(one));
      },
      groups: (one, graph) => {
        const parent = parentOf(one, graph);
        return parent instanceof Resource ? parent.at('vpc_security_group_ids') : (parent ?? missing(one));
      },
      address: publicly(),
      families: ipv4,
    },
  ];
};

function proxyPort(family: Value | undefined): Listening {
  const ports: Readonly<Record<string, number>> = { MYSQL: 3306, POSTGRESQL: 5432, SQLSERVER: 1433 };
  const port = typeof family === 'string' ? ports[family] : undefined;
  return port === undefined ? new Unknown('the port of the proxy') : tcp(port);
}

/** Public addresses of databases, brokers and warehouses are of IPv4. */
const ipv4 = () => [4] as const;

const memcachedOrRedis = (one: Resource): Listening => {
  const engine = one.at('engine');
  const standard = engine instanceof Unknown ? engine : tcp(engine === 'memcached' ? 11211 : 6379);
  return listeningAt(one.at('port')) ?? standard;
};

/** One port, by whether it takes TLS (DynamoDB developer guide, DAX encryption in transit). */
const daxPort = (one: Resource): Listening => {
  const encryption = one.at('cluster_endpoint_encryption_type');
  if (encryption === 'TLS') return tcp(9111);
  return isAbsent(encryption) || encryption === 'NONE' ? tcp(8111) : tcp(8111, 9111);
};

/** Every type that keeps data and has addresses in a VPC, and the ports that the AWS documents name for it. */
export const dataStoreTypes: readonly MemberType[] = [
  {
    type: 'aws_db_instance',
    kind: 'database',
    keepsData: true,
    ...bySubnetGroup('db_subnet_group_name', 'aws_db_subnet_group'),
    groups: at('vpc_security_group_ids'),
    address: publicly(),
    families: ipv4,
    listens: enginePort,
  },
  {
    type: 'aws_db_proxy',
    kind: 'database proxy',
    keepsData: true,
    subnets: at('vpc_subnet_ids'),
    where: 'vpc_subnet_ids',
    groups: at('vpc_security_group_ids'),
    listens: (proxy) => proxyPort(proxy.at('engine_family')),
  },
  ...cluster('aws_rds', 'aws_db_subnet_group', enginePort),
  ...cluster('aws_docdb', 'aws_docdb_subnet_group', portOr(27017)),
  ...cluster('aws_neptune', 'aws_neptune_subnet_group', portOr(8182)).map((type) => ({
    ...type,
    ...(type.exists && bySubnetGroup('neptune_subnet_group_name', 'aws_neptune_subnet_group')),
  })),
  store(
    'aws_elasticache_replication_group',
    'cache',
    memcachedOrRedis,
    bySubnetGroup('subnet_group_name', 'aws_elasticache_subnet_group'),
  ),
  {
    ...store(
      'aws_elasticache_cluster',
      'cache',
      memcachedOrRedis,
      bySubnetGroup('subnet_group_name', 'aws_elasticache_subnet_group'),
    ),
    exists: (one) => one.at('replication_group_id') === undefined,
  },
  {
    ...store('aws_docdbelastic_cluster', 'database', () => tcp(27017), inSubnets),
    groups: at('vpc_security_group_ids'),
  },
  {
    ...store('aws_timestreaminfluxdb_db_instance', 'database', portOr(8086), { subnets: at('vpc_subnet_ids') }),
    groups: at('vpc_security_group_ids'),
    where: 'vpc_subnet_ids',
    address: publicly(),
    families: ipv4,
  },
  store('aws_elasticache_serverless_cache', 'cache', () => tcp(6379, 6380), inSubnets),
  store('aws_memorydb_cluster', 'cache', portOr(6379), bySubnetGroup('subnet_group_name', 'aws_memorydb_subnet_group')),
  store('aws_dax_cluster', 'cache', daxPort, bySubnetGroup('subnet_group_name', 'aws_dax_subnet_group')),
  {
    ...store('aws_efs_mount_target', 'file system', () => tcp(2049), { subnets: at('subnet_id') }),
    groups: at('security_groups'),
  },
  store('aws_fsx_lustre_file_system', 'file system', () => tcp(988, 1018, 1019, 1020, 1021, 1022, 1023), inSubnets),
  store('aws_fsx_windows_file_system', 'file system', () => tcp(135, 445, 5985), inSubnets),
  // ONTAP answers management over SSH as well, on an endpoint of the same addresses.
  store('aws_fsx_ontap_file_system', 'file system', undefined, inSubnets),
  store('aws_fsx_openzfs_file_system', 'file system', () => tcp(111, 2049, 20001, 20002, 20003), inSubnets),
  {
    type: 'aws_redshift_cluster',
    kind: 'warehouse',
    keepsData: true,
    ...bySubnetGroup('cluster_subnet_group_name', 'aws_redshift_subnet_group'),
    groups: at('vpc_security_group_ids'),
    address: publicly('publicly_accessible', true),
    families: ipv4,
    listens: portOr(5439),
  },
  {
    ...store('aws_redshiftserverless_workgroup', 'warehouse', portOr(5439), inSubnets),
    inDefaultVpc: true,
    address: publicly(),
    families: ipv4,
  },
  ...['aws_opensearch_domain', 'aws_elasticsearch_domain'].map((type): MemberType => ({
    type,
    kind: 'search',
    keepsData: true,
    exists: (domain) => domain.at('vpc_options') !== undefined,
    subnets: at('vpc_options.subnet_ids'),
    groups: at('vpc_options.security_group_ids'),
    listens: () => tcp(80, 443),
  })),
  {
    type: 'aws_msk_cluster',
    kind: 'broker',
    keepsData: true,
    subnets: at('broker_node_group_info.client_subnets'),
    groups: at('broker_node_group_info.security_groups'),
    address: { attribute: 'broker_node_group_info.connectivity_info.public_access.type', default: false },
    families: ipv4,
    listens: () => tcp(2181, 2182, 9092, 9094, 9096, 9098, 9194, 9196, 9198),
  },
  {
    type: 'aws_mq_broker',
    kind: 'broker',
    keepsData: true,
    ...inSubnets,
    inDefaultVpc: true,
    groups: at('security_groups'),
    address: publicly(),
    families: ipv4,
    listens: () => tcp(443, 5671, 8162, 8883, 61614, 61617, 61619),
  },
  {
    ...store(
      'aws_dms_replication_instance',
      'replication',
      () => [],
      bySubnetGroup('replication_subnet_group_id', 'aws_dms_replication_subnet_group'),
    ),
    // Rows pass through it: it reads from one store, perhaps beyond the network, and writes to another.
    keepsData: false,
    groups: at('vpc_security_group_ids'),
    address: publicly('publicly_accessible', false),
    families: ipv4,
  },
];
