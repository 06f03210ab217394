import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { shardsOf } from '../environments/shards';
import { cacheUser, databaseUser } from '../environments/store-users';
import { Accelerator, type ImportedAccelerator } from '../modules/accelerator';
import { Bucket, type ImportedBucket } from '../modules/bucket';
import { DatabaseCluster, type ImportedDatabaseCluster } from '../modules/aurora';
import { DatabaseProxy, type ImportedDatabaseProxy } from '../modules/database-proxy';
import { Cache, type ImportedCache } from '../modules/elasticache';
import { FileSystem, type ImportedFileSystem, type MountProps } from '../modules/file-system';
import { sidOf, type RoleRef } from '../modules/iam';
import { ImageRepository, type ImportedImageRepository } from '../modules/image-repository';
import { Database, type ImportedDatabase } from '../modules/rds';
import type { Connections } from '../modules/security-group';
import { grantAccess, Table, type ImportedTable, type TableRef } from '../modules/table';
import { usersOfProxy } from './clusters';
import type { DataOutputs } from './data';
import { accessOf } from './item-access';
import { found, mapValues } from './map-values';
import { variable } from './variable';

/** The part of a service's decisions that names stores. */
type Uses = Pick<
  Environment['services'][string],
  'databases' | 'clusters' | 'caches' | 'tables' | 'accelerators' | 'fileSystems' | 'buckets'
>;
/** What runs a service: its connections, the role of the application, and the role that starts it. */
interface Running {
  readonly connections: Connections;
  readonly taskRole: RoleRef;
  readonly executionRole: RoleRef;
}
/** A container, or a function. */
interface Mounting {
  mount(fileSystem: ImportedFileSystem, mount: MountProps): void;
}
type ByName<Store> = Readonly<Record<string, Store>>;

/** The stores of the data stack, as services use them: each logs in as a user of its own name, and has no password. */
export class ServiceStores extends Construct {
  private readonly databases: ByName<ImportedDatabase>;
  private readonly clusters: ByName<ImportedDatabaseCluster>;
  private readonly proxies: ByName<ImportedDatabaseProxy>;
  private readonly caches: ByName<ImportedCache>;
  private readonly tables: ByName<ImportedTable>;
  private readonly accelerators: ByName<ImportedAccelerator>;
  private readonly fileSystems: ByName<ImportedFileSystem>;
  private readonly buckets: ByName<ImportedBucket>;
  private readonly repositories: ByName<ImportedImageRepository>;

  constructor(
    scope: Construct,
    private readonly environment: Environment,
    private readonly data: DataOutputs,
  ) {
    super(scope, 'stores');
    const { databases, clusters, proxies, caches, tables, accelerators, fileSystems, buckets, imageRepositories } =
      data;
    this.databases = mapValues(databases, (ref, name) => Database.import(this, `database-${name}`, ref));
    this.clusters = mapValues(clusters, (ref, name) => DatabaseCluster.import(this, `cluster-${name}`, ref));
    this.proxies = mapValues(proxies, (ref, name) =>
      DatabaseProxy.import(this, `proxy-${name}`, { ...ref, iamUsers: usersOfProxy(environment, name) }),
    );
    this.caches = mapValues(caches, (ref, name) => Cache.import(this, `cache-${name}`, ref));
    this.tables = mapValues(tables, (ref, name) => Table.import(this, `table-${name}`, ref));
    this.accelerators = mapValues(accelerators, (ref, name) => Accelerator.import(this, `accelerator-${name}`, ref));
    this.fileSystems = mapValues(fileSystems, (ref, name) => FileSystem.import(this, `file-system-${name}`, ref));
    this.buckets = mapValues(buckets, (ref, name) => Bucket.import(this, `bucket-${name}`, ref));
    this.repositories = mapValues(imageRepositories, (ref, name) =>
      ImageRepository.import(this, `images-${name}`, ref),
    );
  }

