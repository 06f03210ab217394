import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { optOut, type OptOut } from '../opt-out';
import { flag, identifier, object, optional, regionName, satisfying, wholeNumber, type Description } from '../props';
import { Cache } from './cache';
import type { CacheAlarmThresholds } from './cache-alarms';
import { cacheProps, type CacheProps, type CacheUpkeepProps } from './cache-props';

export interface GlobalDatastoreProps {
  /** The end of the global datastore's id, up to 40 characters; ElastiCache puts the prefix of the region before it. */
  readonly name: string;
  /**
   * The cache that is written to, with a replica or more, on nodes of a family and size that has global datastores. From then on its node type, shards and engine
   * version are changed through the global datastore, in all regions and at once, from the same props of the cache.
   */
  readonly primary: Cache;
  /** The region of the primary. */
  readonly region: string;
  /**
   * Whether a new major version is taken, for the one apply that upgrades; the primary has `applyImmediately` for it.
   * @default false
   */
  readonly majorVersionUpgrade?: boolean;
  /**
   * @default none: Terraform refuses to destroy or replace it, as it would after a failover to another region
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export interface SecondaryCacheProps {
  /** The replication group's id, unique in its account and region, and the start of every other name: `prod-main-frankfurt`. */
  readonly name: string;
  /** The provider of the secondary's region, which no other cache of the global datastore has. Everything of it is put there. */
  readonly provider: AwsProvider;
  /** A network of that region; the cache goes into its data tier, which has to have two zones or more. */
  readonly network: NetworkRef;
  /** A key of that region. */
  readonly key: KeyRef;
  /** 1 to 5; another number than that of the primary may be right, for the reads of that region. */
  readonly replicasPerShard: number;
  readonly upkeep: CacheUpkeepProps;
  /** Thresholds, and a topic of that region. */
  readonly alarms: CacheAlarmThresholds;
  /**
   * Users by name, and what each may do, as of a cache: users are of a region, and none is replicated.
   * @default app: all keys, and all commands but the dangerous ones; writes fail here
   */
  readonly users?: CacheProps['users'];
  /**
   * @default none: Terraform refuses to destroy or replace it, and what is destroyed leaves a last snapshot, `<name>-final-<id of its security group>`
   */
  readonly optOuts?: CacheProps['optOuts'];
}

const source = 'ElastiCache API reference, CreateGlobalReplicationGroup';

export const globalDatastoreProps: Description<GlobalDatastoreProps> = {
  name: identifier(40, source),
  primary: satisfying<Cache>('a Cache', (found) => found instanceof Cache),
  region: regionName,
  majorVersionUpgrade: optional(flag(), 'false'),
  optOuts: optional(
    object({ deletionProtection: optional(optOut, 'Terraform refuses to destroy or replace it') }),
    'none',
  ),
};

export const secondaryCacheProps: Description<SecondaryCacheProps> = {
  name: cacheProps.name,
  provider: awsProvider,
  network: networkRef,
  key: keyRef,
  replicasPerShard: wholeNumber('replicas', 1, 5, {
    structure: true,
    source: 'ElastiCache user guide, Global datastores, Prerequisites and limitations',
  }),
  upkeep: cacheProps.upkeep,
  alarms: cacheProps.alarms,
  users: cacheProps.users,
  optOuts: cacheProps.optOuts,
};
