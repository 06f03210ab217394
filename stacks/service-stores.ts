import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { cacheUser, databaseUser } from '../environments/store-users';
import { Bucket, type ImportedBucket } from '../modules/bucket';
import { Cache, type ImportedCache } from '../modules/elasticache';
import { sidOf, type RoleRef } from '../modules/iam';
import { ImageRepository, type ImportedImageRepository } from '../modules/image-repository';
import { Database, type ImportedDatabase } from '../modules/rds';
import type { Connections } from '../modules/security-group';
import { Table, type ImportedTable } from '../modules/table';
import type { DataOutputs } from './data';
import { mapValues } from './map-values';
import { variable } from './variable';

/** The part of a service's decisions that names stores. */
type Uses = Pick<Environment['services'][string], 'image' | 'databases' | 'caches' | 'tables' | 'buckets'>;
/** What runs a service: its connections, the role of the application, and the role that starts it. */
interface Running {
  readonly connections: Connections;
  readonly taskRole: RoleRef;
  readonly executionRole: RoleRef;
}
type ByName<Store> = Readonly<Record<string, Store>>;

/** The stores of the data stack, as services use them: each logs in as a user of its own name, and has no password. */
export class ServiceStores extends Construct {
  private readonly databases: ByName<ImportedDatabase>;
  private readonly caches: ByName<ImportedCache>;
  private readonly tables: ByName<ImportedTable>;
  private readonly buckets: ByName<ImportedBucket>;
  private readonly repositories: ByName<ImportedImageRepository>;

  constructor(scope: Construct, { databases, caches, tables, buckets, imageRepositories }: DataOutputs) {
    super(scope, 'stores');
    this.databases = mapValues(databases, (ref, name) => Database.import(this, `database-${name}`, ref));
    this.caches = mapValues(caches, (ref, name) => Cache.import(this, `cache-${name}`, ref));
    this.tables = mapValues(tables, (ref, name) => Table.import(this, `table-${name}`, ref));
    this.buckets = mapValues(buckets, (ref, name) => Bucket.import(this, `bucket-${name}`, ref));
    this.repositories = mapValues(imageRepositories, (ref, name) =>
      ImageRepository.import(this, `images-${name}`, ref),
    );
  }

  /** How a container reaches its stores: `DATABASE_MAIN_HOST`, `CACHE_MAIN_USER`, `TABLE_SESSIONS`, `BUCKET_UPLOADS` … */
  variablesOf(service: string, uses: Uses): Record<string, string> {
    const variables = [
      ...used(this.databases, uses.databases).flatMap(([name, { endpoint, port, databaseName }]) =>
        prefixed(`DATABASE_${name}`, {
          ...{ HOST: endpoint, PORT: String(port), USER: databaseUser(service) },
          ...(databaseName && { NAME: databaseName }),
        }),
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
      ...used(this.tables, Object.keys(uses.tables)).map(([name, { tableName }]) => [
        variable(`TABLE_${name}`),
        tableName,
      ]),
      ...used(this.buckets, Object.keys(uses.buckets)).map(([name, { bucketName }]) => [
        variable(`BUCKET_${name}`),
        bucketName,
      ]),
    ];
    return Object.fromEntries(variables);
  }

  /** Lets a service reach and use its stores, and pull its images. */
  connect(service: string, uses: Uses, { taskRole, executionRole, connections }: Running): void {
    const grantee = sidOf(service);
    for (const [name, database] of used(this.databases, uses.databases)) {
      connections.allowTo(database, database.port, `Service ${service}, to database ${name}`);
      database.grantConnect(taskRole, databaseUser(service));
    }
    for (const [name, cache] of used(this.caches, uses.caches)) {
      connections.allowTo(cache, cache.port, `Service ${service}, to cache ${name}`);
      if (cache.readerPort) connections.allowTo(cache, cache.readerPort, `Service ${service}, to read cache ${name}`);
      cache.grantConnect(taskRole, cacheUser(service));
    }
    for (const [name, table] of used(this.tables, Object.keys(uses.tables))) {
      const verbs = uses.tables[name] ?? [];
      if (verbs.length === 2) table.grantReadWrite(grantee, taskRole);
      else if (verbs.includes('read')) table.grantRead(grantee, taskRole);
      else if (verbs.includes('write')) table.grantWrite(grantee, taskRole);
    }
    for (const [name, bucket] of used(this.buckets, Object.keys(uses.buckets))) {
      for (const verb of uses.buckets[name] ?? []) {
        if (verb === 'read') bucket.grantRead(grantee, taskRole);
        if (verb === 'write') bucket.grantWrite(grantee, taskRole);
        if (verb === 'delete') bucket.grantDelete(grantee, taskRole);
        if (verb === 'presign') bucket.grantPresign(grantee, taskRole);
      }
    }
    this.repositories[uses.image]?.grantPull(grantee, executionRole);
  }
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
