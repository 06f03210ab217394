import { dev } from '../../environments/dev';
import type { Environment } from '../../environments/schema';
import { withoutServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const data = stackOf(prod, 'data');
const bastionRole = '${data.terraform_remote_state.network.outputs.bastion_role_role_name}';

describe('the data key', () => {
  const policy = statements(data.one('aws_kms_key').policy);

  test('serves what keeps data, through the services alone', () => {
    const endpoints = ['rds', 'secretsmanager', 'elasticache'].map((it) => `${it}.${prod.region}.amazonaws.com`);
    expect(policy.DataServicesUses!.Condition.StringEquals['kms:ViaService']).toEqual(endpoints);
  });

  test('is not destroyed with the stack: final snapshots and backups stay under it', () => {
    expect(data.one('aws_kms_key')).toMatchObject({
      lifecycle: { prevent_destroy: true },
      tags: { 'keeps-readable': 'final snapshots and retained backups of databases and caches' },
    });
    expect(stackOf(dev, 'data').one('aws_kms_key')).not.toHaveProperty('lifecycle');
  });

  test('serves their logs', () => {
    expect(policy.CloudWatchLogsUses!.Principal).toEqual({ Service: `logs.${prod.region}.amazonaws.com` });
  });
});

describe('tables', () => {
  const { sessions } = prod.tables;
  const withTable = (change: object, name = 'sessions') =>
    stackOf({ ...withoutServices(prod), tables: { [name]: { ...sessions, ...change } } } as Environment, 'data');

  test('are as the environment decides, under the data key, and published for services', () => {
    const made = data.all('aws_dynamodb_table');
    expect(made.map(({ name }) => name).sort()).toEqual(['prod-receipts', 'prod-sessions']);
    expect(made.filter(({ name }) => name === 'prod-sessions')).toMatchObject([
      {
        name: 'prod-sessions',
        hash_key: 'id',
        billing_mode: 'PAY_PER_REQUEST',
        on_demand_throughput: { max_read_request_units: 400, max_write_request_units: 200 },
        table_class: 'STANDARD',
        ttl: { attribute_name: 'expiresAt', enabled: true },
        point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
        deletion_protection_enabled: true,
        server_side_encryption: { enabled: true, kms_key_arn: data.reference('aws_kms_key', 'arn') },
      },
    ]);
    expect(Object.keys(policyOfKey())).toEqual(expect.arrayContaining(['DynamoDbUses', 'DynamoDbDelegates']));
    expect(Object.keys(data.json.output).filter((name) => name.startsWith('tables_'))).toEqual([
      'tables_receipts_table_arn',
      'tables_receipts_table_name',
      'tables_sessions_table_arn',
      'tables_sessions_table_name',
    ]);
  });

  test('tell their alarms to the topic of the account', () => {
    const alarms = data
      .all('aws_cloudwatch_metric_alarm')
      .filter(({ alarm_name: name }) => name.startsWith('dynamodb-prod-sessions-'));
    expect(alarms.map(({ alarm_name: name }) => name).sort()).toEqual([
      'dynamodb-prod-sessions-read-capacity',
      'dynamodb-prod-sessions-system-errors',
      'dynamodb-prod-sessions-throttles',
      'dynamodb-prod-sessions-write-capacity',
    ]);
    for (const { alarm_actions: actions } of alarms) {
      expect(actions).toEqual([expect.stringContaining('data.terraform_remote_state.account')]);
    }
  });

  test('have a sort key, indexes, a provisioned capacity and a stream where it says so', () => {
    const scaled = { min: 5, max: 50, targetPercent: 60 };
    const stack = withTable({
      sortKey: { name: 'at', type: 'N' },
      globalIndexes: {
        'by-user': {
          partitionKey: { name: 'user', type: 'S' },
          sortKey: { name: 'at', type: 'N' },
          nonKeyAttributes: ['device'],
          capacity: { readUnits: 3, writeUnits: 2 },
        },
      },
      localIndexes: { 'by-kind': { sortKey: { name: 'kind', type: 'S' }, nonKeyAttributes: 'all' } },
      capacity: { provisioned: { read: scaled, write: scaled } },
      tableClass: 'STANDARD_INFREQUENT_ACCESS',
      stream: 'NEW_IMAGE',
      contributorInsights: true,
      timeToLive: 'none',
    });
    expect(stack.one('aws_dynamodb_table')).toMatchObject({
      range_key: 'at',
      table_class: 'STANDARD_INFREQUENT_ACCESS',
      global_secondary_index: [
        { name: 'by-user', hash_key: 'user', range_key: 'at', non_key_attributes: ['device'], read_capacity: 3 },
      ],
      local_secondary_index: [{ name: 'by-kind', range_key: 'kind', projection_type: 'ALL' }],
      billing_mode: 'PROVISIONED',
      stream_view_type: 'NEW_IMAGE',
      ttl: { enabled: false },
    });
    expect(stack.all('aws_appautoscaling_target')).toMatchObject([
      { min_capacity: 5, max_capacity: 50 },
      { min_capacity: 5, max_capacity: 50 },
    ]);
    expect(stack.all('aws_dynamodb_contributor_insights')).toHaveLength(2);
    expect(Object.keys(stack.json.output)).toContain('tables_sessions_stream_arn');
  });

  test('are not protected where it says so', () => {
    const off = { off: true, reason: 'filled again by use' };
    const table = withTable({ pointInTimeRecovery: off, deletionProtection: off }).one('aws_dynamodb_table');
    expect(table).toMatchObject({ deletion_protection_enabled: false, point_in_time_recovery: { enabled: false } });
    expect(table.lifecycle).not.toHaveProperty('prevent_destroy');
  });

  test('are none where the environment has none, and the key is opened to none', () => {
    const stack = stackOf({ ...withoutServices(prod), tables: {} }, 'data');
    expect(stack.none('aws_dynamodb_table')).toBe(true);
    expect(statements(stack.one('aws_kms_key').policy)).not.toHaveProperty('DynamoDbUses');
  });

  const policyOfKey = () => statements(data.one('aws_kms_key').policy);
});

describe('repositories of images', () => {
  test('are encrypted with the data key, keep what the environment says, and are published for the pipeline', () => {
    const [repository, ...others] = data.all('aws_ecr_repository');
    expect(others).toEqual([]);
    expect(repository).toMatchObject({
      name: 'prod/web',
      encryption_configuration: [{ encryption_type: 'KMS', kms_key: data.reference('aws_kms_key', 'arn') }],
    });
    expect(data.one('aws_ecr_lifecycle_policy').policy).toContain(
      `"countNumber":${prod.imageRepositories.web.keptImages}`,
    );
    const outputs = Object.keys(data.json.output).filter((name) => name.startsWith('image_'));
    expect(outputs).toEqual([
      'image_repositories_web_repository_arn',
      'image_repositories_web_repository_name',
      'image_repositories_web_repository_url',
    ]);
  });

  test('are none where the environment has none', () => {
    expect(stackOf({ ...withoutServices(prod), imageRepositories: {} }, 'data').none('aws_ecr_repository')).toBe(true);
  });
});

describe('enhanced monitoring', () => {
  const [group, ...others] = data
    .resources('aws_cloudwatch_log_group')
    .filter(({ attributes }) => attributes.name === 'RDSOSMetrics');

  test('goes to a log group that is encrypted and forgets', () => {
    expect(others).toEqual([]);
    expect(group!.attributes).toMatchObject({
      kms_key_id: data.reference('aws_kms_key', 'arn'),
      retention_in_days: prod.logRetentionDays,
    });
  });

  test('finds it before any database is made: a replica waits for its source', () => {
    for (const database of data.all('aws_db_instance')) {
      const waits = database.depends_on.includes(`aws_cloudwatch_log_group.${group!.name}`);
      expect([database.identifier, waits || Boolean(database.replicate_source_db)]).toEqual([
        database.identifier,
        true,
      ]);
    }
  });
});

describe('operators', () => {
  test('reach databases and caches from the bastion, and it does not answer', () => {
    const bastion = '${data.terraform_remote_state.network.outputs.bastion_security_group_security_group_id}';
    const egress = data.all('aws_vpc_security_group_egress_rule');
    expect(egress.map(({ security_group_id, from_port }) => [security_group_id, from_port]).sort()).toEqual([
      [bastion, 5432],
      [bastion, 6379],
    ]);
    for (const rule of data.all('aws_vpc_security_group_ingress_rule')) {
      expect(rule.referenced_security_group_id).toBe(bastion);
    }
  });

  test('log in there as themselves, with IAM', () => {
    const grants = data.all('aws_iam_role_policy').filter(({ role }) => role === bastionRole);
    const actions = grants.map(({ policy }) => statements(policy).Connect!.Action);
    expect(actions.sort()).toEqual(['elasticache:Connect', 'rds-db:connect']);
  });

  test('read a cache, and begin with nothing, which ElastiCache would write into their access string itself', () => {
    const access = data.all('aws_elasticache_user').map(({ user_id, access_string }) => [user_id, access_string]);
    expect(Object.fromEntries(access)).toEqual({
      'prod-main-operator': 'on ~* &* -@all +@read +info +slowlog +client',
      'prod-main-office': 'on ~* &* +@all -@dangerous +info',
      'prod-main-partners': 'on ~* &* +@all -@dangerous +info',
      'prod-main-web': 'on ~* &* +@all -@dangerous +info',
    });
  });
});

describe('protection', () => {
  test('is on where the environment does not opt out', () => {
    for (const database of data.all('aws_db_instance')) expect(database.deletion_protection).toBe(true);
  });

  test('is off, with the final snapshot, where it does', () => {
    expect(stackOf(dev, 'data').one('aws_db_instance')).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
    });
  });
});

