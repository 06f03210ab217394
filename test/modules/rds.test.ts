import { Database } from '../../modules/rds';
import type { DatabaseProps } from '../../modules/rds';
import { hasPerformanceInsights, memoryBytes } from '../../modules/rds/instance-class';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/data` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};

const base: DatabaseProps = {
  name: 'prod-main',
  account,
  region,
  network,
  key,
  engine: { name: 'postgres', version: '17' },
  capacity: { instanceClass: 'db.r7g.large', allocatedStorageGb: 100, maxAllocatedStorageGb: 1000, multiAz: true },
  upkeep: {
    backupRetentionDays: 14,
    backupWindow: '01:00-02:00',
    maintenanceWindow: 'sun:03:00-sun:04:00',
    logRetentionDays: 90,
  },
  alarms: { topic },
};
const engine = (change: Partial<DatabaseProps['engine']>) => ({ engine: { ...base.engine, ...change } });
const capacity = (change: Partial<DatabaseProps['capacity']>) => ({ capacity: { ...base.capacity, ...change } });
const upkeep = (change: Partial<DatabaseProps['upkeep']>) => ({ upkeep: { ...base.upkeep, ...change } });
const replicas = (...readReplicas: string[]) => capacity({ readReplicas });
const mysql = engine({ name: 'mysql', version: '8.4' });

function database(props: Partial<DatabaseProps> = {}, use: (database: Database) => void = () => {}) {
  return synth((stack) => use(new Database(stack, 'main', { ...base, ...props })));
}
const instances = (synthesized: Synthesized) =>
  Object.fromEntries<Attributes>(synthesized.all('aws_db_instance').map((one) => [one.identifier, one]));
const alarms = (synthesized: Synthesized): Record<string, Attributes> =>
  Object.fromEntries(synthesized.all('aws_cloudwatch_metric_alarm').map((alarm) => [alarm.alarm_name, alarm]));
const named = (parameters: Attributes[]) => Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

describe('the instance', () => {
  test('is encrypted with the key, also its insights and the secret of its master user', () => {
    expect(database().one('aws_db_instance')).toMatchObject({
      storage_encrypted: true,
      kms_key_id: key.keyArn,
      performance_insights_kms_key_id: key.keyArn,
      master_user_secret_kms_key_id: key.keyArn,
    });
  });

  test('has a master password that RDS makes and keeps', () => {
    const instance = database().one('aws_db_instance');
    expect(instance).toMatchObject({ username: 'administrator', manage_master_user_password: true });
    expect(Object.keys(instance).filter((argument) => argument.startsWith('password'))).toEqual([]);
  });

  test('is in the data tier, with no public address', () => {
    const synthesized = database();
    expect(synthesized.one('aws_db_subnet_group').subnet_ids).toEqual(['subnet-data-a', 'subnet-data-b']);
    expect(synthesized.one('aws_db_instance')).toMatchObject({
      publicly_accessible: false,
      db_subnet_group_name: synthesized.reference('aws_db_subnet_group', 'name'),
    });
  });

  test('has the capacity asked for, on gp3 storage that grows by itself', () => {
    expect(database().one('aws_db_instance')).toMatchObject({
      engine: 'postgres',
      engine_version: '17',
      instance_class: 'db.r7g.large',
      multi_az: true,
      storage_type: 'gp3',
      allocated_storage: 100,
      max_allocated_storage: 1000,
      port: 5432,
    });
  });

  test('is backed up and maintained when asked, and changed only then', () => {
    expect(database().one('aws_db_instance')).toMatchObject({
      backup_retention_period: 14,
      backup_window: '01:00-02:00',
      maintenance_window: 'sun:03:00-sun:04:00',
      apply_immediately: false,
      auto_minor_version_upgrade: true,
      copy_tags_to_snapshot: true,
    });
  });

  test('is protected from deletion, and leaves a snapshot and its backups when it goes', () => {
    expect(database().one('aws_db_instance')).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      delete_automated_backups: false,
    });
  });

  test('names its last snapshot after what no other life of the database has', () => {
    const synthesized = database();
    const group = synthesized.reference('aws_security_group', 'id');
    expect(synthesized.one('aws_db_instance').final_snapshot_identifier).toBe(`prod-main-final-${group}`);
  });

  test('loses a protection only with a reason, which the review can read', () => {
    const off = { off: true, reason: 'holds generated data only' } as const;
    const props = { ...base, optOuts: { deletionProtection: off, finalSnapshot: off } };
    const instance = database(props).one('aws_db_instance');
    expect(instance).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(instance).not.toHaveProperty('final_snapshot_identifier');
    const reasons = optOuts((stack) => new Database(stack, 'main', props));
    expect(reasons['stack/main/source/instance']).toEqual({
      deletion_protection: off.reason,
      final_snapshot: off.reason,
    });
  });

  test('authenticates with IAM', () => {
    expect(database().one('aws_db_instance').iam_database_authentication_enabled).toBe(true);
  });

  test('gets a first database when one is named', () => {
    expect(database(engine({ databaseName: 'shop' })).one('aws_db_instance').db_name).toBe('shop');
    expect(database().one('aws_db_instance')).not.toHaveProperty('db_name');
  });
});

describe('the parameter group', () => {
  const group = (props: Partial<DatabaseProps>) => database(props).one('aws_db_parameter_group');

  test('forces TLS, and logs connections, changes of schema and slow statements on PostgreSQL', () => {
    expect(named(group({}).parameter)).toEqual({
      'rds.force_ssl': '1',
      log_connections: '1',
      log_disconnections: '1',
      log_statement: 'ddl',
      log_min_duration_statement: '1000',
    });
  });

  test('logs connections in the words of PostgreSQL 18, which takes no flag', () => {
    expect(named(group(engine({ version: '18.1' })).parameter)).toMatchObject({ log_connections: 'all' });
  });

  test('forces TLS and logs slow statements on MySQL', () => {
    expect(named(group(mysql).parameter)).toEqual({
      require_secure_transport: '1',
      slow_query_log: '1',
      long_query_time: '1',
      log_output: 'FILE',
    });
  });

  test('waits for a reboot with each, as RDS reports it back', () => {
    for (const parameter of group({}).parameter) expect(parameter.apply_method).toBe('pending-reboot');
  });

  test('has parameters of its own, at once where RDS lists them as dynamic, and else with a reboot', () => {
    const parameters = {
      work_mem: '65536',
      'rds.adaptive_autovacuum': '0',
      shared_buffers: '{DBInstanceClassMemory/65536}',
    };
    const own = group(engine({ parameters })).parameter.filter(({ name }: Attributes) => name in parameters);
    expect(own).toEqual([
      { name: 'work_mem', value: '65536', apply_method: 'immediate' },
      { name: 'rds.adaptive_autovacuum', value: '0', apply_method: 'immediate' },
      { name: 'shared_buffers', value: '{DBInstanceClassMemory/65536}', apply_method: 'pending-reboot' },
    ]);
  });

  test('keeps those of TLS and logs beside them, as they were', () => {
    const set = group({}).parameter;
    expect(group(engine({ parameters: { work_mem: '65536' } })).parameter).toEqual(expect.arrayContaining(set));
    expect(group(engine({ parameters: {} })).parameter).toEqual(set);
  });

  test('waits for a reboot with each of MySQL, of which RDS lists none as dynamic', () => {
    const parameters = { work_mem: '1', 'gtid-mode': 'ON', max_allowed_packet: '67108864' };
    for (const parameter of group({ engine: { ...mysql.engine, parameters } }).parameter) {
      expect(parameter.apply_method).toBe('pending-reboot');
    }
  });

  const tls = 'nothing: it is set to force TLS on every connection';
  const left = 'nothing: the versions and ciphers of TLS are left to RDS';
  const logs = 'nothing: it is set for the logs, which have the same of every database';
  test.each([
    ['postgres', 'rds.force_ssl', '0', tls],
    ['postgres', 'ssl_min_protocol_version', 'TLSv1', left],
    ['postgres', 'log_connections', '0', logs],
    ['postgres', 'log_disconnections', '0', logs],
    ['postgres', 'log_statement', 'all', logs],
    ['postgres', 'log_min_duration_statement', '-1', logs],
    ['mysql', 'require_secure_transport', '0', tls],
    ['mysql', 'tls_version', 'TLSv1', left],
    ['mysql', 'slow_query_log', '0', logs],
    ['mysql', 'long_query_time', '10', logs],
    ['mysql', 'log_output', 'NONE', logs],
    [
      'postgres',
      'max_connections',
      'LEAST({DBInstanceClassMemory/9531392},5000)',
      'a whole number: the threshold of the alarm on connections is computed from it',
    ],
  ] as const)('of %s refuses %s for its own', (name, parameter, value, expected) => {
    const { version } = name === 'mysql' ? mysql.engine : base.engine;
    expect(() => group({ engine: { name, version, parameters: { [parameter]: value } } })).toThrow(
      `main: engine.parameters.${parameter}: expected ${expected}, found "${value}"`,
    );
  });

  test.each([
    [
      'a name in upper case',
      { Work_Mem: '1' },
      ': expected a parameter as RDS describes it, such as work_mem: a-z, 0-9 and _, with . or - between them, found "Work_Mem"',
    ],
    [
      'an empty value',
      { work_mem: '' },
      '.work_mem: expected a value of 1 to 1000 characters, no space at either end, found ""',
    ],
    ['a number', { work_mem: 65_536 as never }, '.work_mem: expected a value of 1 to 1000 characters'],
  ])('refuses %s', (_, parameters, message) => {
    expect(() => group(engine({ parameters }))).toThrow(`main: engine.parameters${message}`);
  });

  test.each([
    ['postgres', '17.6', 'postgres17', 'prod-main-postgres17'],
    ['postgres', '14', 'postgres14', 'prod-main-postgres14'],
    ['mysql', '8.0.42', 'mysql8.0', 'prod-main-mysql8-0'],
    ['mysql', '8.4', 'mysql8.4', 'prod-main-mysql8-4'],
  ] as const)('is of the family of %s %s, and named after it', (name, version, family, group_) => {
    expect(group({ engine: { name, version } })).toMatchObject({ family, name: group_ });
  });

  test('is replaced before it is taken away', () => {
    expect(group({}).lifecycle).toMatchObject({ create_before_destroy: true });
  });
});

describe('logs', () => {
  test.each([
    ['postgres', base.engine, ['iam-db-auth-error', 'postgresql', 'upgrade']],
    ['mysql', mysql.engine, ['error', 'iam-db-auth-error', 'slowquery']],
  ])('of %s go to encrypted groups that were there before the instance', (_, engine, logs) => {
    const synthesized = database({ engine });
    const groups = synthesized.resources('aws_cloudwatch_log_group');
    expect(groups.map(({ attributes }) => attributes.name)).toEqual(
      logs.map((log) => `/aws/rds/instance/prod-main/${log}`),
    );
    for (const { attributes } of groups) {
      expect(attributes).toMatchObject({ kms_key_id: key.keyArn, retention_in_days: 90 });
    }
    const instance = synthesized.one('aws_db_instance');
    expect(instance.enabled_cloudwatch_logs_exports).toEqual(logs);
    expect(instance.depends_on).toEqual(expect.arrayContaining(groups.map(({ type, name }) => `${type}.${name}`)));
  });
});

describe('monitoring', () => {
  test('reads the system every minute, and keeps insights for seven days', () => {
    const synthesized = database();
    expect(synthesized.one('aws_db_instance')).toMatchObject({
      monitoring_interval: 60,
      monitoring_role_arn: synthesized.reference('aws_iam_role', 'arn'),
      // RDS tries the role when it makes the instance.
      depends_on: expect.arrayContaining([expect.stringMatching(/^aws_iam_role_policy_attachment\./)]),
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
    });
  });

  test('has a role that RDS takes for these instances and no other', () => {
    const synthesized = database(replicas('reads'));
    const { EnhancedMonitoring } = statements(synthesized.one('aws_iam_role').assume_role_policy);
    const arn = `arn:aws:rds:${region}:${account}:db:prod-main`;
    expect(EnhancedMonitoring).toMatchObject({
      Principal: { Service: 'monitoring.rds.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': [arn, `${arn}-reads`] } },
    });
    expect(synthesized.one('aws_iam_role_policy_attachment').policy_arn).toMatch(/AmazonRDSEnhancedMonitoringRole$/);
  });

  test.each([
    ['mysql', 'db.t4g.micro', false],
    ['mysql', 'db.t3.small', false],
    ['mysql', 'db.t4g.medium', true],
    ['postgres', 'db.t4g.micro', true],
  ] as const)('of %s on %s has insights: %s', (name, instanceClass, offered) => {
    expect(hasPerformanceInsights(name, instanceClass)).toBe(offered);
    const { version } = name === 'mysql' ? mysql.engine : base.engine;
    const instance = database({ engine: { name, version }, ...capacity({ instanceClass }) }).one('aws_db_instance');
    expect(instance.performance_insights_enabled).toBe(offered);
    expect('performance_insights_kms_key_id' in instance).toBe(offered);
  });
});

describe('read replicas', () => {
  const replicated = database(replicas('reporting', 'reads'));
  const { 'prod-main': source, 'prod-main-reporting': replica } = instances(replicated);

  test('are keyed by name: another order changes nothing', () => {
    const addresses = (synthesized: Synthesized) => synthesized.resources('aws_db_instance').map(({ name }) => name);
    expect(addresses(database(replicas('reads', 'reporting'))).sort()).toEqual(addresses(replicated).sort());
  });

  test("are protected like their source, under the source's key", () => {
    for (const argument of [
      'instance_class',
      'storage_encrypted',
      'parameter_group_name',
      'vpc_security_group_ids',
      'iam_database_authentication_enabled',
      'performance_insights_kms_key_id',
      'deletion_protection',
      'maintenance_window',
      'enabled_cloudwatch_logs_exports',
    ]) {
      expect([argument, replica![argument]]).toEqual([argument, source![argument]]);
    }
  });

  test('leave to the source what RDS takes from there', () => {
    expect(replica).toMatchObject({ replicate_source_db: expect.stringContaining('.identifier}') });
    for (const argument of ['kms_key_id', 'db_subnet_group_name', 'allocated_storage', 'username', 'engine_version']) {
      expect(replica).not.toHaveProperty(argument);
    }
    expect(replica).toMatchObject({ skip_final_snapshot: true });
  });

  test('write to log groups of their own', () => {
    const names = replicated.all('aws_cloudwatch_log_group').map(({ name }) => name);
    expect(names).toContain('/aws/rds/instance/prod-main-reporting/postgresql');
  });

  test('have alarms of their own, and one on how far they are behind', () => {
    expect(alarms(replicated)).toMatchObject({
      'rds-prod-main-reads-cpu': { dimensions: { DBInstanceIdentifier: 'prod-main-reads' } },
      'rds-prod-main-reads-replica-lag': { metric_name: 'ReplicaLag', threshold: 60, period: 60 },
    });
    expect(alarms(replicated)).not.toHaveProperty('rds-prod-main-replica-lag');
  });

  describe('of another class', () => {
    const large = { name: 'reporting', instanceClass: 'db.r7g.2xlarge' };
    const own = database(capacity({ readReplicas: [large, 'reads'] }));
    const gib = 1024 ** 3;

    test('have it, and the others have that of their source', () => {
      const classes = Object.entries(instances(own)).map(([name, { instance_class }]) => [name, instance_class]);
      expect(Object.fromEntries(classes)).toEqual({
        'prod-main': 'db.r7g.large',
        'prod-main-reads': 'db.r7g.large',
        'prod-main-reporting': 'db.r7g.2xlarge',
      });
    });

    test('have alarms on the memory and the connections of it', () => {
      expect(alarms(own)).toMatchObject({
        'rds-prod-main-memory': { threshold: Math.floor(0.05 * 16 * gib) },
        'rds-prod-main-reads-memory': { threshold: Math.floor(0.05 * 16 * gib) },
        'rds-prod-main-reporting-memory': { threshold: Math.floor(0.05 * 64 * gib) },
        'rds-prod-main-connections': { threshold: 1081 },
        'rds-prod-main-reporting-connections': { threshold: 3000 },
      });
      expect(alarms(own)).not.toHaveProperty('rds-prod-main-reporting-cpu-credits');
    });

    test('have the alarm on CPU credits where it is burstable, and insights where it has them', () => {
      const small = { name: 'reads', instanceClass: 'db.t4g.small' };
      const burstable = database({ ...mysql, ...capacity({ readReplicas: [small] }) });
      expect(alarms(burstable)).toHaveProperty('rds-prod-main-reads-cpu-credits');
      expect(alarms(burstable)).not.toHaveProperty('rds-prod-main-cpu-credits');
      expect(instances(burstable)).toMatchObject({
        'prod-main': { performance_insights_enabled: true },
        'prod-main-reads': { performance_insights_enabled: false },
      });
    });

    test('change nothing else, and are the same resources', () => {
      const same = database(replicas('reporting', 'reads'));
      const { 'prod-main-reporting': replica, ...others } = instances(own);
      const { 'prod-main-reporting': before, ...othersBefore } = instances(same);
      expect(replica).toEqual({ ...before, instance_class: 'db.r7g.2xlarge' });
      expect(others).toEqual(othersBefore);
      expect(own.resources('aws_db_instance').map(({ name }) => name)).toEqual(
        same.resources('aws_db_instance').map(({ name }) => name),
      );
    });

    test('keep it while they retire', () => {
      const retiring = database(capacity({ readReplicas: ['reads'], retiringReplicas: [large] }));
      const { '//': _, ...replica } = instances(retiring)['prod-main-reporting']!;
      expect(replica).toEqual({ ...instances(own)['prod-main-reporting'], deletion_protection: false });
    });

    test.each<[string, Partial<DatabaseProps['capacity']>, string]>([
      [
        'no class of RDS',
        { readReplicas: [{ name: 'reads', instanceClass: 'r7g.large' }] },
        'readReplicas[0].instanceClass: expected a class such as db.t4g.micro or db.r7g.2xlarge, found "r7g.large"',
      ],
      [
        'no class',
        { readReplicas: [{ name: 'reads' } as never] },
        'readReplicas[0].instanceClass: expected a class such as db.t4g.micro or db.r7g.2xlarge, found nothing',
      ],
      [
        'the name of another',
        { readReplicas: ['reporting', large] },
        'readReplicas: expected each name once, found ["reporting","reporting"]',
      ],
      [
        'the name of one that is kept',
        { readReplicas: ['reporting'], retiringReplicas: [large] },
        'retiringReplicas: expected no name that is still in readReplicas, found ["reporting"]',
      ],
    ])('are refused with %s', (_, change, message) => {
      expect(() => database(capacity(change))).toThrow(`main: capacity.${message}`);
    });
  });

  test('give their endpoints by name', () => {
    database(replicas('reads'), ({ replicaEndpoints }) => expect(Object.keys(replicaEndpoints)).toEqual(['reads']));
  });
});

describe('an upgrade', () => {
  const upgraded = {
    ...engine({ version: '17', allowMajorVersionUpgrade: true }),
    ...upkeep({ applyImmediately: true }),
  };

  test('of a major version is taken by the source, at once, on all instances', () => {
    const { 'prod-main': source, 'prod-main-reads': replica } = instances(
      database({ ...replicas('reads'), ...upgraded }),
    );
    expect(source).toMatchObject({ allow_major_version_upgrade: true, apply_immediately: true, engine_version: '17' });
    // RDS upgrades it with its source; only its parameter group is changed by Terraform, and after its source.
    expect(replica).toMatchObject({ apply_immediately: true, replicate_source_db: expect.anything() });
    expect(replica).not.toHaveProperty('engine_version');
  });

  test('is refused by RDS otherwise', () => {
    expect(database().one('aws_db_instance')).not.toHaveProperty('allow_major_version_upgrade');
  });

  test('has the parameter group of the new version before that of the old one goes', () => {
    expect(database(upgraded).one('aws_db_parameter_group')).toMatchObject({
      name: 'prod-main-postgres17',
      lifecycle: { create_before_destroy: true },
    });
  });

  test.each<[string, Partial<DatabaseProps>, string]>([
    [
      'a minor version where there are read replicas',
      { ...engine({ version: '17.6' }), ...replicas('reads') },
      'engine.version: expected 17 alone: RDS upgrades minor versions of read replicas, then of their source, found "17.6"',
    ],
    [
      'a minor version while a replica is retiring',
      { ...engine({ version: '17.6' }), ...capacity({ retiringReplicas: ['reads'] }) },
      'engine.version: expected 17 alone',
    ],
    [
      'a major version in the window',
      engine({ allowMajorVersionUpgrade: true }),
      'upkeep.applyImmediately: expected true, for a major version, found false',
    ],
    [
      'a major version of MySQL with read replicas',
      {
        engine: { name: 'mysql', version: '8.4', allowMajorVersionUpgrade: true },
        ...upkeep({ applyImmediately: true }),
        ...replicas('reads'),
      },
      'capacity.readReplicas: expected none of MySQL while its major version changes: RDS upgrades them first, found ["reads"]',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => database(props)).toThrow(`main: ${message}`);
  });
});

describe('a change that RDS would refuse half-way', () => {
  const applied = (synthesized: Synthesized, path: string) =>
    synthesized.resources('terraform_data').find(({ attributes }) => attributes['input'].value === path)!;

  test('is another engine: the plan compares it with that of the last apply', () => {
    const synthesized = database();
    const { name, attributes } = applied(synthesized, 'postgres');
    expect(attributes.lifecycle).toEqual({ ignore_changes: ['input'] });
    expect(synthesized.one('aws_db_instance').lifecycle.precondition[0]).toEqual({
      condition: `\${terraform_data.${name}.output.value == "postgres"}`,
      error_message: expect.stringContaining('RDS changes the engine of no database.'),
    });
  });

  test('is another major version, unless an upgrade is allowed, which the next apply compares with', () => {
    const [, major] = database().one('aws_db_instance').lifecycle.precondition;
    expect(major.error_message).toContain('or allowMajorVersionUpgrade for an upgrade to 17');
    const upgrade = database({
      ...engine({ allowMajorVersionUpgrade: true }),
      upkeep: { ...base.upkeep, applyImmediately: true },
    });
    expect(upgrade.one('aws_db_instance').lifecycle.precondition).toHaveLength(1);
    expect(applied(upgrade, '17').attributes.lifecycle).toBeUndefined();
  });
});

describe('a database that is restored', () => {
  const restored = (restoreFrom: DatabaseProps['engine']['restoreFrom']) => database(engine({ restoreFrom }));

  test('is made from a snapshot, or from another as it was', () => {
    expect(restored({ snapshot: 'prod-old-final' }).one('aws_db_instance').snapshot_identifier).toBe('prod-old-final');
    const pointInTime = { of: 'prod-old', at: '2026-09-01T10:00:00Z' };
    expect(restored({ pointInTime }).one('aws_db_instance').restore_to_point_in_time).toEqual({
      source_db_instance_identifier: 'prod-old',
      restore_time: '2026-09-01T10:00:00Z',
    });
  });

  test('is what every database may have been: what it was made from replaces none', () => {
    for (const synthesized of [database(), restored({ snapshot: 'prod-old-final' })]) {
      expect(synthesized.one('aws_db_instance').lifecycle.ignore_changes).toEqual([
        'snapshot_identifier',
        'restore_to_point_in_time',
      ]);
    }
  });

  test.each<[string, Partial<DatabaseProps['engine']>, string]>([
    ['nothing', { restoreFrom: {} }, 'restoreFrom: expected either snapshot or pointInTime, found {}'],
    [
      'itself',
      { restoreFrom: { pointInTime: { of: 'prod-main', at: '2026-09-01T10:00:00Z' } } },
      'restoreFrom.pointInTime.of: expected another instance: the new one is made beside it, found "prod-main"',
    ],
    [
      'a snapshot, with a first database',
      { restoreFrom: { snapshot: 'prod-old-final' }, databaseName: 'shop' },
      'databaseName: expected nothing, where the databases are those of engine.restoreFrom, found "shop"',
    ],
  ])('is refused from %s', (_, change, message) => {
    expect(() => database(engine(change))).toThrow(`main: engine.${message}`);
  });
});

describe('storage', () => {
  const storage = (change: Partial<DatabaseProps['capacity']>, props = base.engine) => {
    const synthesized = database({
      engine: props,
      capacity: { ...base.capacity, maxAllocatedStorageGb: 4000, ...change },
    });
    const { storage_type, allocated_storage, iops, storage_throughput } = instances(synthesized)['prod-main']!;
    return { storage_type, allocated_storage, iops, storage_throughput };
  };

  test.each([
    [399, undefined, undefined],
    [400, 12_000, 500],
  ])('of %i GiB of gp3 is sent %s IOPS and %s MiB/s', (allocatedStorageGb, iops, storage_throughput) => {
    expect(storage({ allocatedStorageGb })).toMatchObject({ storage_type: 'gp3', iops, storage_throughput });
  });

  test('of gp3 takes more IOPS and throughput; on MySQL throughput rises with the IOPS', () => {
    const large = { allocatedStorageGb: 400, iops: 40_000 };
    expect(storage(large)).toMatchObject({ iops: 40_000, storage_throughput: 500 });
    expect(storage(large, mysql.engine)).toMatchObject({ iops: 40_000, storage_throughput: 625 });
    expect(storage({ ...large, throughputMibps: 4000 })).toMatchObject({ storage_throughput: 4000 });
  });

  test('of a replica on gp3 is what its size gives; on io2 it has the IOPS of its source', () => {
    const of = (change: Partial<DatabaseProps['capacity']>) =>
      instances(database(capacity({ readReplicas: ['reads'], maxAllocatedStorageGb: 4000, ...change })))[
        'prod-main-reads'
      ];
    expect(of({ allocatedStorageGb: 400 })).not.toHaveProperty('iops');
    expect(of({ storageType: 'io2', iops: 3000 })).toMatchObject({ storage_type: 'io2', iops: 3000 });
  });

  test.each<[string, Partial<DatabaseProps['capacity']>, string]>([
    [
      'IOPS below 400 GiB of gp3',
      { iops: 12_000 },
      'iops: expected nothing: gp3 below 400 GiB has 3000 IOPS and 125 MiB/s, found 12000',
    ],
    [
      'fewer IOPS than gp3 has',
      { allocatedStorageGb: 400, iops: 3000 },
      'iops: expected a whole number from 12000 to 64000, with that storage, found 3000',
    ],
    [
      'throughput above a quarter of the IOPS',
      { allocatedStorageGb: 400, throughputMibps: 3001 },
      'throughputMibps: expected a whole number from 500 to 3000, with that storage, found 3001',
    ],
    [
      'io2 without IOPS',
      { storageType: 'io2' },
      'iops: expected a whole number from 2000 to 100000, with that storage, found nothing',
    ],
    [
      'less than 100 GiB of io2',
      { storageType: 'io2', iops: 3000, allocatedStorageGb: 99 },
      'allocatedStorageGb: expected 100 GiB or more of io2, found 99',
    ],
    [
      'throughput of io2',
      { storageType: 'io2', iops: 3000, throughputMibps: 500 },
      'throughputMibps: expected nothing: that of io2 follows from its IOPS, found 500',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => storage(change)).toThrow(`main: capacity.${message}`);
  });
});

describe('a read replica that is retiring', () => {
  const before = database(replicas('reads', 'reporting'));
  const after = database(capacity({ readReplicas: ['reads'], retiringReplicas: ['reporting'] }));
  const replica = (synthesized: Synthesized) => instances(synthesized)['prod-main-reporting']!;

  test('loses its deletion protection, for a reason that the review reads, and nothing else', () => {
    const { '//': _, ...unprotected } = replica(after);
    expect(unprotected).toEqual({ ...replica(before), deletion_protection: false });
    const props = { ...base, ...capacity({ readReplicas: [], retiringReplicas: ['reporting'] }) };
    const reasons = optOuts((stack) => new Database(stack, 'main', props));
    expect(reasons['stack/main/replicas/reporting/instance']).toMatchObject({
      deletion_protection: expect.stringMatching(/^It is retiring/),
    });
  });

  test('keeps its alarms, its events and the grants on it', () => {
    const kept = ['aws_cloudwatch_metric_alarm', 'aws_db_event_subscription', 'aws_secretsmanager_secret'];
    for (const type of kept) expect([type, after.all(type)]).toEqual([type, before.all(type)]);
  });

  test('leaves the source and the other replica as they are', () => {
    for (const identifier of ['prod-main', 'prod-main-reads']) {
      expect(instances(after)[identifier]).toEqual(instances(before)[identifier]);
    }
  });

  test.each([
    ['kept as well', { readReplicas: ['reads'], retiringReplicas: ['reads'] }, 'no name that is still in readReplicas'],
    [
      'one too many',
      { readReplicas: [...'abcdefghijklmno'], retiringReplicas: ['z'] },
      'up to 15 replicas with those kept',
    ],
  ])('is refused when it is %s', (_, change, expected) => {
    expect(() => database(capacity(change))).toThrow(`main: capacity.retiringReplicas: expected ${expected}`);
  });
});

test('every instance is deleted before its alarms: a deletion that RDS refuses leaves it watched', () => {
  const synthesized = database(replicas('reads'));
  for (const { identifier, depends_on } of synthesized.all('aws_db_instance')) {
    const own = synthesized
      .resources('aws_cloudwatch_metric_alarm')
      .filter(({ attributes }) => attributes.dimensions.DBInstanceIdentifier === identifier);
    expect(own.length).toBeGreaterThan(0);
    expect(depends_on).toEqual(expect.arrayContaining(own.map(({ type, name }) => `${type}.${name}`)));
  }
});

describe('the master password of a database with read replicas, which RDS does not manage', () => {
  const replicated = database(replicas('reads'));
  const source = instances(replicated)['prod-main']!;
  const version = replicated.one('aws_secretsmanager_secret_version');

  test('is made by Terraform at apply and kept in a secret under the key', () => {
    expect(replicated.one('aws_secretsmanager_secret')).toMatchObject({
      name_prefix: 'prod-main-master-',
      kms_key_id: key.keyArn,
    });
    expect(JSON.parse(version.secret_string_wo)).toEqual({ username: 'administrator', password: '${uuid()}' });
  });

  test('reaches the instance from the secret, through arguments that neither plan nor state keeps', () => {
    const [[name, { secret_id }]] = Object.entries<any>(
      replicated.json.ephemeral.aws_secretsmanager_secret_version,
    ) as [[string, Attributes]];
    // Unknown until apply, so that a plan does not open the secret.
    const readBack = replicated.reference('aws_secretsmanager_secret_version', 'secret_id').slice(2);
    expect(secret_id).toBe(`\${uuid() == "" ? "" : ${readBack}`);
    expect(source.password_wo).toBe(
      `\${jsondecode(ephemeral.aws_secretsmanager_secret_version.${name}.secret_string)["password"]}`,
    );
    for (const argument of ['password', 'manage_master_user_password', 'master_user_secret_kms_key_id']) {
      expect(source).not.toHaveProperty(argument);
    }
    expect(version).not.toHaveProperty('secret_string');
  });

  test('changes in both places when its version is raised', () => {
    const raised = database({ ...replicas('reads'), ...engine({ masterPasswordVersion: 2 }) });
    expect(instances(raised)['prod-main']!.password_wo_version).toBe(2);
    expect(raised.one('aws_secretsmanager_secret_version').secret_string_wo_version).toBe(2);
    expect(source.password_wo_version).toBe(1);
  });

  test('is of no concern where there are none', () => {
    expect(database().none('aws_secretsmanager_secret')).toBe(true);
    expect(database().json).not.toHaveProperty('ephemeral');
  });
});

describe('the security group', () => {
  test('has no rule until a connection is declared', () => {
    const synthesized = database();
    expect(synthesized.one('aws_security_group').name).toBe('prod-main-database');
    expect(synthesized.none('aws_vpc_security_group_ingress_rule')).toBe(true);
    expect(synthesized.none('aws_vpc_security_group_egress_rule')).toBe(true);
  });

  test("opens the engine's port to whom it is told", () => {
    const synthesized = synth((stack) => {
      const web = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' });
      const main = new Database(stack, 'main', base);
      web.connections.allowTo(main, main.port, 'application queries');
    });
    const [rule] = synthesized.resources('aws_vpc_security_group_ingress_rule');
    expect(rule).toMatchObject({ name: expect.stringContaining('to-main-tcp-5432-ingress') });
    expect(rule!.attributes).toMatchObject({ from_port: 5432, to_port: 5432, description: 'application queries' });
  });
});

describe('grants', () => {
  test('let a role log in as one user, to the database and its replicas', () => {
    const synthesized = database(replicas('reads'), (database) => database.grantConnect(app, 'orders'));
    const policy = synthesized.one('aws_iam_role_policy');
    expect(policy).toMatchObject({ role: 'app', name: 'connect-database-prod-main-as-orders' });
    const { Connect } = statements(policy.policy);
    expect(Connect!.Action).toBe('rds-db:connect');
    expect(Connect!.Resource).toHaveLength(2);
    for (const resource of Connect!.Resource) {
      expect(resource).toMatch(/^arn:aws:rds-db:eu-west-1:111122223333:dbuser:\$\{.*\.resource_id\}\/orders$/);
    }
  });

  test.each([
    ['that RDS manages', {}, /master_user_secret\[0\]\.secret_arn/],
    ['of its own', replicas('reads'), /^\$\{aws_secretsmanager_secret\..*\.arn\}$/],
  ])('let a role read the master secret %s, and decrypt it there and nowhere else', (_, props, secret) => {
    const synthesized = database(props, (database) => database.grantReadSecret('App', app));
    const { ReadSecret, DecryptSecret } = statements(synthesized.one('aws_iam_role_policy').policy);
    expect(ReadSecret).toMatchObject({
      Action: 'secretsmanager:GetSecretValue',
      Resource: expect.stringMatching(secret),
    });
    expect(DecryptSecret).toMatchObject({
      Action: 'kms:Decrypt',
      Resource: key.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    });
  });

  test.each([
    ['all users', '*', '1 to 32 letters, digits and _, no digit first, found "*"'],
    ['a user twice', 'app', 'each database user granted to one role, found "app"'],
  ])('refuse %s', (_, user, message) => {
    const grant = () =>
      database({}, (database) => {
        database.grantConnect(app, 'app');
        database.grantConnect(app, user);
      });
    expect(grant).toThrow(`stack/main: databaseUser: expected ${message}`);
  });
});

describe('alarms', () => {
  const gib = 1024 ** 3;

  test('watch CPU, memory, storage, connections and transaction ids, against what the instance has', () => {
    const thresholds = Object.entries(alarms(database())).map(
      ([name, { metric_name, threshold, comparison_operator }]) => [name, metric_name, comparison_operator, threshold],
    );
    expect(thresholds).toEqual([
      ['rds-prod-main-connections', 'DatabaseConnections', 'GreaterThanThreshold', 1081],
      ['rds-prod-main-cpu', 'CPUUtilization', 'GreaterThanThreshold', 80],
      ['rds-prod-main-memory', 'FreeableMemory', 'LessThanThreshold', Math.floor(0.05 * 16 * gib)],
      ['rds-prod-main-storage', 'FreeStorageSpace', 'LessThanThreshold', 5 * gib],
      ['rds-prod-main-transaction-ids', 'MaximumUsedTransactionIDs', 'GreaterThanThreshold', 1_000_000_000],
    ]);
  });

  test('tell the topic', () => {
    for (const alarm of database().all('aws_cloudwatch_metric_alarm')) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
    }
  });

  test('take other thresholds', () => {
    const props = {
      ...replicas('reads'),
      alarms: {
        topic,
        cpuPercent: 50,
        freeableMemoryPercent: 25,
        freeStoragePercent: 10,
        connectionsPercent: 100,
        replicaLagSeconds: 5,
      },
    };
    expect(alarms(database(props))).toMatchObject({
      'rds-prod-main-cpu': { threshold: 50 },
      'rds-prod-main-memory': { threshold: 4 * gib },
      'rds-prod-main-storage': { threshold: 10 * gib },
      'rds-prod-main-connections': { threshold: Math.floor((16 * gib) / 9_531_392) },
      'rds-prod-main-reads-replica-lag': { threshold: 5 },
    });
  });

  test('watch CPU credits of a burstable class only', () => {
    const burstable = alarms(database(capacity({ instanceClass: 'db.t4g.medium' })));
    expect(burstable['rds-prod-main-cpu-credits']).toMatchObject({ metric_name: 'CPUCreditBalance', threshold: 10 });
  });

  test('do not ask MySQL for transaction ids', () => {
    expect(alarms(database(mysql))).not.toHaveProperty('rds-prod-main-transaction-ids');
  });

  test('expect the connections that the database asks for, on replicas too', () => {
    const own = { ...replicas('reads'), ...engine({ parameters: { max_connections: '500' } }) };
    expect(alarms(database(own))).toMatchObject({
      'rds-prod-main-connections': { threshold: 300 },
      'rds-prod-main-reads-connections': { threshold: 300 },
    });
  });

  test('expect no more connections than the engine allows', () => {
    const large = alarms(database(capacity({ instanceClass: 'db.r7g.16xlarge' })));
    expect(large['rds-prod-main-connections']!.threshold).toBe(0.6 * 5000);
  });
});

test('events of the instance and its replicas go to the topic', () => {
  const { sns_topic, source_type, source_ids, event_categories } = database(replicas('reads')).one(
    'aws_db_event_subscription',
  );
  expect({ sns_topic, source_type }).toEqual({ sns_topic: topic.topicArn, source_type: 'db-instance' });
  expect(source_ids).toHaveLength(2);
  expect(event_categories).toEqual(
    expect.arrayContaining(['failover', 'failure', 'low storage', 'maintenance', 'configuration change']),
  );
});

describe('the memory of a class', () => {
  test.each([
    ['db.t4g.micro', 1],
    ['db.t3.medium', 4],
    ['db.m7g.large', 8],
    ['db.c6gd.xlarge', 8],
    ['db.r7g.xlarge', 32],
    ['db.r8g.16xlarge', 512],
    ['db.x2g.large', 32],
    ['db.x2iedn.xlarge', 128],
  ])('%s is %i GiB', (instanceClass, gib) => {
    expect(memoryBytes(instanceClass)).toBe(gib * 1024 ** 3);
  });

  test.each(['t4g.micro', 'db.t4g', 'db.t4g.enormous', 'db.q7.large', 'db.r7g.0xlarge'])(
    '%s has none',
    (instanceClass) => {
      expect(memoryBytes(instanceClass)).toBeUndefined();
    },
  );
});

describe('refuses', () => {
  const words = 'up to 40 of a-z, 0-9 and single - between them, a letter first';
  const oneZone = { ...network, subnetIds: { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-a' } } };
  const short = { off: true, reason: 'because' } as const;

  test.each<[string, Partial<DatabaseProps>, string]>([
    ['an identifier with two hyphens', { name: 'prod--main' }, `main: name: expected ${words}, found "prod--main"`],
    ['an identifier that ends in one', { name: 'prod-' }, `main: name: expected ${words}, found "prod-"`],
    [
      'an account that is not one',
      { account: '42' },
      'main: account: expected an account id of twelve digits, found "42"',
    ],
    [
      'a network with one zone',
      { network: oneZone },
      'main: network: expected two zones or more with a data subnet, as RDS does, found ["eu-west-1a"]',
    ],
    [
      'another engine',
      engine({ name: 'oracle' as 'mysql' }),
      'main: engine.name: expected one of postgres, mysql, found "oracle"',
    ],
    [
      'a major version that it does not know',
      engine({ version: '9.6' }),
      'main: engine.version: expected 14, 15, 16, 17, 18, or a minor version of one, found "9.6"',
    ],
    [
      'a version of another engine',
      { engine: { name: 'mysql', version: '17' } },
      'main: engine.version: expected 8.0, 8.4, or a minor version of one, found "17"',
    ],
    [
      'a class that RDS does not spell so',
      capacity({ instanceClass: 'r7g.large' }),
      'main: capacity.instanceClass: expected a class such as db.t4g.micro or db.r7g.2xlarge, found "r7g.large"',
    ],
    [
      'too little storage for gp3',
      capacity({ allocatedStorageGb: 19 }),
      'main: capacity.allocatedStorageGb: expected a whole number of GiB from 20 to 65536, found 19',
    ],
    [
      'storage with no room to grow',
      capacity({ maxAllocatedStorageGb: 109 }),
      'main: capacity.maxAllocatedStorageGb: expected a whole number of GiB from 110 to 65536, a tenth more than allocatedStorageGb, found 109',
    ],
    [
      'a replica name that makes no identifier',
      replicas('Reads'),
      'main: capacity.readReplicas[0]: expected up to 21 of a-z, 0-9 and single - between them, a letter first, or an object with name, instanceClass, found "Reads"',
    ],
    [
      'a replica twice',
      replicas('reads', 'reads'),
      'main: capacity.readReplicas[1]: expected 0 to 15 replicas, each once, found "reads"',
    ],
    [
      'no backups',
      upkeep({ backupRetentionDays: 0 }),
      'main: upkeep.backupRetentionDays: expected a whole number of days from 1 to 35, found 0',
    ],
    [
      'maintenance during the backup',
      upkeep({ maintenanceWindow: 'sun:01:30-sun:02:30' }),
      'main: upkeep.maintenanceWindow: expected a window that does not overlap upkeep.backupWindow 01:00-02:00, found "sun:01:30-sun:02:30"',
    ],
    [
      'a log retention that CloudWatch does not know',
      upkeep({ logRetentionDays: 42 }),
      'main: upkeep.logRetentionDays: expected one of 1, 3, 5',
    ],
    [
      'a protection off for no reason',
      { optOuts: { deletionProtection: short } },
      'main: optOuts.deletionProtection.reason: expected a reason of 10 to 300 characters, found "because"',
    ],
  ])('%s', (_, props, message) => {
    expect(() => database(props)).toThrow(`stack/${message}`);
  });
});

describe('the audit log', () => {
  const audited = (auditLog: DatabaseProps['engine']['auditLog'] = {}) =>
    engine({ name: 'mysql', version: '8.4', auditLog });
  const settings = (props: Partial<DatabaseProps>) =>
    named(database(props).one('aws_db_option_group').option[0].option_settings);

  test('of MySQL records who connects, and changes of schema and privileges, and not what RDS itself asks', () => {
    expect(settings(audited())).toEqual({
      SERVER_AUDIT_EVENTS: 'CONNECT,QUERY_DDL,QUERY_DCL',
      SERVER_AUDIT_EXCL_USERS: 'rdsadmin',
      SERVER_AUDIT_QUERY_LOG_LIMIT: '1024',
      SERVER_AUDIT_FILE_ROTATE_SIZE: '1000000',
      SERVER_AUDIT_FILE_ROTATIONS: '9',
    });
    expect(database(audited()).one('aws_db_option_group').option[0].option_name).toBe('MARIADB_AUDIT_PLUGIN');
  });

  test('records what it is told', () => {
    const told = audited({
      ...{ events: ['CONNECT', 'QUERY'], includedUsers: ['app', 'operator'], queryLogLimit: 4096 },
      ...{ fileRotateSizeBytes: 50_000_000, fileRotations: 20 },
    });
    expect(settings(told)).toEqual({
      SERVER_AUDIT_EVENTS: 'CONNECT,QUERY',
      SERVER_AUDIT_INCL_USERS: 'app,operator',
      SERVER_AUDIT_QUERY_LOG_LIMIT: '4096',
      SERVER_AUDIT_FILE_ROTATE_SIZE: '50000000',
      SERVER_AUDIT_FILE_ROTATIONS: '20',
    });
    expect(settings(audited({ excludedUsers: ['batch'] }))).toMatchObject({ SERVER_AUDIT_EXCL_USERS: 'batch' });
  });

  test('is sent to a log group of each instance, encrypted with the key, which forgets', () => {
    const synthesized = database({ ...audited(), ...replicas('reads') });
    for (const { identifier, enabled_cloudwatch_logs_exports: logs } of synthesized.all('aws_db_instance')) {
      expect(logs).toEqual(['audit', 'error', 'iam-db-auth-error', 'slowquery']);
      const groups = synthesized.all('aws_cloudwatch_log_group');
      expect(groups.find(({ name }) => name === `/aws/rds/instance/${identifier}/audit`)).toMatchObject({
        kms_key_id: key.keyArn,
        retention_in_days: 90,
      });
    }
  });

  test('goes out of the option group in place when it is decided off: every MySQL database and replica has a group of its own', () => {
    const synthesized = database({ ...mysql, ...replicas('reads') });
    const group = synthesized.one('aws_db_option_group');
    expect(group).toMatchObject({ engine_name: 'mysql', major_engine_version: '8.4' });
    expect(group).not.toHaveProperty('option');
    const name = synthesized.reference('aws_db_option_group', 'name');
    for (const { option_group_name } of synthesized.all('aws_db_instance')) expect(option_group_name).toBe(name);
    for (const { enabled_cloudwatch_logs_exports: logs } of synthesized.all('aws_db_instance')) {
      expect(logs).not.toContain('audit');
    }
  });

  test('is in a new group for a new major version: the old one, which snapshots have, stays under a name that nothing else gets', () => {
    const [old, young] = ['8.0', '8.4'].map((version) =>
      database(engine({ name: 'mysql', version })).one('aws_db_option_group'),
    );
    expect([old!.name_prefix, young!.name_prefix]).toEqual(['prod-main-mysql8-0-', 'prod-main-mysql8-4-']);
    expect(young).toMatchObject({ skip_destroy: true, lifecycle: { create_before_destroy: true } });
    expect(young).not.toHaveProperty('name');
  });

  test('is none of PostgreSQL, which keeps the option group of RDS', () => {
    const synthesized = database();
    expect(synthesized.none('aws_db_option_group')).toBe(true);
    expect(synthesized.one('aws_db_instance')).not.toHaveProperty('option_group_name');
  });

  test.each<[string, Partial<DatabaseProps['engine']>, string]>([
    [
      'of PostgreSQL',
      { auditLog: {} },
      'engine.auditLog: expected nothing, of postgres: its audit log is pgaudit, through the parameters shared_preload_libraries and pgaudit.log, found {}',
    ],
    [
      'of a version without it',
      { name: 'mysql', version: '8.0.27', auditLog: {} },
      'engine.version: expected 8.0.28 or later, for the audit log, found "8.0.27"',
    ],
    [
      'of users both included and excluded',
      { name: 'mysql', version: '8.4', auditLog: { includedUsers: ['app'], excludedUsers: ['batch'] } },
      'engine.auditLog.excludedUsers: expected nothing, beside includedUsers, found ["batch"]',
    ],
    [
      'in a file that grows without end',
      { name: 'mysql', version: '8.4', auditLog: { fileRotations: 0 } },
      'engine.auditLog.fileRotations: expected a whole number of files from 1 to 100, found 0',
    ],
    [
      'of an event that RDS for MySQL does not have',
      { name: 'mysql', version: '8.4', auditLog: { events: ['TABLE' as 'QUERY'] } },
      'engine.auditLog.events[0]: expected one of CONNECT, QUERY, QUERY_DDL, QUERY_DML, QUERY_DML_NO_SELECT, QUERY_DCL, found "TABLE"',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(() => database(engine(change))).toThrow(`stack/main: ${message}`);
  });
});
