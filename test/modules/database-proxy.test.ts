import { DatabaseCluster } from '../../modules/aurora';
import { DatabaseProxy, type DatabaseProxyProps } from '../../modules/database-proxy';
import { Key } from '../../modules/kms';
import { Database } from '../../modules/rds';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/data` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:reports-AbCdEf`;
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const upkeep = {
  ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00' },
  ...{ maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 },
};
const place = { name: 'prod-main', account, region, network, key };
const imported = {
  ...({ name: 'prod-main', account, region, engine: 'postgres', securityGroupId: 'sg-1' } as const),
  ...{ endpoint: 'main.example.com', resourceIds: { source: 'db-ABC' } },
};

type Props = Partial<DatabaseProxyProps>;
const made = (props: Props = {}, use: (proxy: DatabaseProxy) => void = () => {}) =>
  synth((stack) => {
    const database = Database.import(stack, 'database', imported);
    const about = { ...place, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
    use(new DatabaseProxy(stack, 'proxy', { ...about, ...props }));
  });
const one = (props?: Props) => made(props).one('aws_db_proxy');
const target = (synthesized: Synthesized) => synthesized.one('aws_db_proxy_target');

describe('a proxy', () => {
  test('takes connections over TLS only, in the data tier, and writes no statements to its log', () => {
    expect(one()).toMatchObject({
      ...{ name: 'prod-main', require_tls: true, debug_logging: false, idle_client_timeout: 1800 },
      ...{ engine_family: 'POSTGRESQL', vpc_subnet_ids: ['subnet-data-a', 'subnet-data-b'] },
      // A zone more replaces none.
      lifecycle: { ignore_changes: ['vpc_subnet_ids'] },
    });
  });

  test('has a log group that is there first, encrypted and kept as long as asked', () => {
    const synthesized = made();
    const [group] = synthesized.resources('aws_cloudwatch_log_group');
    expect(group!.attributes).toMatchObject({
      ...{ name: '/aws/rds/proxy/prod-main', kms_key_id: key.keyArn, retention_in_days: 90 },
    });
    expect(synthesized.one('aws_db_proxy').depends_on).toContain(`aws_cloudwatch_log_group.${group!.name}`);
  });

  test('connects to an instance, or to a cluster that has one', () => {
    expect(target(made())).toMatchObject({ db_instance_identifier: 'prod-main' });
    expect(target(made())).not.toHaveProperty('db_cluster_identifier');
    const ofCluster = synth((stack) => {
      const database = new DatabaseCluster(stack, 'main', {
        ...{ ...place, upkeep, alarms: { topic }, engine: { name: 'aurora-mysql', version: '8.0' } },
        capacity: { instanceClass: 'db.r8g.large', instances: { a: {} } },
      });
      const about = { ...place, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
      new DatabaseProxy(stack, 'proxy', about);
    });
    expect(target(ofCluster).db_cluster_identifier).toBe(
      ofCluster.reference('aws_rds_cluster_instance', 'cluster_identifier'),
    );
    expect(ofCluster.one('aws_db_proxy').engine_family).toBe('MYSQL');
  });

  test('connects to a database of the same stack', () => {
    const ofDatabase = synth((stack) => {
      const database = new Database(stack, 'main', {
        ...{ ...place, upkeep, alarms: { topic }, engine: { name: 'postgres', version: '17' } },
        capacity: { instanceClass: 'db.r7g.large', allocatedStorageGb: 100, maxAllocatedStorageGb: 200, multiAz: true },
      });
      const about = { ...place, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
      new DatabaseProxy(stack, 'proxy', about);
    });
    expect(target(ofDatabase).db_instance_identifier).toBe(ofDatabase.reference('aws_db_instance', 'identifier'));
  });

  test('shares connections, and leaves some to others', () => {
    const pool = (props?: Props) => made(props).one('aws_db_proxy_default_target_group').connection_pool_config;
    expect(pool()).toEqual({
      ...{ max_connections_percent: 90, max_idle_connections_percent: 45, connection_borrow_timeout: 30 },
    });
    expect(pool({ pool: { maxConnectionsPercent: 50, ignoreVariableSets: true } })).toMatchObject({
      ...{ max_connections_percent: 50, max_idle_connections_percent: 25 },
      session_pinning_filters: ['EXCLUDE_VARIABLE_SETS'],
    });
  });
});

describe('users', () => {
  test('log in with IAM, unless they have to have a password', () => {
    const users = { orders: {}, reports: { login: 'password' as const, secretArn } };
    const auth = (props: Props): Attributes[] => one(props).auth;
    expect(auth({ users })).toEqual([
      expect.objectContaining({ auth_scheme: 'SECRETS', iam_auth: 'REQUIRED' }),
      expect.objectContaining({
        ...{ auth_scheme: 'SECRETS', iam_auth: 'DISABLED', secret_arn: secretArn },
        client_password_auth_type: 'POSTGRES_SCRAM_SHA_256',
      }),
    ]);
    expect(auth({})[0]).not.toHaveProperty('client_password_auth_type');
  });

  test('have a secret that the proxy makes, with a password in no plan or state', () => {
    const synthesized = made();
    expect(synthesized.one('aws_secretsmanager_secret')).toMatchObject({
      ...{ name_prefix: 'prod-main-proxy-orders-', kms_key_id: key.keyArn },
    });
    const version = synthesized.one('aws_secretsmanager_secret_version');
    expect(version).toMatchObject({ secret_string_wo_version: 1 });
    expect(version.secret_string_wo).toContain('uuid()');
    expect(version).not.toHaveProperty('secret_string');
    expect(made({ users: { orders: { secretArn } } }).none('aws_secretsmanager_secret')).toBe(true);
  });

  test('are granted one by one, at the proxy and not past it', () => {
    const granted = made({}, (proxy) => proxy.grantConnect(app, 'orders'));
    const policy = granted.all('aws_iam_role_policy').find(({ role }) => role === 'app')!;
    const [resource] = statements(policy.policy).Connect!.Resource as string[];
    expect(resource).toMatch(/^arn:aws:rds-db:eu-west-1:111122223333:dbuser:\$\{local\..*\}\/orders$/);
    const [id] = Object.values<string>(granted.json.locals);
    expect(id).toMatch(/element\(split\(":", aws_db_proxy\..*\.arn\), 6\)/);
  });

  test('who are not there, or have a password, are granted nothing', () => {
    const users = { orders: {}, reports: { login: 'password' as const } };
    for (const user of ['web', 'reports']) {
      expect(() => made({ users }, (proxy) => proxy.grantConnect(app, user))).toThrow(
        `stack/proxy: databaseUser: expected one of orders, who log in with IAM, found "${user}"`,
      );
    }
  });
});

test('its role reads exactly the secrets of its users, and decrypts with their key alone', () => {
  const synthesized = made({ users: { orders: {}, reports: { secretArn } } });
  const own = synthesized.reference('aws_secretsmanager_secret', 'arn');
  expect(statements(synthesized.one('aws_iam_role_policy').policy)).toMatchObject({
    ReadSecrets: { Action: 'secretsmanager:GetSecretValue', Resource: [own, secretArn] },
    DecryptSecrets: {
      ...{ Action: 'kms:Decrypt', Resource: key.keyArn },
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  });
  expect(statements(synthesized.one('aws_iam_role').assume_role_policy).Service).toMatchObject({
    Principal: { Service: 'rds.amazonaws.com' },
  });
});

test('that its role names no source account is told to the review', () => {
  const reasons = optOuts((stack) => {
    const database = Database.import(stack, 'database', imported);
    const about = { ...place, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
    new DatabaseProxy(stack, 'proxy', about);
  });
  expect(reasons['stack/proxy/role/role']!.source_account).toContain('AWS documents no source account');
});

test('its key is opened to Secrets Manager and CloudWatch Logs', () => {
  const stack = synth((stack) => {
    const own = new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region });
    const database = Database.import(stack, 'database', imported);
    const about = { ...place, key: own, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
    new DatabaseProxy(stack, 'proxy', about);
  });
  expect(Object.keys(statements(stack.one('aws_kms_key').policy)).sort()).toEqual([
    ...['Administration', 'CloudWatchLogsUses', 'SecretsManagerDelegates', 'SecretsManagerUses'],
  ]);
});

describe('connections', () => {
  test('of the proxy go to its database, and nobody else', () => {
    expect(made().all('aws_vpc_security_group_egress_rule')).toEqual([
      expect.objectContaining({ referenced_security_group_id: 'sg-1', from_port: 5432, to_port: 5432 }),
    ]);
    expect(made().all('aws_vpc_security_group_ingress_rule')).toEqual([
      expect.objectContaining({ security_group_id: 'sg-1', from_port: 5432 }),
    ]);
  });

  test('to the proxy are declared', () => {
    const opened = made({}, (proxy) => {
      const worker = new SecurityGroup(proxy, 'worker', { network, name: 'worker', description: 'Workers' });
      worker.connections.allowTo(proxy, proxy.port, 'orders');
    });
    expect(opened.all('aws_vpc_security_group_ingress_rule')).toHaveLength(2);
  });

  test('from another stack belong to that stack', () => {
    const ref = {
      ...({ name: 'prod-main', account, region, protocol: 'mysql', iamUsers: ['orders'] } as const),
      ...{ endpoint: 'proxy.example.com', resourceId: 'prx-0123456789abcdef0', securityGroupId: 'sg-2' },
    };
    const stack = synth((stack) => {
      const proxy = DatabaseProxy.import(stack, 'proxy', ref);
      expect(proxy).toMatchObject({ port: 3306, endpoint: 'proxy.example.com' });
      proxy.grantConnect(app, 'orders');
    });
    expect(statements(stack.one('aws_iam_role_policy').policy).Connect!.Resource).toEqual([
      `arn:aws:rds-db:${region}:${account}:dbuser:prx-0123456789abcdef0/orders`,
    ]);
  });

  test('are imported by what the proxy says', () => {
    made({ users: { orders: {}, reports: { login: 'password' } } }, ({ ref }) =>
      expect(ref).toMatchObject({ name: 'prod-main', protocol: 'postgres', iamUsers: ['orders'] }),
    );
  });
});

test('alarms watch connections, pinning, waits and failures, and tell the topic what to do', () => {
  const alarms = made({ alarms: { topic, borrowMilliseconds: 500 } }).all('aws_cloudwatch_metric_alarm');
  expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
    ...['borrow-latency', 'connections', 'failed-connections', 'failed-logins', 'pinned'].map(
      (what) => `rds-proxy-prod-main-${what}`,
    ),
  ]);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], treat_missing_data: 'notBreaching' });
    expect(alarm.alarm_description).toMatch(/Look (at|for)/);
  }
  const named = (name: string) => alarms.find(({ alarm_name }) => alarm_name.endsWith(name))!;
  expect(named('borrow-latency').threshold).toBe(500_000);
  const metrics = named('pinned').metric_query.map(({ metric }: Attributes) => metric?.metric_name);
  expect(metrics).toEqual(['DatabaseConnectionsCurrentlySessionPinned', 'DatabaseConnections', undefined]);
});

