import { readFileSync } from 'node:fs';
import { Key } from '../../modules/kms';
import { Migration, MigrationServiceRoles, type MigrationProps } from '../../modules/migration';
import { Topic } from '../../modules/notifications';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const certificatePem = readFileSync('test/support/certificates/database-ca.pem', 'utf8');
const source: MigrationProps['source'] = {
  ...{ engine: 'aurora-postgresql', host: 'old.example.com', port: 5432, databaseName: 'shop', user: 'dms_orders' },
  ...{ certificatePem, peers: [{ name: 'old', cidr: '203.0.113.10/32' }] },
};
const target: MigrationProps['target'] = {
  ...{ engine: 'mysql', host: 'new.example.com', port: 3306, user: 'dms_orders', certificatePem },
  peers: [{ name: 'new', cidr: '10.0.9.0/24' }],
};
const base: MigrationProps = {
  ...{ name: 'prod-orders', account, region, network, key, source, target, alarms: { topic } },
  task: { type: 'full-load-and-cdc', tables: ['public.orders', 'public.%_log'], endsOn: '2027-03-31' },
  instance: { instanceClass: 'dms.t3.medium', maintenanceWindow: 'sun:04:00-sun:05:00', logRetentionDays: 90 },
};

const migration = (props: Partial<MigrationProps> = {}): Synthesized =>
  synth((stack) => new Migration(stack, 'main', { ...base, ...props }));
const byName = (synthesized: Synthesized): Record<string, Attributes> =>
  Object.fromEntries(synthesized.all('aws_cloudwatch_metric_alarm').map((alarm) => [alarm.alarm_name, alarm]));
const endpoint = (synthesized: Synthesized, type: 'source' | 'target') =>
  synthesized.all('aws_dms_endpoint').find(({ endpoint_type }) => endpoint_type === type)!;

describe('the replication instance', () => {
  test('has no public address, encrypts what waits on it, and is in the private tier', () => {
    const synthesized = migration();
    expect(synthesized.one('aws_dms_replication_instance')).toMatchObject({
      ...{ replication_instance_id: 'prod-orders', replication_instance_class: 'dms.t3.medium' },
      ...{ publicly_accessible: false, kms_key_arn: key.keyArn, multi_az: false, allocated_storage: 50 },
      ...{ auto_minor_version_upgrade: true, preferred_maintenance_window: 'sun:04:00-sun:05:00' },
      vpc_security_group_ids: [synthesized.reference('aws_security_group', 'id')],
    });
    expect(synthesized.one('aws_dms_replication_subnet_group').subnet_ids).toEqual([
      'subnet-private-a',
      'subnet-private-b',
    ]);
  });

  test('connects to both sides on their ports, and to nothing else', () => {
    const opened = migration().all('aws_vpc_security_group_egress_rule');
    expect(opened.map(({ cidr_ipv4, from_port, description }) => [cidr_ipv4, from_port, description]).sort()).toEqual([
      ['10.0.9.0/24', 3306, 'Migration prod-orders, target'],
      ['203.0.113.10/32', 5432, 'Migration prod-orders, source'],
    ]);
    expect(migration().none('aws_vpc_security_group_ingress_rule')).toBe(true);
  });

  test('opens the group of a database to itself', () => {
    const synthesized = synth((stack) => {
      const database = SecurityGroup.import(stack, 'database', { securityGroupId: 'sg-database' });
      new Migration(stack, 'main', { ...base, target: { ...target, peers: [database] } });
    });
    expect(synthesized.one('aws_vpc_security_group_ingress_rule')).toMatchObject({
      ...{ security_group_id: 'sg-database', from_port: 3306 },
      referenced_security_group_id: synthesized.reference('aws_security_group', 'id'),
    });
  });

  test('says on which day it goes', () => {
    for (const type of ['aws_dms_replication_instance', 'aws_dms_replication_task']) {
      expect(migration().one(type).tags).toEqual({ Name: 'prod-orders', 'ends-on': '2027-03-31' });
    }
  });

  test('is as large as asked', () => {
    const instance = { ...base.instance, allocatedStorageGb: 200, multiAz: true };
    const made = migration({ instance }).one('aws_dms_replication_instance');
    expect(made).toMatchObject({ allocated_storage: 200, multi_az: true });
  });
});

