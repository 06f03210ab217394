import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { cacheUser } from '../environments/store-users';
import { Bucket, type BucketLifecycle, type BucketRef } from '../modules/bucket';
import { Cache, defaultUsers, type CacheRef } from '../modules/elasticache';
import { boundRoles, type RoleRef } from '../modules/iam';
import { ImageRepository, type ImageRepositoryRef } from '../modules/image-repository';
import { Key } from '../modules/kms';
import { LogGroup } from '../modules/log-group';
import type { NetworkRef } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import { Database, type DatabaseRef } from '../modules/rds';
import { SecurityGroup, type Connectable } from '../modules/security-group';
import type { AccountStack } from './account';
import { EnvironmentStack } from './environment-stack';
import { mapValues } from './map-values';
import type { NetworkStack } from './network';

export interface DataOutputs {
  readonly databases: Readonly<Record<string, DatabaseRef>>;
  readonly caches: Readonly<Record<string, CacheRef>>;
  readonly buckets: Readonly<Record<string, BucketRef>>;
  /** What takes the access logs of buckets and of the distribution. */
  readonly accessLogs: BucketRef;
  /** Where the pipeline pushes images, by repository. */
  readonly imageRepositories: Readonly<Record<string, ImageRepositoryRef>>;
}

/** Everything that keeps data: what a mistake here costs cannot be applied again. */
export class DataStack extends EnvironmentStack<DataOutputs> {
  constructor(scope: Construct, environment: Environment, below: { account: AccountStack; network: NetworkStack }) {
    super(scope, environment, 'data');
    const { alarms, boundary } = this.read(below.account);
    const { network, bastion } = this.read(below.network);
    boundRoles(this, boundary);

    const key = this.dataKey();
    const operators = SecurityGroup.import(this, 'bastion', bastion.securityGroup);
    const osMetrics = this.osMetrics(key);
    const shared = { network, key, osMetrics, alarms, operators, bastion: bastion.role };
    const accessLogs = this.accessLogs();
    this.publish({
      databases: mapValues(environment.databases, (decided, name) => this.database(name, decided, shared).ref),
      caches: mapValues(environment.caches, (decided, name) => this.cache(name, decided, shared).ref),
      buckets: mapValues(environment.buckets, (decided, name) => this.bucket(name, decided, key, accessLogs)),
      accessLogs: { bucketName: environment.accessLogs.bucket, bucketArn: accessLogs.bucketArn },
      imageRepositories: this.imageRepositories(key),
    });
  }

