import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import {
  DatabaseCluster,
  GlobalCluster,
  type DatabaseClusterProps,
  type SecondaryClusterProps,
} from '../../modules/aurora';
import { Cache, GlobalDatastore, type CacheProps, type SecondaryCacheProps } from '../../modules/elasticache';
import { Database, RegionalReplica, type DatabaseProps, type RegionalReplicaProps } from '../../modules/rds';
import { statements, synth, type Attributes } from '../support/synth';

// What has a copy in another region: everything of the copy is there, and nothing of it in the region of its source.

const account = '111122223333';
const [home, away] = ['eu-west-1', 'eu-central-1'];
const keyOf = (region: string) => ({ keyArn: `arn:aws:kms:${region}:${account}:key/data` });
const topicOf = (region: string) => ({ topicArn: `arn:aws:sns:${region}:${account}:alarms` });
const networkOf = (region: string) => {
  const zones = { [`${region}a`]: `subnet-${region}-a`, [`${region}b`]: `subnet-${region}-b` };
  return { vpcId: `vpc-${region}`, cidr: '10.0.0.0/16', subnetIds: { public: zones, private: zones, data: zones } };
};
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const providerOf = (stack: TerraformStack, region: string) =>
  new AwsProvider(stack, region, { region, alias: region.replaceAll('-', '_') });
const regionOf = ({ provider }: Attributes) => provider?.replace('aws.', '').replaceAll('_', '-') ?? home;