test.each<[Props, string]>([
  [{ name: 'Prod' }, 'name: expected up to 40 of a-z'],
  [{ users: {} }, 'users: expected 1 to 50 users by name'],
  [
    { users: { orders: { secretArn: 'orders' } } },
    'users.orders.secretArn: expected the ARN of a secret, found "orders"',
  ],
  [{ pool: { idleClientSeconds: 0 } }, 'pool.idleClientSeconds: expected a whole number of seconds from 1 to 28800'],
  [
    { pool: { maxConnectionsPercent: 50, maxIdleConnectionsPercent: 60 } },
    'pool.maxIdleConnectionsPercent: expected up to maxConnectionsPercent, 50, found 60',
  ],
  [{ key: { keyArn: 'alias/data' } }, 'key.keyArn: expected the ARN of a KMS key, found "alias/data"'],
])('refuses %j', (props, message) => {
  expect(() => made(props)).toThrow(`stack/proxy: ${message}`);
});

test('refuses what is neither an instance nor a cluster, and a network of one zone', () => {
  expect(() =>
    synth((stack) => {
      const { connections } = Database.import(stack, 'database', imported);
      const database = { connections, proxyTarget: { protocol: 'postgres' as const } };
      const about = { ...place, database, logRetentionDays: 90, alarms: { topic }, users: { orders: {} } };
      new DatabaseProxy(stack, 'proxy', about);
    }),
  ).toThrow('stack/proxy: database.proxyTarget: expected either an instance or a cluster');
  const subnetIds = { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-data-a' } };
  expect(() => made({ network: { ...network, subnetIds } })).toThrow(
    'stack/proxy: network: expected two zones or more',
  );
});