  /** Written by S3, Elastic Load Balancing and CloudFront alone, which do so to no bucket under a key of ours. */
  private accessLogs(): Bucket {
    const { account, region, logRetentionDays, accessLogs, balancer, edge } = this.environment;
    const { bucket, deletionProtection } = accessLogs;
    const logs = new Bucket(this, 'access-logs', {
      ...{ bucket, account, region, key: 's3' },
      accessLogs: { off: true, reason: 'it takes the access logs of the others, and would log its own log' },
      lifecycle: { expireDays: logRetentionDays },
      oldVersionDays: 30,
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    if (balancer !== 'none') logs.allowLoadBalancers();
    if (edge !== 'none') logs.allowLogDelivery();
    return logs;
  }

  private bucket(name: string, decided: Environment['buckets'][string], key: Key, accessLogs: Bucket): BucketRef {
    const { account, region } = this.environment;
    const { bucket, oldVersionDays, pagesOf, deletionProtection } = decided;
    const { bucketArn } = new Bucket(this, `bucket-${name}`, {
      ...{ bucket, account, region, key, accessLogs, oldVersionDays },
      lifecycle: lifecycleOf(decided),
      ...(pagesOf.length > 0 && { corsOrigins: pagesOf.map((host) => `https://${host}`) }),
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    return { bucketName: bucket, bucketArn };
  }

  /** Images are kept where databases are: a service that is destroyed leaves what a rollback runs. */
  private imageRepositories(key: Key): Record<string, ImageRepositoryRef> {
    return mapValues(this.environment.imageRepositories, ({ keptImages }, name) => {
      const repositoryName = `${this.environment.name}/${name}`;
      const made = new ImageRepository(this, `images-${name}`, { name: repositoryName, key, keptImages });
      return { repositoryName, repositoryArn: made.repositoryArn, repositoryUrl: made.repositoryUrl };
    });
  }

  private dataKey(): Key {
    const { name, account, region } = this.environment;
    const key = new Key(this, 'data-key', {
      purpose: `Data of ${name}`,
      alias: `terrace/${name}/data`,
      account,
      region,
    });
    key.allowViaService('DataServices', 'rds', 'secretsmanager', 'elasticache');
    return key;
  }

  /**
   * Where enhanced monitoring of every instance in the account and region goes; the name is RDS's. RDS would make it, without
   * encryption and for 30 days (RDS user guide, "Viewing OS metrics using CloudWatch Logs"). Where it has: import it.
   */
  private osMetrics(key: Key): LogGroup {
    const retentionDays = this.environment.logRetentionDays;
    return new LogGroup(this, 'os-metrics', { name: 'RDSOSMetrics', retentionDays, key });
  }

  private database(name: string, decided: Decided<'databases'>, shared: Shared): Database {
    const { network, key, osMetrics, alarms, operators, bastion } = shared;
    const { account, region, logRetentionDays } = this.environment;
    const { engine, engineVersion, deletionProtection, instanceClass, multiAz, readReplicas } = decided;
    const { allocatedStorageGb, maxAllocatedStorageGb, backupRetentionDays, backupWindow, maintenanceWindow } = decided;
    const database = new Database(this, `database-${name}`, {
      name: `${this.environment.name}-${name}`,
      account,
      region,
      network,
      key,
      engine: { name: engine, version: engineVersion },
      capacity: { instanceClass, allocatedStorageGb, maxAllocatedStorageGb, multiAz, readReplicas },
      upkeep: { backupRetentionDays, backupWindow, maintenanceWindow, logRetentionDays },
      alarms: { topic: alarms },
      optOuts: deletionProtection === 'on' ? {} : { deletionProtection, finalSnapshot: deletionProtection },
    });
    // Before the first instance, or RDS is quicker. Replicas wait for their source.
    const { instance } = database.nodes;
    instance.dependsOn = [...(instance.dependsOn ?? []), dependable(osMetrics.nodes.logGroup)];
    operators.connections.allowTo(database, database.port, `Operators, to database ${name}`);
    database.grantConnect(bastion, 'operator');
    return database;
  }

  private cache(name: string, decided: Decided<'caches'>, shared: Shared): Cache {
    const { network, key, alarms, operators, bastion } = shared;
    const { logRetentionDays } = this.environment;
    const { engine, engineVersion, nodeType, shards, replicasPerShard } = decided;
    const { snapshotRetentionDays, snapshotWindow, maintenanceWindow } = decided;
    const cache = new Cache(this, `cache-${name}`, {
      name: `${this.environment.name}-${name}`,
      network,
      key,
      engine: { name: engine, version: engineVersion },
      capacity: { nodeType, shards, replicasPerShard },
      upkeep: { snapshotRetentionDays, snapshotWindow, maintenanceWindow, logRetentionDays },
      alarms: { topic: alarms },
      users: this.usersOf(name),
    });
    operators.connections.allowTo(cache, cache.port, `Operators, to cache ${name}`);
    cache.grantConnect(bastion, 'operator');
    return cache;
  }

  /**
   * A user for each service that uses the cache, and one for the people who look after it from the bastion. Access that starts from nothing says so
   * (`-@all`): ElastiCache writes it in, and it would come back as a difference.
   */
  private usersOf(cache: string): Record<string, string> {
    const services = Object.entries(this.environment.services).filter(([, { caches }]) => caches.includes(cache));
    return {
      ...Object.fromEntries(services.map(([service]) => [cacheUser(service), defaultUsers.app])),
      operator: 'on ~* &* -@all +@read +info +slowlog +client',
    };
  }
}

/** When objects move and are deleted: `never` is left out. */
function lifecycleOf(decided: Environment['buckets'][string]): BucketLifecycle {
  const days = (value: number | 'never') => (value === 'never' ? undefined : value);
  const lifecycle = {
    standardIaDays: days(decided.standardIaAfterDays),
    glacierInstantDays: days(decided.glacierInstantAfterDays),
    deepArchiveDays: days(decided.deepArchiveAfterDays),
    expireDays: days(decided.expireAfterDays),
  };
  return Object.fromEntries(Object.entries(lifecycle).filter(([, value]) => value !== undefined));
}

/** What the environment says of one store. */
type Decided<Kind extends 'databases' | 'caches'> = Environment[Kind][string];

interface Shared {
  readonly network: NetworkRef;
  readonly key: Key;
  readonly osMetrics: LogGroup;
  readonly alarms: TopicRef;
  /** The people's way in. */
  readonly operators: Connectable;
  /** The role that they have there. */
  readonly bastion: RoleRef;
}
