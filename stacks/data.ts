import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { everyDatabase } from '../environments/shards';
import type { AcceleratorRef } from '../modules/accelerator';
import type { SecretRef } from '../modules/application-secret';
import { Bucket, type BucketLifecycle, type BucketRef } from '../modules/bucket';
import type { DatabaseClusterRef } from '../modules/aurora';
import type { CacheRef } from '../modules/elasticache';
import type { FileSystemRef } from '../modules/file-system';
import { boundRoles } from '../modules/iam';
import { ImageRepository, type ImageRepositoryRef } from '../modules/image-repository';
import { Key } from '../modules/kms';
import { LogGroup } from '../modules/log-group';
import { BucketFlowLogs, type VpcRef } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import type { DatabaseRef } from '../modules/rds';
import { SecurityGroup } from '../modules/security-group';
import type { TableRef } from '../modules/table';
import type { UserPoolRef } from '../modules/user-pool';
import { addAccelerator } from './accelerators';
import type { AccountStack } from './account';
import type { AuditOutputs, AuditStack } from './audit';
import { addCache } from './caches';
import { addCluster, type ClusterOutputs, type PublishedProxy } from './clusters';
import { addDatabase } from './databases';
import type { DnsStack } from './dns';
import { EnvironmentStack } from './environment-stack';
import { addFileSystem } from './file-systems';
import { mapValues } from './map-values';
import type { MessagingStack } from './messaging';
import type { NetworkStack } from './network';
import { addSecret } from './secrets';
import { addTable } from './tables';
import { addUsers } from './users';

export interface DataOutputs {
  readonly databases: Readonly<Record<string, DatabaseRef>>;
  readonly clusters: Readonly<Record<string, DatabaseClusterRef>>;
  /** Those in front of clusters, by cluster. */
  readonly proxies: Readonly<Record<string, PublishedProxy>>;
  readonly caches: Readonly<Record<string, CacheRef>>;
  readonly tables: Readonly<Record<string, TableRef>>;
  readonly accelerators: Readonly<Record<string, AcceleratorRef>>;
  readonly fileSystems: Readonly<Record<string, FileSystemRef>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
  readonly buckets: Readonly<Record<string, BucketRef>>;
  /** What takes the access logs of buckets and of the distribution, and flow logs. */
  readonly accessLogs: BucketRef;
  /** Where the pipeline pushes images, by repository. */
  readonly imageRepositories: Readonly<Record<string, ImageRepositoryRef>>;
  /** The accounts of the application's users, where it has any. */
  readonly users?: UserPoolRef;
}

interface Below {
  readonly account: AccountStack;
  readonly audit: AuditStack;
  readonly network: NetworkStack;
  readonly dns: DnsStack | undefined;
  readonly messaging: MessagingStack | undefined;
}

/** Everything that keeps data: what a mistake here costs cannot be applied again. */
export class DataStack extends EnvironmentStack<DataOutputs> {
  constructor(scope: Construct, environment: Environment, below: Below) {
    super(scope, environment, 'data');
    const { alarms, boundary } = this.read(below.account);
    const { network, bastion, vpn: clientVpn } = this.read(below.network);
    boundRoles(this, boundary);
    if (this.writesSecrets()) this.requires('1.11');

    const key = this.dataKey();
    const operators = SecurityGroup.import(this, 'bastion', bastion.securityGroup);
    const osMetrics = this.osMetrics(key);
    const vpn = clientVpn && SecurityGroup.import(this, 'client-vpn', clientVpn.securityGroup);
    const shared = { network, key, osMetrics, alarms, operators, bastion: bastion.role, vpn };
    const accessLogs = this.accessLogs(this.read(below.audit));
    this.flowLogs(network, accessLogs);
    const databases = mapValues(
      everyDatabase(environment.databases),
      (decided, name) => addDatabase(this, environment, name, decided, shared).ref,
    );
    const clusters = mapValues(environment.clusters, (decided, name) =>
      addCluster(this, environment, name, decided, shared),
    );
    const tables = mapValues(
      environment.tables,
      (decided, name) => addTable(this, environment, name, decided, shared).ref,
    );
    this.publish({
      databases,
      clusters: mapValues(clusters, ({ cluster }) => cluster),
      proxies: proxiesOf(clusters),
      caches: mapValues(environment.caches, (decided, name) => addCache(this, environment, name, decided, shared).ref),
      tables,
      accelerators: mapValues(
        environment.accelerators,
        (decided, name) => addAccelerator(this, environment, name, decided, { ...shared, tables }).ref,
      ),
      fileSystems: mapValues(
        environment.fileSystems,
        (decided, name) => addFileSystem(this, environment, name, decided, shared).ref,
      ),
      secrets: mapValues(environment.secrets, (decided, name) => addSecret(this, environment, name, decided, shared)),
      buckets: mapValues(environment.buckets, (decided, name) => this.bucket(name, decided, key, accessLogs)),
      accessLogs: { bucketName: environment.accessLogs.bucket, bucketArn: accessLogs.bucketArn },
      imageRepositories: this.imageRepositories(key),
      ...this.users(below, alarms, key),
    });
  }