describe('a read replica in another region', () => {
  const database: DatabaseProps = {
    ...{ name: 'prod-main', account, region: home, network: networkOf(home), key: keyOf(home) },
    engine: { name: 'mysql', version: '8.4', auditLog: {} },
    capacity: { instanceClass: 'db.r7g.large', allocatedStorageGb: 100, maxAllocatedStorageGb: 1000, multiAz: true },
    upkeep: {
      ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' },
      logRetentionDays: 90,
    },
    alarms: { topic: topicOf(home) },
  };
  const base: Omit<RegionalReplicaProps, 'provider' | 'source'> = {
    ...{ name: 'prod-main-frankfurt', network: networkOf(away), key: keyOf(away), alarms: { topic: topicOf(away) } },
    capacity: { instanceClass: 'db.r7g.large', maxAllocatedStorageGb: 1000 },
    upkeep: { maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 },
  };
  const replica = (
    { region = away, source, ...props }: Partial<RegionalReplicaProps> & { region?: string } = {},
    use: (replica: RegionalReplica) => void = () => {},
    engine = database.engine,
  ) =>
    synth((stack) => {
      const main = new Database(stack, 'main', { ...database, engine });
      const given = { ...base, provider: providerOf(stack, region), source: source ?? main.replicaSource, ...props };
      use(new RegionalReplica(stack, 'frankfurt', given));
    });
  const instance = (synthesized = replica()) =>
    synthesized.all('aws_db_instance').find(({ identifier }) => identifier === 'prod-main-frankfurt')!;

  test('replicates its source by ARN, under a key and in subnets of its region', () => {
    const synthesized = replica();
    expect(instance(synthesized)).toMatchObject({
      ...{ provider: 'aws.eu_central_1', kms_key_id: keyOf(away).keyArn, storage_encrypted: true, multi_az: false },
      replicate_source_db: expect.stringMatching(/^\$\{aws_db_instance\.main_source_instance_\w+\.arn\}$/),
      db_subnet_group_name: expect.stringMatching(/^\$\{aws_db_subnet_group\.frankfurt_/),
      ...{ deletion_protection: true, skip_final_snapshot: true, iam_database_authentication_enabled: true },
    });
    const groups = synthesized.all('aws_db_subnet_group').filter((group) => regionOf(group) === away);
    expect(groups.map(({ subnet_ids: ids }) => ids)).toEqual([[`subnet-${away}-a`, `subnet-${away}-b`]]);
  });

  test('has neither user, password, engine nor backups of its own', () => {
    const own = ['engine', 'engine_version', 'username', 'password_wo', 'manage_master_user_password', 'db_name'];
    for (const argument of [...own, 'backup_retention_period', 'final_snapshot_identifier', 'allocated_storage']) {
      expect(instance()).not.toHaveProperty(argument);
    }
  });

  test('has parameters, options, logs, events, alarms and a security group in its region', () => {
    const synthesized = replica();
    const types = ['aws_db_parameter_group', 'aws_db_option_group', 'aws_db_event_subscription', 'aws_security_group'];
    for (const type of types) {
      expect([type, ...synthesized.all(type).map(regionOf).sort()]).toEqual([type, away, home]);
    }
    for (const group of synthesized.all('aws_cloudwatch_log_group')) {
      expect(group.kms_key_id).toBe(keyOf(regionOf(group)).keyArn);
    }
    for (const alarm of synthesized.all('aws_cloudwatch_metric_alarm')) {
      expect(alarm.alarm_actions).toEqual([topicOf(regionOf(alarm)).topicArn]);
    }
    const lag = synthesized
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ metric_name }) => metric_name === 'ReplicaLag');
    expect(lag.map(({ dimensions }) => dimensions.DBInstanceIdentifier)).toEqual(['prod-main-frankfurt']);
  });

  test('is logged in to with IAM, in its region', () => {
    const synthesized = replica({}, (one) => one.grantConnect(app, 'reports'));
    expect(statements(synthesized.one('aws_iam_role_policy').policy).Connect!.Resource[0]).toMatch(
      new RegExp(`^arn:aws:rds-db:${away}:${account}:dbuser:.*/reports$`),
    );
  });

  test.each<[string, Parameters<typeof replica>[0], string]>([
    [
      'the region of its source',
      { region: home },
      'provider.region: expected another region than that of the source, eu-west-1, found "eu-west-1"',
    ],
    [
      'a key of another region',
      { key: keyOf(home) },
      `key.keyArn: expected an ARN of eu-central-1, where the replica is, found "${keyOf(home).keyArn}"`,
    ],
    [
      'a topic of another region',
      { alarms: { topic: topicOf(home) } },
      `alarms.topic.topicArn: expected an ARN of eu-central-1, where the replica is, found "${topicOf(home).topicArn}"`,
    ],
    [
      'storage that cannot grow',
      { capacity: { instanceClass: 'db.r7g.large', maxAllocatedStorageGb: 100 } },
      'capacity.maxAllocatedStorageGb: expected a whole number of GiB from 110 to 65536, a tenth more than the source has, found 100',
    ],
  ])('%s is refused', (_, props, message) => {
    expect(() => replica(props)).toThrow(`stack/frankfurt: ${message}`);
  });

  test('a source with a minor version is refused, which RDS would upgrade after its replica', () => {
    expect(() => replica({}, undefined, { name: 'postgres', version: '17.6' })).toThrow(
      'stack/frankfurt: source.engine.version: expected 17 alone',
    );
  });
});

