import { TerraformOutput } from 'cdktf';
import { Cache } from '../../modules/elasticache';
import type { CacheProps } from '../../modules/elasticache';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const key = { keyArn: `arn:aws:kms:eu-west-1:${account}:key/data` };
const topic = { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` };
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};

const base: CacheProps = {
  name: 'prod-main',
  network,
  key,
  engine: { name: 'valkey', version: '8.0' },
  capacity: { nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 2 },
  upkeep: {
    snapshotRetentionDays: 14,
    snapshotWindow: '02:00-03:00',
    maintenanceWindow: 'sun:04:00-sun:05:00',
    logRetentionDays: 90,
  },
  alarms: { topic },
};
const engine = (change: Partial<CacheProps['engine']>) => ({ engine: { ...base.engine, ...change } });
const capacity = (change: Partial<CacheProps['capacity']>) => ({ capacity: { ...base.capacity, ...change } });
const upkeep = (change: Partial<CacheProps['upkeep']>) => ({ upkeep: { ...base.upkeep, ...change } });
const single = capacity({ nodeType: 'cache.t4g.micro', replicasPerShard: 0 });
const sharded = capacity({ shards: 2, replicasPerShard: 1 });
const redis = engine({ name: 'redis', version: '7.1' });

function cache(props: Partial<CacheProps> = {}, use: (cache: Cache) => void = () => {}) {
  return synth((stack) => use(new Cache(stack, 'main', { ...base, ...props })));
}
const group = (props?: Partial<CacheProps>) => cache(props).one('aws_elasticache_replication_group');
const alarms = (synthesized: Synthesized): Record<string, Attributes> =>
  Object.fromEntries(synthesized.all('aws_cloudwatch_metric_alarm').map((alarm) => [alarm.alarm_name, alarm]));

describe('the cache', () => {
  test('is encrypted at rest with the key, and in transit for everyone', () => {
    expect(group()).toMatchObject({
      at_rest_encryption_enabled: 'true',
      kms_key_id: key.keyArn,
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
    });
  });

  test('runs the engine asked for, in the data tier', () => {
    const synthesized = cache();
    expect(synthesized.one('aws_elasticache_subnet_group').subnet_ids).toEqual(['subnet-data-a', 'subnet-data-b']);
    expect(synthesized.one('aws_elasticache_replication_group')).toMatchObject({
      replication_group_id: 'prod-main',
      engine: 'valkey',
      engine_version: '8.0',
      node_type: 'cache.r7g.large',
      port: 6379,
      subnet_group_name: synthesized.reference('aws_elasticache_subnet_group', 'name'),
    });
  });

  test('takes snapshots and is maintained when asked', () => {
    expect(group()).toMatchObject({
      snapshot_retention_limit: 14,
      snapshot_window: '02:00-03:00',
      maintenance_window: 'sun:04:00-sun:05:00',
      auto_minor_version_upgrade: 'true',
      apply_immediately: false,
    });
  });

  test('leaves a last snapshot under a name that the next cache of its name does not have', () => {
    const synthesized = cache();
    const { name: address } = synthesized.resources('aws_security_group')[0]!;
    expect(synthesized.one('aws_elasticache_replication_group').final_snapshot_identifier).toBe(
      `prod-main-final-\${aws_security_group.${address}.id}`,
    );
  });

  test('is neither destroyed nor replaced, unless it is unprotected with a reason', () => {
    expect(group().lifecycle).toMatchObject({ prevent_destroy: true });
    const given = { off: true, reason: 'holds generated data only' } as const;
    const open = group({ optOuts: { deletionProtection: given, finalSnapshot: given } });
    expect(open.lifecycle).not.toHaveProperty('prevent_destroy');
    expect(open).not.toHaveProperty('final_snapshot_identifier');
    const props = { ...base, optOuts: { deletionProtection: given, finalSnapshot: given } };
    expect(Object.values(optOuts((stack) => new Cache(stack, 'main', props)))).toEqual([
      { deletion_protection: given.reason, final_snapshot: given.reason },
    ]);
  });

  test('begins with a snapshot where it is told to, and is never replaced for it', () => {
    expect(group()).not.toHaveProperty('snapshot_name');
    const restored = group({ restoreFrom: { snapshot: 'prod-main-final-sg-0a1b' } });
    expect(restored.snapshot_name).toBe('prod-main-final-sg-0a1b');
    for (const { lifecycle } of [group(), restored]) expect(lifecycle.ignore_changes).toEqual(['snapshot_name']);
  });

  test('keeps the alarms of a node until the node is gone', () => {
    const synthesized = cache();
    const waits = synthesized.one('aws_elasticache_replication_group').depends_on;
    const alarms = synthesized.resources('aws_cloudwatch_metric_alarm');
    expect(waits.sort()).toEqual(alarms.map(({ name }) => `aws_cloudwatch_metric_alarm.${name}`).sort());
    for (const { attributes } of alarms) expect(attributes.lifecycle).toEqual({ create_before_destroy: true });
  });

  test('sends its slow log and its engine log to encrypted groups', () => {
    const synthesized = cache();
    const groups = synthesized.all('aws_cloudwatch_log_group');
    expect(groups.map(({ name }) => name).sort()).toEqual([
      '/aws/elasticache/prod-main/engine-log',
      '/aws/elasticache/prod-main/slow-log',
    ]);
    for (const logGroup of groups) expect(logGroup).toMatchObject({ kms_key_id: key.keyArn, retention_in_days: 90 });
    for (const delivery of synthesized.one('aws_elasticache_replication_group').log_delivery_configuration) {
      expect(delivery).toMatchObject({ destination_type: 'cloudwatch-logs', log_format: 'json' });
      expect(delivery.destination).toContain(delivery.log_type);
    }
  });

  test('tells no topic of events: ElastiCache cannot publish to an encrypted one', () => {
    expect(group()).not.toHaveProperty('notification_topic_arn');
  });
});

describe('the shape', () => {
  const cluster = { cluster_mode: 'enabled', automatic_failover_enabled: true };
  test.each([
    [
      'with replicas fails over between zones',
      {},
      { num_node_groups: 1, replicas_per_node_group: 2, multi_az_enabled: true },
    ],
    [
      'of a single node is in cluster mode, which is always in failover mode',
      single,
      { num_node_groups: 1, replicas_per_node_group: 0, multi_az_enabled: false },
    ],
    ['with shards counts them', sharded, { num_node_groups: 2, replicas_per_node_group: 1, multi_az_enabled: true }],
    [
      'with shards and no replicas has one zone for each',
      capacity({ shards: 2, replicasPerShard: 0 }),
      { num_node_groups: 2, replicas_per_node_group: 0, multi_az_enabled: false },
    ],
  ])('%s', (_, props, shape) => {
    expect(group(props)).toMatchObject({ ...cluster, ...shape });
    expect(group(props)).not.toHaveProperty('num_cache_clusters');
  });

  test('gains a shard without another parameter group, name or mode, which would replace it', () => {
    const [one, two] = [capacity({ shards: 1, replicasPerShard: 1 }), sharded].map((props) => cache(props));
    expect(two!.one('aws_elasticache_replication_group')).toEqual({
      ...one!.one('aws_elasticache_replication_group'),
      num_node_groups: 2,
      depends_on: expect.anything(),
    });
    expect(two!.one('aws_elasticache_parameter_group')).toEqual(one!.one('aws_elasticache_parameter_group'));
  });

  test('gives clients the configuration endpoint, which tells where which key is', () => {
    const synthesized = cache(
      {},
      ({ endpoint, node }) => new TerraformOutput(node.scope!, 'endpoint', { value: endpoint }),
    );
    const [{ name } = { name: '' }] = synthesized.resources('aws_elasticache_replication_group');
    const reference = `\${aws_elasticache_replication_group.${name}.configuration_endpoint_address}`;
    expect(Object.values(synthesized.json.output)).toEqual([{ value: reference }]);
  });
});

describe('the parameter group', () => {
  const parameters = (props: Partial<CacheProps>) => cache(props).one('aws_elasticache_parameter_group').parameter;

  test('evicts what was not used for the longest time', () => {
    expect(parameters({})).toContainEqual({ name: 'maxmemory-policy', value: 'allkeys-lru' });
  });

  test('evicts as told', () => {
    expect(parameters(engine({ evictionPolicy: 'noeviction' }))).toContainEqual({
      name: 'maxmemory-policy',
      value: 'noeviction',
    });
  });

  test('has parameters of its own, beside those of every cache', () => {
    const own = { timeout: '300', 'notify-keyspace-events': 'Ex' };
    expect(parameters(engine({ parameters: own }))).toEqual([
      ...parameters({}),
      { name: 'timeout', value: '300' },
      { name: 'notify-keyspace-events', value: 'Ex' },
    ]);
    expect(parameters(engine({ parameters: {} }))).toEqual(parameters({}));
  });

  const another = 'nothing: in cluster mode ElastiCache changes it with another cache alone, made from a snapshot';
  test.each([
    ['cluster-enabled', 'no', 'nothing: every cache is in cluster mode'],
    ['maxmemory-policy', 'noeviction', "nothing: it is set to the cache's eviction policy"],
    ['databases', '1', another],
    ['activerehashing', 'no', another],
    ['reserved-memory', '0', 'nothing: reserved-memory-percent excludes it, and follows the node type'],
  ])('refuses %s for its own', (parameter, value, expected) => {
    expect(() => parameters(engine({ parameters: { [parameter]: value } }))).toThrow(
      `stack/main: engine.parameters.${parameter}: expected ${expected}, found "${value}"`,
    );
  });

  test.each([single, {}, sharded])('turns cluster mode on: %j', (props) => {
    expect(parameters(props)).toContainEqual({ name: 'cluster-enabled', value: 'yes' });
  });

  test.each([
    ['valkey', '7.2', 'valkey7'],
    ['valkey', '8.1', 'valkey8'],
    ['redis', '7.1', 'redis7'],
  ] as const)('is of the family of %s %s, named after it, and replaced before it goes', (name, version, family) => {
    expect(cache({ engine: { name, version } }).one('aws_elasticache_parameter_group')).toMatchObject({
      family,
      name: `prod-main-${family}`,
      lifecycle: { create_before_destroy: true },
    });
  });
});

describe('users', () => {
  test('log in with IAM, under an id that is also their name', () => {
    expect(cache().one('aws_elasticache_user')).toMatchObject({
      user_id: 'prod-main-app',
      user_name: 'prod-main-app',
      engine: 'valkey',
      authentication_mode: { type: 'iam' },
      access_string: 'on ~* &* +@all -@dangerous +info',
    });
  });

  test('are the only ones: the group is', () => {
    const synthesized = cache();
    expect(synthesized.one('aws_elasticache_user_group')).toMatchObject({
      engine: 'valkey',
      user_ids: [synthesized.reference('aws_elasticache_user', 'user_id')],
    });
    expect(synthesized.one('aws_elasticache_replication_group').user_group_ids).toEqual([
      synthesized.reference('aws_elasticache_user_group', 'id'),
    ]);
    expect(group()).not.toHaveProperty('auth_token');
  });

  test('of Redis include the default one that Redis asks for, who may do nothing', () => {
    const synthesized = cache(redis);
    const byName = Object.fromEntries(synthesized.all('aws_elasticache_user').map((user) => [user.user_name, user]));
    expect(byName.default).toMatchObject({ user_id: 'prod-main-default', access_string: 'off ~keys* -@all' });
    expect(synthesized.one('aws_elasticache_user_group').user_ids).toHaveLength(2);
  });

  test('of a cache that was upgraded to Valkey stay as they are, the default one too', () => {
    const before = cache(redis);
    const after = cache(engine({ userGroup: 'redis' }));
    for (const type of ['aws_elasticache_user', 'aws_elasticache_user_group']) {
      expect(after.all(type)).toEqual(before.all(type));
    }
  });

  test.each([redis, {}])('leave their group before they are destroyed: %j', (props) => {
    for (const user of cache(props).all('aws_elasticache_user')) {
      expect(user.lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  test('are the ones named, with the access given', () => {
    const users = { web: 'on ~session:* -@all +@read +@write', jobs: 'on ~queue:* -@all +@list' };
    const synthesized = cache({ users });
    expect(synthesized.all('aws_elasticache_user').map((user) => [user.user_id, user.access_string])).toEqual([
      ['prod-main-jobs', users.jobs],
      ['prod-main-web', users.web],
    ]);
    cache({ users }, ({ userIds }) => expect(Object.keys(userIds)).toEqual(['web', 'jobs']));
  });
});

describe('a change', () => {
  const last = (synthesized: Synthesized, id: string) =>
    synthesized.resources('terraform_data').find(({ name }) => name.includes(id))!;

  test('waits for the window, or is applied at once', () => {
    expect(group()).toMatchObject({ apply_immediately: false });
    expect(group(upkeep({ applyImmediately: true }))).toMatchObject({ apply_immediately: true });
  });

  test('of the family of parameters is refused in the window, by what the last apply had', () => {
    const synthesized = cache();
    const { name, attributes } = last(synthesized, 'family');
    expect(attributes).toMatchObject({ input: { value: 'valkey8' }, lifecycle: { ignore_changes: ['input'] } });
    const [precondition, ...others] = synthesized.one('aws_elasticache_replication_group').lifecycle.precondition;
    expect(others).toEqual([]);
    expect(precondition).toMatchObject({
      condition: `\${terraform_data.${name}.output.value == "valkey8"}`,
      error_message: expect.stringContaining('Expected applyImmediately for this change.'),
    });
  });

  test('of the family of parameters is taken at once, and remembered', () => {
    const synthesized = cache(upkeep({ applyImmediately: true }));
    expect(last(synthesized, 'family').attributes).not.toHaveProperty('lifecycle');
    expect(synthesized.one('aws_elasticache_replication_group').lifecycle).not.toHaveProperty('precondition');
  });

  test('of a user group to Valkey is refused until the cache has run it since an earlier apply', () => {
    const synthesized = cache();
    const { name, attributes } = last(synthesized, 'cache-engine');
    expect(attributes).toMatchObject({ input: { value: 'valkey' }, lifecycle: { ignore_changes: ['input'] } });
    expect(synthesized.one('aws_elasticache_user_group').lifecycle.precondition).toEqual([
      {
        condition: `\${terraform_data.${name}.output.value == "valkey"}`,
        error_message: expect.stringContaining('its cache runs Redis OSS'),
      },
    ]);
  });

  test.each([
    ['redis', redis],
    ['valkey', engine({ userGroup: 'redis' })],
  ])('of the engine is remembered where the user group is of engine redis: %s', (value, props) => {
    const synthesized = cache(props);
    expect(last(synthesized, 'cache-engine').attributes).toMatchObject({ input: { value } });
    expect(last(synthesized, 'cache-engine').attributes).not.toHaveProperty('lifecycle');
    expect(synthesized.one('aws_elasticache_user_group')).not.toHaveProperty('lifecycle');
  });
});

describe('grants', () => {
  test('let a role log in as one user of this cache', () => {
    const synthesized = cache({}, (cache) => cache.grantConnect(app));
    const policy = synthesized.one('aws_iam_role_policy');
    expect(policy).toMatchObject({ role: 'app', name: 'connect-cache-prod-main-as-app' });
    expect(statements(policy.policy).Connect).toMatchObject({
      Action: 'elasticache:Connect',
      Resource: [
        synthesized.reference('aws_elasticache_replication_group', 'arn'),
        synthesized.reference('aws_elasticache_user', 'arn'),
      ],
    });
  });

  test.each([
    ['a user that is none', 'web', 'one of app, found "web"'],
    ['a user twice', 'app', 'each user granted to one role, found "app"'],
  ])('refuse %s', (_, user, message) => {
    const grant = () =>
      cache({}, (cache) => {
        cache.grantConnect(app);
        cache.grantConnect(app, user);
      });
    expect(grant).toThrow(`stack/main: user: expected ${message}`);
  });
});

describe('the security group', () => {
  test('has no rule until a connection is declared', () => {
    const synthesized = cache();
    expect(synthesized.one('aws_security_group').name).toBe('prod-main-cache');
    expect(synthesized.none('aws_vpc_security_group_ingress_rule')).toBe(true);
    expect(synthesized.none('aws_vpc_security_group_egress_rule')).toBe(true);
  });

  test('opens its port to whom it is told', () => {
    const synthesized = synth((stack) => {
      const web = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' });
      const main = new Cache(stack, 'main', base);
      web.connections.allowTo(main, main.port, 'sessions');
    });
    expect(synthesized.one('aws_vpc_security_group_ingress_rule')).toMatchObject({ from_port: 6379, to_port: 6379 });
  });
});

describe('alarms', () => {
  const nodes = (props: Partial<CacheProps>) => [
    ...new Set(Object.values(alarms(cache(props))).map(({ dimensions }) => dimensions.CacheClusterId)),
  ];

  test('watch nodes as ElastiCache reports them: each a cluster of one', () => {
    for (const { dimensions } of Object.values(alarms(cache()))) {
      expect(dimensions).toEqual({
        CacheClusterId: expect.stringMatching(/^prod-main-0001-00\d$/),
        CacheNodeId: '0001',
      });
    }
  });

  test('watch CPU, memory, evictions, connections and lag of each node', () => {
    expect(
      Object.values(alarms(cache()))
        .filter(({ dimensions }) => dimensions.CacheClusterId === 'prod-main-0001-002')
        .map(({ metric_name, threshold, comparison_operator }) => [metric_name, comparison_operator, threshold]),
    ).toEqual([
      ['CurrConnections', 'GreaterThanThreshold', 10_000],
      ['EngineCPUUtilization', 'GreaterThanThreshold', 80],
      ['Evictions', 'GreaterThanThreshold', 1000],
      ['DatabaseMemoryUsagePercentage', 'GreaterThanThreshold', 90],
      ['ReplicationLag', 'GreaterThanThreshold', 30],
    ]);
  });

  test.each([
    ['of one', single, ['prod-main-0001-001']],
    ['with replicas', {}, ['prod-main-0001-001', 'prod-main-0001-002', 'prod-main-0001-003']],
    ['with shards', sharded, ['prod-main-0001-001', 'prod-main-0001-002', 'prod-main-0002-001', 'prod-main-0002-002']],
  ])('know the nodes %s as ElastiCache names them', (_, props, names) => {
    expect(nodes(props)).toEqual(names);
  });

  test('do not wait for a replica where there is none', () => {
    expect(alarms(cache(single))).not.toHaveProperty('elasticache-prod-main-0001-001-replication-lag');
  });

  test('tell the topic, and take other thresholds', () => {
    const thresholds = {
      engineCpuPercent: 50,
      memoryPercent: 60,
      evictionsPerMinute: 1,
      connections: 70,
      replicationLagSeconds: 5,
    };
    const changed = alarms(cache({ alarms: { topic, ...thresholds } }));
    const prefix = 'elasticache-prod-main-0001-001-';
    expect(changed).toMatchObject({
      [`${prefix}engine-cpu`]: { threshold: 50, alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] },
      [`${prefix}memory`]: { threshold: 60 },
      [`${prefix}evictions`]: { threshold: 1, statistic: 'Sum', period: 60, evaluation_periods: 15 },
      [`${prefix}connections`]: { threshold: 70 },
      [`${prefix}replication-lag`]: { threshold: 5, period: 60, evaluation_periods: 5 },
    });
  });
});

describe('refuses', () => {
  const names = 'a-z and 0-9, a letter first, and not "default"';
  const long = 'a'.repeat(37);
  const oneZone = { ...network, subnetIds: { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-a' } } };

  test.each<[string, Partial<CacheProps>, string]>([
    [
      'an id in upper case',
      { name: 'Prod' },
      'name: expected up to 40 of a-z, 0-9 and single - between them, a letter first, found "Prod"',
    ],
    [
      'another engine',
      engine({ name: 'memcached' as 'redis' }),
      'engine.name: expected one of valkey, redis, found "memcached"',
    ],
    [
      'a version without IAM authentication',
      engine({ name: 'redis', version: '6.2' }),
      'engine.version: expected one of 7.0, 7.1, found "6.2"',
    ],
    [
      'a version with its patch',
      engine({ version: '8.0.1' }),
      'engine.version: expected a major and minor version, such as 8.0, found "8.0.1"',
    ],
    [
      'a user group that Redis OSS does not take',
      engine({ name: 'redis', version: '7.1', userGroup: 'valkey' }),
      'engine.userGroup: expected redis, which is all that Redis OSS takes, found "valkey"',
    ],
    [
      'what is no name of a snapshot',
      { restoreFrom: { snapshot: 'the last one' } },
      'restoreFrom.snapshot: expected the name of a snapshot, found "the last one"',
    ],
    [
      'a parameter that ElastiCache does not spell so',
      engine({ parameters: { max_memory: '1' } }),
      'engine.parameters: expected a parameter as ElastiCache describes it, such as maxmemory-samples: a-z and 0-9, with - between them, found "max_memory"',
    ],
    [
      'a parameter without a value',
      engine({ parameters: { timeout: ' ' } }),
      'engine.parameters.timeout: expected a value of 1 to 1000 characters, no space at either end, found " "',
    ],
    [
      'an eviction policy that is none',
      engine({ evictionPolicy: 'oldest' as 'noeviction' }),
      'engine.evictionPolicy: expected one of allkeys-lfu, allkeys-lru',
    ],
    [
      'a node type that ElastiCache does not spell so',
      capacity({ nodeType: 'db.r7g.large' }),
      'capacity.nodeType: expected a type such as cache.t4g.micro, found "db.r7g.large"',
    ],
    ['no shard', capacity({ shards: 0 }), 'capacity.shards: expected a whole number of shards from 1 to 500, found 0'],
    [
      'more nodes than ElastiCache has for one cache',
      capacity({ shards: 251, replicasPerShard: 1 }),
      'capacity.shards: expected a whole number of shards from 1 to 250, found 251',
    ],
    [
      'more replicas than ElastiCache has',
      capacity({ replicasPerShard: 6 }),
      'capacity.replicasPerShard: expected a whole number of replicas from 0 to 5, found 6',
    ],
    [
      'replicas in one zone',
      { network: oneZone },
      'network: expected 2 zones or more with a data subnet, found ["eu-west-1a"]',
    ],
    [
      'no snapshots',
      upkeep({ snapshotRetentionDays: 0 }),
      'upkeep.snapshotRetentionDays: expected a whole number of days from 1 to 35, found 0',
    ],
    [
      'a window under an hour',
      upkeep({ snapshotWindow: '02:00-02:30' }),
      'upkeep.snapshotWindow: expected hh:mm-hh:mm in UTC, 60 minutes or more, found "02:00-02:30"',
    ],
    [
      'maintenance during the snapshot',
      upkeep({ maintenanceWindow: 'mon:02:30-mon:03:30' }),
      'upkeep.maintenanceWindow: expected a window that does not overlap upkeep.snapshotWindow 02:00-03:00, found "mon:02:30-mon:03:30"',
    ],
    ['nobody', { users: {} }, 'users: expected 1 to 100 users by name, found {}'],
    ['the default user', { users: { default: 'on ~* +@all' } }, `users: expected ${names}, found "default"`],
    [
      'a user name that makes no id',
      { users: { 'Web App': 'on ~* +@all' } },
      `users: expected ${names}, found "Web App"`,
    ],
    ["a user's id that is too long", { name: long }, `users: expected ids of up to 40 characters, found "${long}-app"`],
    [
      'an access string that switches nothing on or off',
      { users: { web: '~* +@all' } },
      'users.web: expected an access string that starts with on or off, found "~* +@all"',
    ],
  ])('%s', (_, props, message) => {
    expect(() => cache(props)).toThrow(`stack/main: ${message}`);
  });

  test('one zone is enough for a single node', () => {
    expect(() => cache({ ...single, network: oneZone })).not.toThrow();
  });
});
