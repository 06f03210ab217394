import { dependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { Cache, defaultUsers } from '../modules/elasticache';
import { boundRoles, type RoleRef } from '../modules/iam';
import { ImageRepository, type ImageRepositoryRef } from '../modules/image-repository';
import { Key } from '../modules/kms';
import { LogGroup } from '../modules/log-group';
import type { NetworkRef } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import { Database } from '../modules/rds';
import { SecurityGroup, type Connectable } from '../modules/security-group';
import type { AccountStack } from './account';
import { EnvironmentStack } from './environment-stack';
import type { NetworkStack } from './network';

export interface DataOutputs {
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
    for (const [name, decided] of Object.entries(environment.databases)) this.database(name, decided, shared);
    for (const [name, decided] of Object.entries(environment.caches)) this.cache(name, decided, shared);
    this.publish({ imageRepositories: this.imageRepositories(key) });
  }

  /** Images are kept where databases are: a service that is destroyed leaves what a rollback runs. */
  private imageRepositories(key: Key): Record<string, ImageRepositoryRef> {
    const repositories = Object.entries(this.environment.imageRepositories).map(([name, { keptImages }]) => {
      const props = { name: `${this.environment.name}/${name}`, key, keptImages };
      const { repositoryArn, repositoryUrl } = new ImageRepository(this, `images-${name}`, props);
      return [name, { repositoryArn, repositoryUrl }] as const;
    });
    return Object.fromEntries(repositories);
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

  private database(name: string, decided: Decided<'databases'>, shared: Shared): void {
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
  }

  private cache(name: string, decided: Decided<'caches'>, shared: Shared): void {
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
      users,
    });
    operators.connections.allowTo(cache, cache.port, `Operators, to cache ${name}`);
    cache.grantConnect(bastion, 'operator');
  }
}

/**
 * The cache's users: the application, and the people who look after it from the bastion. Access that starts from nothing
 * says so (`-@all`): ElastiCache writes it in, and it would come back as a difference.
 */
const users = { app: defaultUsers.app, operator: 'on ~* &* -@all +@read +info +slowlog +client' };

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