describe('both sides', () => {
  test('are asked for the certificate of their host', () => {
    const synthesized = migration();
    for (const one of synthesized.all('aws_dms_endpoint')) expect(one.ssl_mode).toBe('verify-full');
    expect(synthesized.all('aws_dms_certificate').map(({ certificate_pem }) => certificate_pem as string)).toEqual([
      certificatePem,
      certificatePem,
    ]);
  });

  test('are logged in to by a secret, under the key, that neither plan nor state has', () => {
    const synthesized = migration();
    for (const one of synthesized.all('aws_dms_endpoint')) {
      expect(one).not.toHaveProperty('password');
      expect(one).not.toHaveProperty('server_name');
      expect(one.kms_key_arn).toBe(key.keyArn);
    }
    for (const secret of synthesized.all('aws_secretsmanager_secret')) expect(secret.kms_key_id).toBe(key.keyArn);
    const [first] = synthesized.all('aws_secretsmanager_secret_version');
    expect(JSON.parse(first!.secret_string_wo as string)).toEqual({
      ...{ host: 'old.example.com', port: 5432, username: 'dms_orders', password: '${uuid()}' },
    });
    expect(first).not.toHaveProperty('secret_string');
  });

  test('of another place or password have another version of the secret', () => {
    const synthesized = migration({ source: { ...source, passwordVersion: 3 } });
    const [first] = synthesized.all('aws_secretsmanager_secret_version');
    expect(first!.secret_string_wo_version).toBe(3);
    const [place] = (first!.lifecycle as { replace_triggered_by: string[] }).replace_triggered_by;
    expect(place).toMatch(/^terraform_data\./);
    expect(synthesized.all('terraform_data').map(({ input }) => input as string)).toEqual([
      'old.example.com:5432 dms_orders',
      'new.example.com:3306 dms_orders',
    ]);
  });

  test('are read for secrets by a role of DMS in the region, and no others', () => {
    const synthesized = migration();
    const trust = statements(synthesized.one('aws_iam_role').assume_role_policy as string);
    expect(trust.Service!.Principal).toEqual({ Service: 'dms.eu-west-1.amazonaws.com' });
    const { ReadSecrets, DecryptSecrets } = statements(synthesized.one('aws_iam_role_policy').policy as string);
    expect(ReadSecrets!.Action).toBe('secretsmanager:GetSecretValue');
    expect(ReadSecrets!.Resource).toHaveLength(2);
    expect(DecryptSecrets).toMatchObject({
      Resource: key.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    });
    expect(optOuts((stack) => new Migration(stack, 'main', base))).toEqual({
      'stack/main/secret-role/role': { source_account: expect.stringContaining('AWS documents no source account') },
    });
  });

  test('of PostgreSQL are named, and a source that is followed has a heartbeat', () => {
    const synthesized = migration();
    expect(endpoint(synthesized, 'source')).toMatchObject({
      ...{ engine_name: 'aurora-postgresql', database_name: 'shop' },
      postgres_settings: { heartbeat_enable: true, heartbeat_frequency: 5 },
    });
    expect(endpoint(synthesized, 'target')).not.toHaveProperty('database_name');
    const task = { ...base.task, type: 'full-load' } as const;
    expect(endpoint(migration({ task }), 'source')).not.toHaveProperty('postgres_settings');
  });
});