test('a database has the parameters of its environment', () => {
  const main = { ...prod.databases.main, parameters: { work_mem: '65536' } };
  const { parameter } = stackOf({ ...prod, databases: { main } }, 'data').one('aws_db_parameter_group');
  expect(parameter).toEqual([
    ...data.one('aws_db_parameter_group').parameter,
    { name: 'work_mem', value: '65536', apply_method: 'immediate' },
  ]);
});

test('a cache has the parameters of its environment', () => {
  const main = { ...prod.caches.main, parameters: { timeout: '300' } };
  const { parameter } = stackOf({ ...prod, caches: { main } }, 'data').one('aws_elasticache_parameter_group');
  expect(parameter).toEqual([
    ...data.one('aws_elasticache_parameter_group').parameter,
    { name: 'timeout', value: '300' },
  ]);
});

test('a read replica has the class that its environment gives it', () => {
  const readReplicas = ['reads', { name: 'reporting', instanceClass: 'db.r7g.2xlarge' }];
  const main = { ...prod.databases.main, readReplicas };
  const instances = stackOf({ ...prod, databases: { main } }, 'data').all('aws_db_instance');
  expect(Object.fromEntries(instances.map((one) => [one.identifier, one.instance_class]))).toEqual({
    'prod-main': 'db.r7g.xlarge',
    'prod-main-reads': 'db.r7g.xlarge',
    'prod-main-reporting': 'db.r7g.2xlarge',
  });
});