describe('a global datastore', () => {
  const upkeep = {
    ...{ snapshotRetentionDays: 14, snapshotWindow: '02:00-03:00', maintenanceWindow: 'sun:04:00-sun:05:00' },
    logRetentionDays: 90,
  };
  const cache: CacheProps = {
    ...{ name: 'prod-main', network: networkOf(home), key: keyOf(home), upkeep, alarms: { topic: topicOf(home) } },
    engine: { name: 'valkey', version: '8.0' },
    capacity: { nodeType: 'cache.r7g.large', shards: 2, replicasPerShard: 2 },
  };
  const secondary: Omit<SecondaryCacheProps, 'provider'> = {
    ...{ name: 'prod-main-frankfurt', network: networkOf(away), key: keyOf(away), upkeep },
    ...{ replicasPerShard: 1, alarms: { topic: topicOf(away) } },
  };
  const made = (
    primary: Partial<CacheProps> = {},
    own: Partial<SecondaryCacheProps> & { region?: string; majorVersionUpgrade?: boolean } = {},
    use: (datastore: GlobalDatastore, stack: TerraformStack) => void = () => {},
  ) =>
    synth((stack) => {
      const { region = away, majorVersionUpgrade, ...props } = own;
      const datastore = new GlobalDatastore(stack, 'global', {
        ...{ name: 'prod-main', region: home, primary: new Cache(stack, 'main', { ...cache, ...primary }) },
        ...(majorVersionUpgrade && { majorVersionUpgrade }),
      });
      datastore.addSecondary('frankfurt', { ...secondary, provider: providerOf(stack, region), ...props });
      use(datastore, stack);
    });
  const groups = (synthesized = made()) =>
    Object.fromEntries(
      synthesized.all('aws_elasticache_replication_group').map((group) => [group.replication_group_id, group]),
    );

  test('decides version, node type and shards for its members, as its primary has them', () => {
    expect(made().one('aws_elasticache_global_replication_group')).toMatchObject({
      ...{ global_replication_group_id_suffix: 'prod-main', engine_version: '8.0', num_node_groups: 2 },
      ...{ cache_node_type: 'cache.r7g.large', automatic_failover_enabled: true },
      lifecycle: { prevent_destroy: true },
    });
    const ignored = groups()['prod-main']!.lifecycle.ignore_changes;
    expect(ignored).toEqual(['snapshot_name', 'node_type', 'num_node_groups', 'auto_minor_version_upgrade']);
  });

  test('has a secondary with a key, network and users of its region, and nothing that the provider takes from the primary', () => {
    const { 'prod-main-frankfurt': group } = groups();
    expect(group).toMatchObject({
      ...{ provider: 'aws.eu_central_1', kms_key_id: keyOf(away).keyArn, replicas_per_node_group: 1 },
      ...{ automatic_failover_enabled: true, multi_az_enabled: true },
      lifecycle: { prevent_destroy: true },
    });
    const fromPrimary = [
      ...['engine', 'engine_version', 'node_type', 'num_node_groups', 'parameter_group_name', 'snapshot_name'],
      ...['transit_encryption_enabled', 'transit_encryption_mode', 'at_rest_encryption_enabled'],
    ];
    for (const argument of fromPrimary) expect(group).not.toHaveProperty(argument);
  });

  test('watches and logs each secondary in its region', () => {
    const synthesized = made();
    for (const alarm of synthesized.all('aws_cloudwatch_metric_alarm')) {
      expect(alarm.alarm_actions).toEqual([topicOf(regionOf(alarm)).topicArn]);
    }
    for (const group of synthesized.all('aws_cloudwatch_log_group')) {
      expect(group.kms_key_id).toBe(keyOf(regionOf(group)).keyArn);
    }
    const nodes = synthesized
      .all('aws_cloudwatch_metric_alarm')
      .filter((alarm) => regionOf(alarm) === away)
      .map(({ dimensions }) => dimensions.CacheClusterId);
    expect([...new Set(nodes)]).toEqual(
      ['0001-001', '0001-002', '0002-001', '0002-002'].map((suffix) => `prod-main-frankfurt-${suffix}`),
    );
  });

  test('is destroyed after its secondaries and before its primary, as ElastiCache asks for', () => {
    const synthesized = made();
    const id = synthesized.reference('aws_elasticache_global_replication_group', 'global_replication_group_id');
    expect(groups(synthesized)['prod-main-frankfurt']!.global_replication_group_id).toBe(id);
    expect(synthesized.one('aws_elasticache_global_replication_group').primary_replication_group_id).toMatch(
      /^\$\{aws_elasticache_replication_group\.main_/,
    );
  });

  test('takes a new major version with a parameter group, and where it is told to alone', () => {
    const upgraded = made({ upkeep: { ...upkeep, applyImmediately: true } }, { majorVersionUpgrade: true });
    const { parameter_group_name: name, lifecycle } = upgraded.one('aws_elasticache_global_replication_group');
    expect(name).toBe(upgraded.reference('aws_elasticache_parameter_group', 'name'));
    expect(lifecycle).not.toHaveProperty('precondition');
    const group = made().one('aws_elasticache_global_replication_group');
    expect(group).not.toHaveProperty('parameter_group_name');
    expect(group.lifecycle.precondition[0].error_message).toContain('or majorVersionUpgrade for an upgrade to 8');
  });

  test.each<[string, () => unknown, string]>([
    [
      'a node type that has none',
      () => made({ capacity: { ...cache.capacity, nodeType: 'cache.t4g.medium' } }),
      'stack/global: primary.capacity.nodeType: expected a type of m5, m6g',
    ],
    [
      'a primary that cannot fail over',
      () => made({ capacity: { ...cache.capacity, replicasPerShard: 0 } }),
      'stack/global: primary.capacity.replicasPerShard: expected 1 replica or more',
    ],
    [
      'a secondary in the region of the primary',
      () => made({}, { region: home }),
      'stack/global: provider.region: expected another region than eu-west-1, found "eu-west-1"',
    ],
    [
      'a third secondary',
      () =>
        made({}, {}, (datastore, stack) => {
          for (const region of ['eu-north-1', 'eu-south-1']) {
            const own = { network: networkOf(region), key: keyOf(region), alarms: { topic: topicOf(region) } };
            const provider = providerOf(stack, region);
            datastore.addSecondary(region, { ...secondary, ...own, name: `prod-${region}`, provider });
          }
        }),
      'stack/global: provider.region: expected two secondary regions at most, found "eu-south-1"',
    ],
    [
      'a key of another region',
      () => made({}, { key: keyOf(home) }),
      'stack/global/frankfurt: key.keyArn: expected an ARN of eu-central-1, where the cache is',
    ],
    [
      'a major version in the window',
      () => made({}, { majorVersionUpgrade: true }),
      'stack/global: primary.upkeep.applyImmediately: expected true, for a major version, found false',
    ],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a global cluster', () => {
  const upkeep = {
    ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' },
    logRetentionDays: 90,
  };
  const capacity = {
    ...{ instanceClass: 'db.serverless', instances: { a: {}, b: {} } },
    serverless: { minAcu: 1, maxAcu: 32 },
  };
  const cluster: DatabaseClusterProps = {
    ...{ name: 'prod-main', account, region: home, network: networkOf(home), key: keyOf(home), capacity, upkeep },
    engine: { name: 'aurora-postgresql', version: '17', masterPasswordVersion: 1, databaseName: 'shop' },
    alarms: { topic: topicOf(home) },
  };
  const secondary: Omit<SecondaryClusterProps, 'provider'> = {
    ...{ name: 'prod-main-frankfurt', network: networkOf(away), key: keyOf(away), capacity, upkeep },
    alarms: { topic: topicOf(away) },
  };
  const made = (
    {
      primary = {},
      region = away,
      ...own
    }: Partial<SecondaryClusterProps> & {
      primary?: Partial<DatabaseClusterProps>;
      region?: string;
    } = {},
    use: (one: GlobalCluster, stack: TerraformStack) => void = () => {},
  ) =>
    synth((stack) => {
      const main = new DatabaseCluster(stack, 'main', { ...cluster, ...primary });
      const everywhere = new GlobalCluster(stack, 'global', { name: 'prod-main-global', primary: main });
      everywhere.addSecondary('frankfurt', { ...secondary, provider: providerOf(stack, region), ...own });
      use(everywhere, stack);
    });
  const member = (name: string, synthesized = made()) =>
    synthesized.all('aws_rds_cluster').find(({ cluster_identifier: its }) => its === name)!;

  test('begins with a cluster that has an instance, and is protected', () => {
    const synthesized = made();
    const global = synthesized.one('aws_rds_global_cluster');
    expect(global).toMatchObject({
      ...{ global_cluster_identifier: 'prod-main-global', force_destroy: true, deletion_protection: true },
      source_db_cluster_identifier: expect.stringMatching(/^\$\{aws_rds_cluster\.main_cluster_\w+\.arn\}$/),
      lifecycle: { prevent_destroy: true, ignore_changes: ['source_db_cluster_identifier'] },
    });
    expect(global.depends_on).toHaveLength(2);
    for (const address of global.depends_on) expect(address).toMatch(/^aws_rds_cluster_instance\.main_instances_/);
  });

  test('has a primary whose password Terraform writes, and that leaves its version to it', () => {
    const synthesized = made();
    const primary = member('prod-main', synthesized);
    expect(primary).not.toHaveProperty('manage_master_user_password');
    expect(primary.master_password_wo).toMatch(/^\$\{jsondecode\(ephemeral\.aws_secretsmanager_secret_version\./);
    expect(primary.lifecycle.ignore_changes).toEqual(
      expect.arrayContaining(['engine_version', 'global_cluster_identifier', 'replication_source_identifier']),
    );
    expect(synthesized.one('aws_secretsmanager_secret').name_prefix).toBe('prod-main-master-');
  });

  test('has a secondary under a key and in subnets of its region, with the version of the others', () => {
    const synthesized = made();
    const found = member('prod-main-frankfurt', synthesized);
    expect(found).toMatchObject({
      ...{ provider: 'aws.eu_central_1', kms_key_id: keyOf(away).keyArn, storage_encrypted: true, source_region: home },
      global_cluster_identifier: synthesized.reference('aws_rds_global_cluster', 'id'),
      engine_version: synthesized.reference('aws_rds_global_cluster', 'engine_version'),
      ...{ deletion_protection: true, skip_final_snapshot: false, iam_database_authentication_enabled: true },
      serverlessv2_scaling_configuration: { min_capacity: 1, max_capacity: 32 },
    });
    const own = ['master_username', 'master_password_wo', 'manage_master_user_password', 'database_name'];
    for (const argument of [...own, 'allow_major_version_upgrade']) expect(found).not.toHaveProperty(argument);
    expect(found.lifecycle).toMatchObject({
      prevent_destroy: true,
      ignore_changes: expect.arrayContaining(['engine_version', 'replication_source_identifier']),
    });
  });

  test('has everything of a secondary in its region', () => {
    const synthesized = made();
    const types = ['aws_rds_cluster', 'aws_rds_cluster_parameter_group', 'aws_db_subnet_group', 'aws_security_group'];
    for (const type of types) {
      expect([type, ...synthesized.all(type).map(regionOf).sort()]).toEqual([type, away, home]);
    }
    expect(synthesized.all('aws_rds_cluster_instance').map(regionOf).sort()).toEqual([away, away, home, home]);
    for (const group of synthesized.all('aws_cloudwatch_log_group')) {
      expect(group.kms_key_id).toBe(keyOf(regionOf(group)).keyArn);
    }
    for (const alarm of synthesized.all('aws_cloudwatch_metric_alarm')) {
      expect(alarm.alarm_actions).toEqual([topicOf(regionOf(alarm)).topicArn]);
    }
  });

  test('tells of a secondary that is behind, or that tells nothing, and of none that no instance writes to', () => {
    const lags = (synthesized = made()) =>
      synthesized
        .all('aws_cloudwatch_metric_alarm')
        .filter(({ metric_name }) => metric_name === 'AuroraGlobalDBReplicationLag');
    expect(lags()).toEqual([
      expect.objectContaining({
        ...{ provider: 'aws.eu_central_1', threshold: 10_000, treat_missing_data: 'breaching' },
        dimensions: { DBClusterIdentifier: 'prod-main-frankfurt', SourceRegion: home },
      }),
    ]);
    expect(lags(made({ alarms: { topic: topicOf(away), globalLagMilliseconds: 500 } }))[0]!.threshold).toBe(500);
    const ofWriters = made()
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ dimensions }) => dimensions.Role === 'WRITER');
    expect(new Set(ofWriters.map(regionOf))).toEqual(new Set([home]));
  });

  test('is logged in to in each region with IAM, as a user of the primary', () => {
    const synthesized = synth((stack) => {
      const main = new DatabaseCluster(stack, 'main', cluster);
      const everywhere = new GlobalCluster(stack, 'global', { name: 'prod-main-global', primary: main });
      everywhere
        .addSecondary('frankfurt', { ...secondary, provider: providerOf(stack, away) })
        .grantConnect(app, 'reports');
    });
    const policies = synthesized.all('aws_iam_role_policy').map(({ policy }) => statements(policy));
    expect(policies.flatMap((policy) => policy.Connect?.Resource ?? [])).toEqual([
      expect.stringMatching(new RegExp(`^arn:aws:rds-db:${away}:${account}:dbuser:.*/reports$`)),
    ]);
  });

  test('is destroyed where its file says so', () => {
    const off = { off: true as const, reason: 'It is of a test' };
    const synthesized = synth((stack) => {
      const main = new DatabaseCluster(stack, 'main', { ...cluster, optOuts: { deletionProtection: off } });
      new GlobalCluster(stack, 'global', {
        ...{ name: 'prod-main-global', primary: main, optOuts: { deletionProtection: off } },
      });
    });
    const global = synthesized.one('aws_rds_global_cluster');
    expect([global.deletion_protection, global.lifecycle.prevent_destroy]).toEqual([false, undefined]);
  });

  const engine = cluster.engine;
  const { masterPasswordVersion: _, ...managed } = engine;
  test.each<[string, Parameters<typeof made>[0], string]>([
    [
      'a primary whose password RDS manages',
      { primary: { engine: managed } },
      'global: primary.engine.masterPasswordVersion: expected a version of the password',
    ],
    [
      'a primary with a minor version',
      { primary: { engine: { ...engine, version: '17.5' } } },
      'global: primary.engine.version: expected 17 alone: the members of a global cluster are upgraded together, found "17.5"',
    ],
    [
      'a primary that is upgraded by itself',
      {
        primary: {
          engine: { ...engine, allowMajorVersionUpgrade: true },
          upkeep: { ...upkeep, applyImmediately: true },
        },
      },
      'global: primary.engine.allowMajorVersionUpgrade: expected false: the members of a global cluster are upgraded together, found true',
    ],
    [
      'a class for little memory',
      { capacity: { instanceClass: 'db.t4g.large', instances: { a: {} } } },
      'global: capacity.instances.a: expected a class of r5 or later, or db.serverless, as global clusters have, found "db.t4g.large"',
    ],
    [
      'the region of the primary',
      { region: home },
      'global: provider.region: expected another region than eu-west-1, found "eu-west-1"',
    ],
    [
      'a key of another region',
      { key: keyOf(home) },
      `global/frankfurt: key.keyArn: expected an ARN of eu-central-1, where the cluster is, found "${keyOf(home).keyArn}"`,
    ],
    [
      'a topic of another region',
      { alarms: { topic: topicOf(home) } },
      'global/frankfurt: alarms.topic.topicArn: expected an ARN of eu-central-1, where the cluster is',
    ],
    [
      'readers that scale',
      { capacity: { ...capacity, readerScaling: { maxReaders: 4 } } as SecondaryClusterProps['capacity'] },
      'global/frankfurt: capacity.readerScaling: expected nothing: the readers of a secondary are those that are named',
    ],
  ])('%s is refused', (_, props, message) => {
    expect(() => made(props)).toThrow(`stack/${message}`);
  });

  test('two secondaries in one region are refused', () => {
    const again = (everywhere: GlobalCluster, stack: TerraformStack) => {
      const provider = new AwsProvider(stack, 'again', { region: away, alias: 'again' });
      everywhere.addSecondary('berlin', { ...secondary, name: 'prod-main-berlin', provider });
    };
    expect(() => made({}, again)).toThrow(
      'stack/global: provider.region: expected another region than eu-west-1, eu-central-1, found "eu-central-1"',
    );
  });
});
