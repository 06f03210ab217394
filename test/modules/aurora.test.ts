import { DatabaseCluster, type DatabaseClusterProps } from '../../modules/aurora';
import { maxConnections } from '../../modules/aurora/max-connections';
import { Key } from '../../modules/kms';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/data` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const off = { off: true, reason: 'It holds generated data only' } as const;
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};

const base: DatabaseClusterProps = {
  ...{ name: 'prod-main', account, region, network, key, alarms: { topic } },
  engine: { name: 'aurora-postgresql', version: '17' },
  capacity: { instanceClass: 'db.r8g.large', instances: { a: {}, b: {} } },
  upkeep: {
    ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00' },
    ...{ maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 },
  },
};
type Props = Partial<DatabaseClusterProps>;
const engine = (change: Partial<DatabaseClusterProps['engine']>) => ({ engine: { ...base.engine, ...change } });
const capacity = (change: Partial<DatabaseClusterProps['capacity']>) => ({ capacity: { ...base.capacity, ...change } });
const upkeep = (change: Partial<DatabaseClusterProps['upkeep']>) => ({ upkeep: { ...base.upkeep, ...change } });
const mysql = engine({ name: 'aurora-mysql', version: '8.0' });
const range = { minAcu: 0.5, maxAcu: 16 };
const serverless = capacity({ instanceClass: 'db.serverless', serverless: range });

const made = (props: Props = {}, use: (cluster: DatabaseCluster) => void = () => {}) =>
  synth((stack) => use(new DatabaseCluster(stack, 'main', { ...base, ...props })));
const one = (props?: Props) => made(props).one('aws_rds_cluster');
const refusal = (props: Props) => () => made(props);
const instances = (synthesized: Synthesized) =>
  Object.fromEntries<Attributes>(synthesized.all('aws_rds_cluster_instance').map((one) => [one.identifier, one]));
const alarms = (synthesized: Synthesized) =>
  Object.fromEntries<Attributes>(
    synthesized.all('aws_cloudwatch_metric_alarm').map((alarm) => [alarm.alarm_name, alarm]),
  );
const named = (parameters: Attributes[] = []) => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

describe('the cluster', () => {
  test('is encrypted with the key, also its insights and the secret of its master user', () => {
    expect(one()).toMatchObject({
      ...{ storage_encrypted: true, kms_key_id: key.keyArn, performance_insights_kms_key_id: key.keyArn },
      ...{ manage_master_user_password: true, master_user_secret_kms_key_id: key.keyArn },
    });
    expect(Object.keys(one()).filter((argument) => argument.startsWith('master_password'))).toEqual([]);
  });

  test('opens its key to RDS, Secrets Manager and CloudWatch Logs', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region });
      new DatabaseCluster(stack, 'main', { ...base, key: own });
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy)).sort()).toEqual([
      ...['Administration', 'CloudWatchLogsUses', 'RdsDelegates', 'RdsUses'],
      ...['SecretsManagerDelegates', 'SecretsManagerUses'],
    ]);
  });

  test('is in the data tier, with no public address', () => {
    const synthesized = made();
    expect(synthesized.one('aws_db_subnet_group').subnet_ids).toEqual(['subnet-data-a', 'subnet-data-b']);
    expect(one().db_subnet_group_name).toBe(synthesized.reference('aws_db_subnet_group', 'name'));
    for (const instance of Object.values(instances(synthesized))) expect(instance.publicly_accessible).toBe(false);
  });

  test('is backed up and maintained when asked, and changed only then', () => {
    expect(one()).toMatchObject({
      ...{ backup_retention_period: 14, preferred_backup_window: '01:00-02:00', delete_automated_backups: false },
      ...{ preferred_maintenance_window: 'sun:03:00-sun:04:00', apply_immediately: false },
      copy_tags_to_snapshot: true,
    });
    for (const instance of Object.values(instances(made()))) {
      expect(instance).toMatchObject({
        ...{ preferred_maintenance_window: 'sun:03:00-sun:04:00', apply_immediately: false },
        ...{ auto_minor_version_upgrade: true, copy_tags_to_snapshot: true },
      });
    }
  });

  test('is neither destroyed nor replaced, and leaves a snapshot that no other life of it has', () => {
    const synthesized = made();
    expect(synthesized.one('aws_rds_cluster')).toMatchObject({
      ...{ deletion_protection: true, skip_final_snapshot: false, lifecycle: { prevent_destroy: true } },
      final_snapshot_identifier: `prod-main-final-${synthesized.reference('aws_security_group', 'id')}`,
    });
  });

  test('loses a protection only with a reason, which the review can read', () => {
    const props = { ...base, optOuts: { deletionProtection: off, finalSnapshot: off } };
    const cluster = one(props);
    expect(cluster).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(cluster.lifecycle).not.toHaveProperty('prevent_destroy');
    expect(cluster).not.toHaveProperty('final_snapshot_identifier');
    expect(optOuts((stack) => new DatabaseCluster(stack, 'main', props))['stack/main/cluster']).toEqual({
      ...{ deletion_protection: off.reason, final_snapshot: off.reason },
    });
  });

  test('has the port of its engine, and a first database where one is named', () => {
    expect(one({ ...mysql }).port).toBe(3306);
    expect(one(engine({ databaseName: 'orders' }))).toMatchObject({ port: 5432, database_name: 'orders' });
  });

  test('is charged by I/O unless its storage is optimized for that', () => {
    expect(one()).not.toHaveProperty('storage_type');
    expect(one(capacity({ storage: 'io-optimized' })).storage_type).toBe('aurora-iopt1');
  });
});

describe('instances', () => {
  test('are addressed by name, and none is the one that writes', () => {
    const synthesized = made(capacity({ instances: { a: {}, reporting: { promotionTier: 15 } } }));
    expect(Object.keys(instances(synthesized)).sort()).toEqual(['prod-main-a', 'prod-main-reporting']);
    const names = synthesized.resources('aws_rds_cluster_instance').map(({ name }) => name);
    expect(names.filter((name) => /writer|reader/.test(name))).toEqual([]);
  });

  test('have the class of the cluster or their own, and take over in the order of their tiers', () => {
    const its = instances(
      made(capacity({ instances: { a: {}, b: { instanceClass: 'db.r8g.xlarge', promotionTier: 3 } } })),
    );
    expect(its['prod-main-a']).toMatchObject({ instance_class: 'db.r8g.large', promotion_tier: 1 });
    expect(its['prod-main-b']).toMatchObject({ instance_class: 'db.r8g.xlarge', promotion_tier: 3 });
  });

  test('an added one changes no other', () => {
    const [before, after] = [made(), made(capacity({ instances: { c: {}, a: {}, b: {} } }))].map(instances);
    expect(after!['prod-main-a']).toEqual(before!['prod-main-a']);
  });

  test('scale within the range of the cluster, which pauses only where its minimum is 0', () => {
    expect(one(serverless).serverlessv2_scaling_configuration).toEqual({ min_capacity: 0.5, max_capacity: 16 });
    const paused = one(capacity({ instanceClass: 'db.serverless', serverless: { minAcu: 0, maxAcu: 4 } }));
    expect(paused.serverlessv2_scaling_configuration).toEqual({
      ...{ min_capacity: 0, max_capacity: 4, seconds_until_auto_pause: 300 },
    });
    expect(paused.enabled_cloudwatch_logs_exports).toContain('instance');
    expect(one()).not.toHaveProperty('serverlessv2_scaling_configuration');
  });

  test('are monitored by the second, and their statements are kept for a week, or for 15 months', () => {
    for (const [databaseInsights, days] of [
      ['standard', 7],
      ['advanced', 465],
    ] as const) {
      const synthesized = made(upkeep({ databaseInsights }));
      expect(synthesized.one('aws_rds_cluster').database_insights_mode).toBe(databaseInsights);
      for (const one of [synthesized.one('aws_rds_cluster'), ...Object.values(instances(synthesized))]) {
        expect(one).toMatchObject({
          ...{ performance_insights_enabled: true, performance_insights_retention_period: days },
          ...{ monitoring_interval: 60, monitoring_role_arn: synthesized.reference('aws_iam_role', 'arn') },
        });
      }
    }
  });
});

describe('reader scaling', () => {
  const scaled = (change = {}) => made(capacity({ readerScaling: { maxReaders: 4, ...change } }));

  test('never goes below the readers that stay', () => {
    const target = scaled().one('aws_appautoscaling_target');
    expect(target).toMatchObject({
      ...{ service_namespace: 'rds', scalable_dimension: 'rds:cluster:ReadReplicaCount' },
      ...{ min_capacity: 1, max_capacity: 4 },
    });
    expect(target.depends_on).toHaveLength(2);
    expect(made().none('aws_appautoscaling_target')).toBe(true);
  });

  test('follows CPU, and connections where asked', () => {
    const tracked = (synthesized: Synthesized) =>
      Object.fromEntries(
        synthesized
          .all('aws_appautoscaling_policy')
          .map(({ target_tracking_scaling_policy_configuration: config }) => [
            config.predefined_metric_specification.predefined_metric_type,
            config.target_value,
          ]),
      );
    expect(tracked(scaled())).toEqual({ RDSReaderAverageCPUUtilization: 60 });
    expect(tracked(scaled({ cpuPercent: 50, connections: 200 }))).toEqual({
      ...{ RDSReaderAverageCPUUtilization: 50, RDSReaderAverageDatabaseConnections: 200 },
    });
  });

  test('lets RDS monitor readers that it adds', () => {
    const trust = (synthesized: Synthesized) =>
      statements(synthesized.one('aws_iam_role').assume_role_policy).EnhancedMonitoring!.Condition;
    const arns = ['a', 'b'].map((name) => `arn:aws:rds:${region}:${account}:db:prod-main-${name}`);
    expect(trust(made())).toEqual({ StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': arns } });
    expect(trust(scaled())).toEqual({
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': [...arns, `arn:aws:rds:${region}:${account}:db:application-autoscaling-*`] },
    });
  });
});

describe('parameter groups', () => {
  const group = (props?: Props) => made(props).one('aws_rds_cluster_parameter_group');

  test('force TLS, and log connections, changes of schema and slow statements on PostgreSQL', () => {
    expect(group()).toMatchObject({ name: 'prod-main-aurora-postgresql17', family: 'aurora-postgresql17' });
    expect(named(group().parameter)).toEqual({
      ...{ 'rds.force_ssl': '1', log_connections: '1', log_disconnections: '1', log_statement: 'ddl' },
      log_min_duration_statement: '1000',
    });
  });

  test('force TLS, and log slow statements and an audit on MySQL', () => {
    expect(group(mysql).family).toBe('aurora-mysql8.0');
    expect(named(group(mysql).parameter)).toEqual({
      ...{ require_secure_transport: 'ON', slow_query_log: '1', long_query_time: '1', log_output: 'FILE' },
      ...{ server_audit_logging: '1', server_audit_events: 'CONNECT,QUERY_DCL,QUERY_DDL' },
    });
    const audited = group(engine({ name: 'aurora-mysql', version: '8.0', auditEvents: ['CONNECT'] }));
    expect(named(audited.parameter).server_audit_events).toBe('CONNECT');
  });

  test('have parameters of the cluster, and of its instances', () => {
    const own = made(engine({ parameters: { work_mem: '65536' }, instanceParameters: { max_connections: '500' } }));
    expect(named(own.one('aws_rds_cluster_parameter_group').parameter).work_mem).toBe('65536');
    expect(own.one('aws_db_parameter_group').parameter).toEqual([
      { name: 'max_connections', value: '500', apply_method: 'pending-reboot' },
    ]);
    for (const instance of Object.values(instances(own))) {
      expect(instance.db_parameter_group_name).toBe(own.reference('aws_db_parameter_group', 'name'));
    }
  });

  test('of a new major version are there before the old ones go, and RDS is told that of the instances', () => {
    const upgraded = made({ ...engine({ allowMajorVersionUpgrade: true }), ...upkeep({ applyImmediately: true }) });
    for (const type of ['aws_rds_cluster_parameter_group', 'aws_db_parameter_group']) {
      expect(upgraded.one(type).lifecycle.create_before_destroy).toBe(true);
    }
    const instanceGroup = upgraded.reference('aws_db_parameter_group', 'name');
    expect(upgraded.one('aws_rds_cluster').db_instance_parameter_group_name).toBe(instanceGroup);
    expect(one()).not.toHaveProperty('db_instance_parameter_group_name');
  });
});

test('another engine, and another major version that is not allowed, are refused by what the last apply had', () => {
  const messages = (props?: Props) =>
    one(props).lifecycle.precondition.map(({ error_message }: Attributes) => error_message);
  expect(messages()).toEqual([
    expect.stringMatching(
      /^Cluster prod-main: RDS changes the engine of no database. Expected .* found aurora-postgresql/,
    ),
    expect.stringMatching(
      /^Cluster prod-main: expected major version .* allowMajorVersionUpgrade for an upgrade to 17/,
    ),
  ]);
  const allowed = { ...engine({ allowMajorVersionUpgrade: true }), ...upkeep({ applyImmediately: true }) };
  expect(messages(allowed)).toHaveLength(1);
});

test('logs go to groups that are there first, encrypted and kept as long as asked', () => {
  for (const [props, logs] of [
    [{}, ['iam-db-auth-error', 'postgresql']],
    [mysql, ['audit', 'error', 'iam-db-auth-error', 'slowquery']],
  ] as const) {
    const synthesized = made(props);
    expect(synthesized.one('aws_rds_cluster').enabled_cloudwatch_logs_exports).toEqual(logs);
    const groups = synthesized.resources('aws_cloudwatch_log_group');
    expect(groups.map(({ attributes }) => attributes.name).sort()).toEqual(
      logs.map((log) => `/aws/rds/cluster/prod-main/${log}`),
    );
    for (const { name, attributes } of groups) {
      expect(attributes).toMatchObject({ kms_key_id: key.keyArn, retention_in_days: 90 });
      expect(synthesized.one('aws_rds_cluster').depends_on).toContain(`aws_cloudwatch_log_group.${name}`);
    }
  }
});

describe('alarms', () => {
  test('watch each instance, and by role what follows a failover', () => {
    expect(Object.keys(alarms(made())).sort()).toEqual([
      ...['aurora-prod-main-replica-lag', 'aurora-prod-main-transaction-ids'],
      ...['a', 'b'].flatMap((name) => ['connections', 'cpu', 'memory'].map((what) => `rds-prod-main-${name}-${what}`)),
    ]);
    const writer = { DBClusterIdentifier: 'prod-main', Role: 'WRITER' };
    expect(alarms(made())['aurora-prod-main-replica-lag']).toMatchObject({
      ...{ metric_name: 'AuroraReplicaLagMaximum', dimensions: writer, threshold: 1000 },
    });
    expect(alarms(made(mysql))).not.toHaveProperty('aurora-prod-main-transaction-ids');
    expect(alarms(made(capacity({ instances: { a: {} } })))).not.toHaveProperty('aurora-prod-main-replica-lag');
  });

  test('watch the capacity of those that scale, and readers that scaling has no more of', () => {
    expect(alarms(made(serverless))['aurora-prod-main-a-acu']).toMatchObject({
      ...{ metric_name: 'ACUUtilization', threshold: 90, dimensions: { DBInstanceIdentifier: 'prod-main-a' } },
    });
    const scaled = alarms(made(capacity({ readerScaling: { maxReaders: 4 } })));
    expect(scaled['aurora-prod-main-readers-cpu']).toMatchObject({
      dimensions: { DBClusterIdentifier: 'prod-main', Role: 'READER' },
    });
  });

  test('tell the topic what to do', () => {
    for (const alarm of Object.values(alarms(made(serverless)))) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look (at|for)/);
    }
  });

  test('and events of the cluster and of its instances are told to the topic', () => {
    const subscriptions = made().all('aws_db_event_subscription');
    expect(subscriptions.map(({ source_type }) => source_type).sort()).toEqual(['db-cluster', 'db-instance']);
    for (const { sns_topic, event_categories } of subscriptions) {
      expect(sns_topic).toBe(topic.topicArn);
      expect(event_categories).toEqual(expect.arrayContaining(['failover', 'failure', 'maintenance']));
    }
  });

  // Aurora user guide, tables of max_connections, as far as they are round numbers of memory.
  test.each([
    ['aurora-mysql', 'db.t4g.medium', undefined, 90],
    ['aurora-mysql', 'db.r8g.large', undefined, 1000],
    ['aurora-mysql', 'db.r6g.12xlarge', undefined, 6000],
    ['aurora-mysql', 'db.serverless', { minAcu: 0.5, maxAcu: 4 }, 135],
    ['aurora-mysql', 'db.serverless', { minAcu: 0.5, maxAcu: 128 }, 5000],
    ['aurora-postgresql', 'db.r8g.4xlarge', undefined, 5000],
    ['aurora-postgresql', 'db.serverless', { minAcu: 8, maxAcu: 64 }, 5000],
    ['aurora-postgresql', 'db.serverless', { minAcu: 0.5, maxAcu: 64 }, 2000],
  ] as const)('know the connections of %s on %s in %j: %d', (name, instanceClass, serverless, connections) => {
    expect(maxConnections({ name }, instanceClass, serverless ? { serverless } : {})).toBe(connections);
  });

  test('follow max_connections where it is set', () => {
    const set = made(engine({ parameters: { max_connections: '500' } }));
    expect(alarms(set)['rds-prod-main-a-connections']).toMatchObject({ threshold: 300 });
  });
});

describe('access', () => {
  test('is closed until a connection is declared', () => {
    expect(made().none('aws_vpc_security_group_ingress_rule')).toBe(true);
    const opened = synth((stack) => {
      const cluster = new DatabaseCluster(stack, 'main', base);
      const web = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web servers' });
      web.connections.allowTo(cluster, cluster.port, 'application queries');
    });
    expect(opened.one('aws_vpc_security_group_ingress_rule')).toMatchObject({ from_port: 5432, to_port: 5432 });
  });

  test('is granted by IAM, to one database user of all instances', () => {
    const granted = made({}, (cluster) => cluster.grantConnect(app, 'orders'));
    const resourceId = granted.reference('aws_rds_cluster', 'cluster_resource_id');
    expect(statements(granted.one('aws_iam_role_policy').policy).Connect).toMatchObject({
      ...{ Action: 'rds-db:connect', Resource: [`arn:aws:rds-db:${region}:${account}:dbuser:${resourceId}/orders`] },
    });
    expect(granted.one('aws_iam_role_policy').role).toBe('app');
  });

  test('to the password of the master user is granted to those who make the others', () => {
    const granted = made({}, (cluster) => cluster.grantReadSecret('Bastion', app));
    const policy = statements(granted.one('aws_iam_role_policy').policy);
    expect(policy.ReadSecret!.Resource).toMatch(/aws_rds_cluster.*master_user_secret/);
    expect(policy.DecryptSecret).toMatchObject({ Action: 'kms:Decrypt', Resource: key.keyArn });
  });

  test('from another stack belongs to that stack', () => {
    const ref = {
      ...({ name: 'prod-main', account, region, engine: 'aurora-mysql', resourceId: 'cluster-ABC' } as const),
      ...{ endpoint: 'main.example.com', readerEndpoint: 'main-ro.example.com', securityGroupId: 'sg-1' },
    };
    const stack = synth((stack) => {
      const imported = DatabaseCluster.import(stack, 'main', ref);
      expect(imported).toMatchObject({ port: 3306, readerEndpoint: 'main-ro.example.com' });
      imported.grantConnect(app, 'orders');
    });
    expect(statements(stack.one('aws_iam_role_policy').policy).Connect!.Resource).toEqual([
      `arn:aws:rds-db:${region}:${account}:dbuser:cluster-ABC/orders`,
    ]);
  });

  test('of an imported cluster needs what the cluster says', () => {
    made({}, (cluster) => {
      expect(cluster.ref).toMatchObject({ name: 'prod-main', engine: 'aurora-postgresql', databaseName: 'postgres' });
      expect(cluster.proxyTarget.protocol).toBe('postgres');
    });
  });
});

test('a cluster is made from a snapshot, or from another cluster as it was, once', () => {
  const restored = one(engine({ restoreFrom: { snapshot: 'prod-main-before-17' } }));
  expect(restored).toMatchObject({ snapshot_identifier: 'prod-main-before-17' });
  expect(restored.lifecycle.ignore_changes).toEqual(['snapshot_identifier', 'restore_to_point_in_time']);
  const at = '2026-09-01T10:00:00Z';
  expect(one(engine({ restoreFrom: { pointInTime: { of: 'prod-old', at } } })).restore_to_point_in_time).toEqual({
    ...{ source_cluster_identifier: 'prod-old', restore_to_time: at },
  });
});

test.each<[Props, string]>([
  [engine({ version: '12' }), 'engine.version: expected 14, 15, 16, 17, or a minor version of one, found "12"'],
  [engine({ name: 'aurora-mysql', version: '8.0.36' }), 'engine.version: expected a version, such as 17 or 8.0'],
  [engine({ name: 'aurora-mysql', version: '8.4' }), 'engine.version: expected 8.0, or a minor version of one'],
  [engine({ name: 'postgres' as 'aurora-mysql' }), 'engine.name: expected one of aurora-postgresql, aurora-mysql'],
  [engine({ databaseName: 'user' }), 'engine.databaseName: expected no word that aurora-postgresql reserves'],
  [engine({ parameters: { 'rds.force_ssl': '0' } }), 'engine.parameters.rds.force_ssl: expected nothing: it is set to'],
  [
    engine({ instanceParameters: { log_statement: 'all' } }),
    'engine.instanceParameters.log_statement: expected nothing',
  ],
  [
    { engine: { name: 'aurora-mysql', version: '8.0', parameters: { server_audit_events: 'QUERY' } } },
    'engine.parameters.server_audit_events: expected nothing: it is set for the logs',
  ],
  [engine({ auditEvents: ['CONNECT'] }), 'engine.auditEvents: expected nothing, of aurora-postgresql'],
  [engine({ allowMajorVersionUpgrade: true }), 'upkeep.applyImmediately: expected true, for a major version'],
  [capacity({ instances: {} }), 'capacity.instances: expected 1 to 16 instances by name'],
  [capacity({ instances: { writer: {} } }), 'capacity.instances: expected up to 21 of a-z'],
  [capacity({ instanceClass: 'db.m7g.large' }), 'capacity.instanceClass: expected a class of Aurora'],
  [capacity({ instanceClass: 'db.t4g.micro' }), 'capacity.instanceClass: expected a class of Aurora'],
  [
    capacity({ instances: { a: { promotionTier: 16 } } }),
    'capacity.instances.a.promotionTier: expected a whole number',
  ],
  [capacity({ instanceClass: 'db.serverless' }), 'capacity.serverless: expected a range, for instances of class'],
  [capacity({ serverless: range }), 'capacity.serverless: expected nothing: no instance is db.serverless'],
  [
    capacity({ instanceClass: 'db.serverless', serverless: { minAcu: 8, maxAcu: 4 } }),
    'capacity.serverless.maxAcu: expected minAcu, 8, or more, found 4',
  ],
  [
    capacity({ instanceClass: 'db.serverless', serverless: { minAcu: 0.7, maxAcu: 4 } }),
    'capacity.serverless.minAcu: expected 0 to 256 ACU, in steps of 0.5, found 0.7',
  ],
  [
    capacity({ instanceClass: 'db.serverless', serverless: { ...range, secondsUntilAutoPause: 600 } }),
    'capacity.serverless.secondsUntilAutoPause: expected nothing: only minAcu 0 pauses, found 600',
  ],
  [
    capacity({ instances: { a: {} }, readerScaling: { maxReaders: 2 } }),
    'capacity.instances: expected two or more, for readerScaling: one reader stays',
  ],
  [
    capacity({ instances: { a: {}, b: {}, c: {} }, readerScaling: { maxReaders: 1 } }),
    'capacity.readerScaling.maxReaders: expected 2 or more',
  ],
  [upkeep({ maintenanceWindow: 'sun:01:30-sun:02:30' }), 'upkeep.maintenanceWindow: expected a window that does not'],
  [
    engine({ restoreFrom: { pointInTime: { of: 'prod-main', at: '2026-09-01T10:00:00Z' } } }),
    'engine.restoreFrom.pointInTime.of: expected another cluster: the new one is made beside it, found "prod-main"',
  ],
  [{ key: { keyArn: 'alias/data' } }, 'key.keyArn: expected the ARN of a KMS key, found "alias/data"'],
])('refuses %j', (props, message) => {
  expect(refusal(props)).toThrow(`stack/main: ${message}`);
});

test('refuses a network of one zone', () => {
  const subnetIds = { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-data-a' } };
  expect(refusal({ network: { ...network, subnetIds } })).toThrow('stack/main: network: expected two zones or more');
});