  /** How a container reaches its stores: `DATABASE_MAIN_HOST`, `CACHE_MAIN_USER`, `TABLE_SESSIONS`, `ACCELERATOR_CATALOGUE_URL`, `BUCKET_UPLOADS` … */
  variablesOf(service: string, uses: Uses): Record<string, string> {
    const variables = [
      ...this.usedDatabases(uses).flatMap(([name, { endpoint, port, databaseName }]) =>
        prefixed(`DATABASE_${name}`, {
          ...{ HOST: endpoint, PORT: String(port), USER: databaseUser(service) },
          ...(databaseName && { NAME: databaseName }),
          ...this.shardsOf(name),
        }),
      ),
      ...used(this.clusters, uses.clusters).flatMap(([name, cluster]) =>
        prefixed(`CLUSTER_${name}`, { ...this.endpointsOf(name, cluster), USER: databaseUser(service) }),
      ),
      ...used(this.caches, uses.caches).flatMap(([name, { endpoint, port, name: id, userIds, resourceType }]) =>
        prefixed(`CACHE_${name}`, {
          HOST: endpoint,
          PORT: String(port),
          USER: userIds[cacheUser(service)] ?? '',
          NAME: id,
          ...(resourceType && { RESOURCE_TYPE: resourceType }),
        }),
      ),
      ...used(this.tables, this.tablesOf(uses)).map(([name, { tableName }]) => [variable(`TABLE_${name}`), tableName]),
      ...used(this.accelerators, Object.keys(uses.accelerators ?? {})).map(([name, { url }]) => [
        variable(`ACCELERATOR_${name}_URL`),
        url,
      ]),
      ...Object.keys(uses.fileSystems ?? {}).map((name) => [variable(`FILE_SYSTEM_${name}_PATH`), mountPath(name)]),
      ...used(this.buckets, Object.keys(uses.buckets)).map(([name, { bucketName }]) => [
        variable(`BUCKET_${name}`),
        bucketName,
      ]),
    ];
    return Object.fromEntries(variables);
  }

  /** Those that it names, and each shard of them. */
  private usedDatabases({ databases }: Pick<Uses, 'databases'>) {
    const decided = this.environment.databases;
    return used(
      this.databases,
      databases.flatMap((name) => shardsOf(name, decided[name])),
    );
  }

  /** The names of its shards, which variables begin with, and the table of the map that says which of them has a row. */
  private shardsOf(name: string): Record<string, string> {
    const decided = this.environment.databases[name];
    if (!decided || decided.shards === 'none') return {};
    const { tableName } = found(this.tables, decided.shards.map, 'tables');
    return { SHARDS: shardsOf(name, decided).join(), SHARD_MAP: tableName };
  }

  /** Its own, and those of its accelerators: it has to name them. */
  private tablesOf({ tables, accelerators = {} }: Uses): string[] {
    const accelerated = used(this.environment.accelerators, Object.keys(accelerators)).flatMap(([, its]) =>
      Object.keys(its.tables),
    );
    return [...new Set([...Object.keys(tables), ...accelerated])];
  }

  /** Those of its proxy, where there is one: that leads to the instance that writes. */
  private endpointsOf(name: string, cluster: ImportedDatabaseCluster): Record<string, string> {
    const { endpoint, readerEndpoint, port, databaseName } = cluster;
    const proxy = this.proxies[name];
    return {
      ...(proxy ? { HOST: proxy.endpoint } : { HOST: endpoint, READER_HOST: readerEndpoint }),
      PORT: String(port),
      ...(databaseName && { NAME: databaseName }),
    };
  }

  /** A table of the environment. */
  table(name: string): TableRef {
    return found(this.data.tables, name, 'tables');
  }

  /** A bucket of the environment. */
  bucket(name: string): ImportedBucket {
    return found(this.buckets, name, 'buckets');
  }

  /** A repository of images of the environment. */
  repository(name: string): ImportedImageRepository {
    return found(this.repositories, name, 'imageRepositories');
  }

  /** Lets a service reach and use its stores, and pull its images. */
  connect(
    service: string,
    uses: Uses & { readonly image: string },
    { taskRole, executionRole, connections }: Running,
  ): void {
    this.allow(`Service ${service}`, uses, connections);
    this.grant(service, uses, taskRole);
    this.repositories[uses.image]?.grantPull(sidOf(service), executionRole);
  }