describe('the task', () => {
  const task = migration().one('aws_dms_replication_task');

  test('is started by people', () => {
    expect(task).toMatchObject({ replication_task_id: 'prod-orders', migration_type: 'full-load-and-cdc' });
    expect(task).not.toHaveProperty('start_replication_task');
  });

  test('moves the tables that are named, in whichever order they are', () => {
    const { rules } = JSON.parse(task.table_mappings as string) as { rules: Attributes[] };
    expect(rules.map((rule) => [rule['rule-action'], rule['object-locator']])).toEqual([
      ['include', { 'schema-name': 'public', 'table-name': '%_log' }],
      ['include', { 'schema-name': 'public', 'table-name': 'orders' }],
    ]);
    const other = { ...base.task, tables: ['public.%_log', 'public.orders'] };
    expect(migration({ task: other }).one('aws_dms_replication_task').table_mappings).toBe(task.table_mappings);
  });

  test('drops and truncates nothing, compares what it wrote, and logs', () => {
    expect(JSON.parse(task.replication_task_settings as string)).toEqual({
      FullLoadSettings: { TargetTablePrepMode: 'DO_NOTHING' },
      ValidationSettings: { EnableValidation: true },
      Logging: {
        EnableLogging: true,
        LogComponents: ['SOURCE_UNLOAD', 'SOURCE_CAPTURE', 'TARGET_LOAD', 'TARGET_APPLY'].map((Id) => ({
          ...{ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' },
        })),
      },
    });
  });

  test('has a log group of its own before DMS makes one', () => {
    const synthesized = migration();
    expect(synthesized.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: 'dms-tasks-prod-orders', retention_in_days: 90, kms_key_id: key.keyArn },
    });
    const { depends_on } = synthesized.one('aws_dms_replication_instance');
    expect((depends_on as string[]).some((one) => one.startsWith('aws_cloudwatch_log_group.'))).toBe(true);
  });
});

describe('alarms', () => {
  test('watch the instance, and how late changes are', () => {
    const alarms = byName(migration());
    expect(Object.keys(alarms).sort()).toEqual(
      ['cpu', 'free-memory', 'free-storage', 'source-latency', 'target-latency'].map((id) => `dms-prod-orders-${id}`),
    );
    expect(alarms['dms-prod-orders-source-latency']).toMatchObject({
      ...{ namespace: 'AWS/DMS', metric_name: 'CDCLatencySource', threshold: 300 },
      dimensions: { ReplicationInstanceIdentifier: 'prod-orders', ReplicationTaskIdentifier: 'prod-orders' },
    });
    expect(alarms['dms-prod-orders-free-storage']).toMatchObject({
      ...{ comparison_operator: 'LessThanThreshold', threshold: 10 * 1024 ** 3 },
      dimensions: { ReplicationInstanceIdentifier: 'prod-orders' },
    });
    for (const alarm of Object.values(alarms)) expect(alarm.alarm_actions).toEqual([topic.topicArn]);
  });

  test('name the task by the end of its ARN', () => {
    expect(migration().one('aws_dms_replication_task').resource_identifier).toBe('prod-orders');
  });

  test('are not about changes where none are followed', () => {
    const alarms = byName(migration({ task: { ...base.task, type: 'full-load' } }));
    expect(Object.keys(alarms).filter((name) => name.endsWith('latency'))).toEqual([]);
  });

  test('have thresholds of the caller', () => {
    const thresholds = { topic, latencySeconds: 60, freeStorageGb: 20, freeMemoryMb: 512, cpuPercent: 50 };
    const alarms = byName(migration({ alarms: thresholds }));
    const of = (id: string) => alarms[`dms-prod-orders-${id}`]!.threshold;
    expect(['source-latency', 'target-latency', 'free-storage', 'free-memory', 'cpu'].map(of)).toEqual([
      60,
      60,
      20 * 1024 ** 3,
      512 * 1024 ** 2,
      50,
    ]);
  });

  test('and what DMS reports go to the topic, which takes it from DMS', () => {
    const synthesized = synth((stack) => {
      const made = new Topic(stack, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] });
      new Migration(stack, 'main', { ...base, alarms: { topic: made } });
    });
    const subscriptions = synthesized.all('aws_dms_event_subscription');
    expect(subscriptions.map(({ source_type, event_categories }) => [source_type, event_categories])).toEqual([
      ['replication-instance', ['failover', 'failure', 'low storage', 'maintenance']],
      ['replication-task', ['failure', 'state change']],
    ]);
    const allowed = JSON.stringify(Object.values(statements(synthesized.one('aws_sns_topic_policy').policy as string)));
    expect(allowed).toContain('dms.amazonaws.com');
  });

  test('open a key to what needs it', () => {
    const synthesized = synth((stack) => {
      const made = new Key(stack, 'key', { account, region, purpose: 'Migrations', alias: 'migrations' });
      new Migration(stack, 'main', { ...base, key: made });
    });
    const policy = synthesized.one('aws_kms_key').policy as string;
    expect(policy).toContain('dms.eu-west-1.amazonaws.com');
    expect(policy).toContain('secretsmanager.eu-west-1.amazonaws.com');
    expect(policy).toContain('logs.eu-west-1.amazonaws.com');
  });
});