  /** Written by S3, Elastic Load Balancing, CloudFront and flow logs alone; the first two do so to no bucket under a key of ours. */
  private accessLogs(audit: AuditOutputs): Bucket {
    const { account, region, logRetentionDays, accessLogs, balancer, edge } = this.environment;
    const { bucket, deletionProtection } = accessLogs;
    const logs = new Bucket(this, 'access-logs', {
      ...{ bucket, account, region, key: 's3' },
      accessLogs: audit.accessLogs,
      lifecycle: { expireDays: logRetentionDays },
      oldVersionDays: 30,
      ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
    });
    if (balancer !== 'none') logs.allowLoadBalancers();
    if (edge !== 'none') logs.allowLogDelivery();
    return logs;
  }

  /** Here and not in the network stack, since the bucket is: AWS delivers to none that does not exist yet. */
  private flowLogs(network: VpcRef, bucket: Bucket): void {
    const { name, network: decided } = this.environment;
    if (decided.flowLogs.destination === 'cloud-watch-logs') return;
    const { fileFormat, perHourPartition, logFormat } = decided.flowLogs;
    new BucketFlowLogs(this, 'flow-logs', {
      ...{ name, network, bucket, fileFormat, perHourPartition },
      ...(logFormat !== 'default' && { fields: logFormat }),
    });
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

  /** With the outputs that they need alone: an environment without users reads neither stack. */
  private users(
    { dns, messaging }: Pick<Below, 'dns' | 'messaging'>,
    alarms: TopicRef,
    key: Key,
  ): Pick<DataOutputs, 'users'> {
    const { environment } = this;
    if (environment.users === 'none' || !dns) return {};
    const { mail } = messaging && typeof environment.users.emailFrom === 'string' ? this.read(messaging) : {};
    return { users: addUsers(this, environment, environment.users, { dns: this.read(dns), mail, alarms, key }) };
  }

  /** Images are kept where databases are: a service that is destroyed leaves what a rollback runs. */
  private imageRepositories(key: Key): Record<string, ImageRepositoryRef> {
    return mapValues(this.environment.imageRepositories, ({ keptImages }, name) => {
      const repositoryName = `${this.environment.name}/${name}`;
      const made = new ImageRepository(this, `images-${name}`, { name: repositoryName, key, keptImages });
      return { repositoryName, repositoryArn: made.repositoryArn, repositoryUrl: made.repositoryUrl };
    });
  }

  /** The passwords of a database with read replicas, and of a proxy, go through write-only arguments, which Terraform and OpenTofu have from 1.11. */
  private writesSecrets(): boolean {
    const { databases, clusters } = this.environment;
    return (
      Object.values(databases).some(
        ({ readReplicas: kept, retiringReplicas: retiring }) => kept.length + retiring.length > 0,
      ) || Object.values(clusters).some(({ proxy }) => proxy !== 'none')
    );
  }

  private dataKey(): Key {
    const { name, account, region, dataKey } = this.environment;
    const key = new Key(this, 'data-key', {
      keepsReadable: 'final snapshots and retained backups of databases and caches',
      ...(dataKey.deletionProtection !== 'on' && { optOuts: { deletionProtection: dataKey.deletionProtection } }),
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
}

/** The proxies of the clusters that have one. */
function proxiesOf(clusters: Readonly<Record<string, ClusterOutputs>>): Record<string, PublishedProxy> {
  return Object.fromEntries(
    Object.entries(clusters).flatMap(([name, { proxy }]) => (proxy ? [[name, proxy] as const] : [])),
  );
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