  /** Lets what has these connections reach databases, caches and accelerators. @param who in the descriptions of the rules */
  allow(
    who: string,
    uses: Pick<Uses, 'databases' | 'clusters' | 'caches' | 'accelerators'>,
    connections: Connections,
  ): void {
    for (const [name, database] of this.usedDatabases(uses)) {
      connections.allowTo(database, database.port, `${who}, to database ${name}`);
    }
    for (const [name, cluster] of used(this.clusters, uses.clusters)) {
      const proxy = this.proxies[name];
      const way = `to ${proxy ? 'the proxy of ' : ''}cluster ${name}`;
      connections.allowTo(proxy ?? cluster, cluster.port, `${who}, ${way}`);
    }
    for (const [name, cache] of used(this.caches, uses.caches)) {
      connections.allowTo(cache, cache.port, `${who}, to cache ${name}`);
      if (cache.readerPort) connections.allowTo(cache, cache.readerPort, `${who}, to read cache ${name}`);
    }
    for (const [name, accelerator] of used(this.accelerators, Object.keys(uses.accelerators ?? {}))) {
      connections.allowTo(accelerator, accelerator.port, `${who}, to accelerator ${name}`);
    }
  }

  /** Mounts its file systems in a service. */
  mount({ fileSystems = {} }: Pick<Uses, 'fileSystems'>, running: Mounting): void {
    for (const [name, { accessPoint, access }] of Object.entries(fileSystems)) {
      running.mount(found(this.fileSystems, name, 'fileSystems'), { accessPoint, access, path: mountPath(name) });
    }
  }

  /** Lets what has these connections reach file systems. @param who in the descriptions of the rules */
  allowFiles(who: string, names: readonly string[], connections: Connections): void {
    for (const [name, fileSystem] of used(this.fileSystems, names)) {
      connections.allowTo(fileSystem, fileSystem.port, `${who}, to file system ${name}`);
    }
  }

  /** Lets a service log in to its databases and caches, and use its tables, accelerators and buckets. */
  grant(service: string, uses: Uses, taskRole: RoleRef): void {
    const grantee = sidOf(service);
    for (const [, database] of this.usedDatabases(uses)) {
      database.grantConnect(taskRole, databaseUser(service));
    }
    for (const [name, cluster] of used(this.clusters, uses.clusters)) {
      (this.proxies[name] ?? cluster).grantConnect(taskRole, databaseUser(service));
    }
    for (const [, cache] of used(this.caches, uses.caches)) cache.grantConnect(taskRole, cacheUser(service));
    for (const [name, rights] of Object.entries(uses.tables)) {
      const table = found(this.tables, name, 'tables');
      if ('leadingKeys' in rights) table.grantItems(grantee, taskRole, rights.leadingKeys);
      else grantAccess(table, accessOf(rights), grantee, taskRole);
    }
    for (const [name, words] of Object.entries(uses.accelerators ?? {})) {
      grantAccess(found(this.accelerators, name, 'accelerators'), accessOf(words), grantee, taskRole);
    }
    for (const [name, bucket] of used(this.buckets, Object.keys(uses.buckets))) {
      for (const verb of uses.buckets[name] ?? []) {
        if (verb === 'read') bucket.grantRead(grantee, taskRole);
        if (verb === 'write') bucket.grantWrite(grantee, taskRole);
        if (verb === 'delete') bucket.grantDelete(grantee, taskRole);
        if (verb === 'presign') bucket.grantPresign(grantee, taskRole);
      }
    }
  }
}

function mountPath(name: string): string {
  return `/mnt/${name}`;
}

function used<Store>(stores: ByName<Store>, names: readonly string[]): (readonly [name: string, store: Store])[] {
  return names.flatMap((name) => {
    const store = stores[name];
    return store === undefined ? [] : [[name, store] as const];
  });
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): string[][] {
  return Object.entries(values).map(([name, value]) => [variable(`${prefix}_${name}`), value]);
}