test('a MySQL database has the audit log of its environment, and one of PostgreSQL has no option group', () => {
  expect(data.none('aws_db_option_group')).toBe(true);
  const main: Environment['databases'][string] = {
    ...prod.databases.main,
    engine: 'mysql',
    engineVersion: '8.4',
    auditLog: { events: ['CONNECT', 'QUERY_DDL'], users: { included: ['web'] }, queryLogLimit: 4096 },
  };
  const stack = stackOf({ ...prod, databases: { main } }, 'data');
  const { option } = stack.one('aws_db_option_group');
  expect(option[0].option_settings).toEqual(
    expect.arrayContaining([
      { name: 'SERVER_AUDIT_EVENTS', value: 'CONNECT,QUERY_DDL' },
      { name: 'SERVER_AUDIT_INCL_USERS', value: 'web' },
      { name: 'SERVER_AUDIT_QUERY_LOG_LIMIT', value: '4096' },
    ]),
  );
  for (const { enabled_cloudwatch_logs_exports: logs } of stack.all('aws_db_instance')) expect(logs).toContain('audit');
});

describe('a serverless cache', () => {
  const main: Environment['caches'][string] = {
    deployment: 'serverless',
    engine: 'valkey',
    majorEngineVersion: '8',
    restoreFrom: 'none',
    dataStorageGb: { max: 10, min: 'none' },
    ecpuPerSecond: { max: 5000, min: 1000 },
    snapshotRetentionDays: 14,
    snapshotTime: '02:00',
    deletionProtection: 'on',
  };
  const environment = { ...prod, caches: { main } };

  test('has the limits of its environment, the data key, and the users of services and operators', () => {
    const stack = stackOf(environment, 'data');
    expect(stack.none('aws_elasticache_replication_group')).toBe(true);
    expect(stack.one('aws_elasticache_serverless_cache')).toMatchObject({
      ...{ name: 'prod-main', kms_key_id: stack.reference('aws_kms_key', 'arn'), daily_snapshot_time: '02:00' },
      cache_usage_limits: [{ data_storage: [{ maximum: 10 }], ecpu_per_second: [{ maximum: 5000, minimum: 1000 }] }],
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.all('aws_elasticache_user').map(({ user_id }) => user_id)).toEqual(
      data.all('aws_elasticache_user').map(({ user_id }) => user_id),
    );
  });

  test('is reached by services on both of its ports, and they are told how to sign for it', () => {
    const stack = stackOf(environment, 'service');
    const ports = stack.all('aws_vpc_security_group_ingress_rule').map(({ from_port }) => from_port);
    expect(ports).toEqual(expect.arrayContaining([6379, 6380]));
    const [task] = stack.all('aws_ecs_task_definition').filter(({ family }) => family === 'prod-web');
    expect(JSON.stringify(task)).toContain('CACHE_MAIN_RESOURCE_TYPE');
    expect(JSON.stringify(stackOf(prod, 'service').json)).not.toContain('CACHE_MAIN_RESOURCE_TYPE');
  });
});