describe('the roles of an account', () => {
  test('have the names that DMS looks for, and act for the account alone', () => {
    const synthesized = synth((stack) => new MigrationServiceRoles(stack, 'roles', { account }));
    const roles = synthesized.all('aws_iam_role');
    expect(roles.map(({ name, path }) => [name, path]).sort()).toEqual([
      ['dms-cloudwatch-logs-role', '/'],
      ['dms-vpc-role', '/'],
    ]);
    for (const { assume_role_policy } of roles) {
      expect(statements(assume_role_policy as string).Service).toMatchObject({
        Principal: { Service: 'dms.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      });
    }
    expect(
      synthesized
        .all('aws_iam_role_policy_attachment')
        .map(({ policy_arn }) => policy_arn as string)
        .sort(),
    ).toEqual([
      'arn:aws:iam::aws:policy/service-role/AmazonDMSCloudWatchLogsRole',
      'arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole',
    ]);
  });
});

describe('props that DMS would refuse', () => {
  const oneZone = { ...network, subnetIds: { ...network.subnetIds, private: { 'eu-west-1a': 'subnet-a' } } };

  test.each<[string, Partial<MigrationProps>, string]>([
    ['a long name', { name: 'production-orders-of-all-customers' }, 'name: expected'],
    ['one zone', { network: oneZone }, 'network: expected two zones or more with a private subnet'],
    [
      'PostgreSQL without a database',
      { target: { ...target, engine: 'postgres' } },
      'target.databaseName: expected a database, of engine postgres, found nothing',
    ],
    [
      'MySQL with a database',
      { target: { ...target, databaseName: 'shop' } },
      'target.databaseName: expected nothing, of engine mysql, found "shop"',
    ],
    ['itself', { target: source }, 'target: expected another database than the source, found "old.example.com"'],
    ['another engine', { source: { ...source, engine: 'oracle' as never } }, 'source.engine: expected one of'],
    ['no certificate', { source: { ...source, certificatePem: 'none' } }, 'source.certificatePem: expected'],
    ['no tables', { task: { ...base.task, tables: [] } }, 'task.tables: expected'],
    ['a table without a schema', { task: { ...base.task, tables: ['orders'] } }, 'task.tables[0]: expected'],
    ['a day that is none', { task: { ...base.task, endsOn: '2027-02-30' } }, 'task.endsOn: expected a day'],
    [
      'a class of RDS',
      { instance: { ...base.instance, instanceClass: 'db.t3.medium' } },
      'instance.instanceClass: expected',
    ],
  ])('%s', (_, props, message) => {
    expect(() => migration(props)).toThrow(`stack/main: ${message}`);
  });
});
