import { TerraformOutput } from 'cdktf';
import { ServerlessCache, type ServerlessCacheProps } from '../../modules/elasticache';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes } from '../support/synth';

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
const base: ServerlessCacheProps = {
  name: 'prod-pages',
  network,
  key,
  engine: { name: 'valkey', majorVersion: '8' },
  limits: { dataStorageGb: { max: 10 }, ecpuPerSecond: { max: 5000 } },
  snapshots: { retentionDays: 7, dailyTime: '02:00' },
  alarms: { topic },
};
const off = { off: true, reason: 'holds generated data only' } as const;

function cache(props: Partial<ServerlessCacheProps> = {}, use: (cache: ServerlessCache) => void = () => {}) {
  return synth((stack) => use(new ServerlessCache(stack, 'pages', { ...base, ...props })));
}
const one = (props?: Partial<ServerlessCacheProps>) => cache(props).one('aws_elasticache_serverless_cache');

describe('the serverless cache', () => {
  test('runs the engine asked for in the data tier, encrypted with the key', () => {
    expect(one()).toMatchObject({
      ...{ name: 'prod-pages', engine: 'valkey', major_engine_version: '8', kms_key_id: key.keyArn },
      subnet_ids: ['subnet-data-a', 'subnet-data-b'],
    });
  });

  test('uses no more than its limits, and keeps ready what it is told to', () => {
    expect(one().cache_usage_limits).toEqual([
      { data_storage: [{ unit: 'GB', maximum: 10 }], ecpu_per_second: [{ maximum: 5000 }] },
    ]);
    const limits = { dataStorageGb: { max: 10, min: 2 }, ecpuPerSecond: { max: 5000, min: 1000 } };
    expect(one({ limits }).cache_usage_limits).toEqual([
      { data_storage: [{ unit: 'GB', maximum: 10, minimum: 2 }], ecpu_per_second: [{ maximum: 5000, minimum: 1000 }] },
    ]);
  });

  test('takes a snapshot each day', () => {
    expect(one()).toMatchObject({ snapshot_retention_limit: 7, daily_snapshot_time: '02:00' });
  });

  test('begins with a snapshot where it is told to, and is replaced neither for it nor for another zone', () => {
    const snapshotArn = `arn:aws:elasticache:eu-west-1:${account}:snapshot:prod-main-final-sg-1`;
    const restored = one({ restoreFrom: { snapshotArn } });
    expect(restored.snapshot_arns_to_restore).toEqual([snapshotArn]);
    for (const { lifecycle } of [one(), restored]) {
      expect(lifecycle.ignore_changes).toEqual(['subnet_ids', 'snapshot_arns_to_restore']);
    }
  });

  test('is neither destroyed nor replaced, unless it is unprotected with a reason', () => {
    expect(one().lifecycle.prevent_destroy).toBe(true);
    const props = { ...base, optOuts: { deletionProtection: off } };
    expect(one(props).lifecycle).not.toHaveProperty('prevent_destroy');
    expect(Object.values(optOuts((stack) => new ServerlessCache(stack, 'pages', props)))).toEqual([
      { deletion_protection: off.reason },
    ]);
  });

  test.each(['valkey', 'redis'] as const)('has users of %s, who authenticate with IAM', (name) => {
    const synthesized = cache({ engine: { name, majorVersion: '7' } });
    expect(synthesized.one('aws_elasticache_user_group').engine).toBe(name);
    expect(synthesized.one('aws_elasticache_serverless_cache').user_group_id).toBe(
      synthesized.reference('aws_elasticache_user_group', 'id'),
    );
    const able = synthesized.all('aws_elasticache_user').filter(({ access_string }) => !/^off/.test(access_string));
    expect(able.map(({ authentication_mode: mode }) => mode)).toEqual([{ type: 'iam' }]);
  });
});

describe('connections', () => {
  test('are none until one is declared, to its endpoint or to its replicas', () => {
    expect(cache().none('aws_vpc_security_group_ingress_rule')).toBe(true);
    const synthesized = cache({}, (made) => {
      const web = new SecurityGroup(made.node.scope!, 'web', { network, name: 'web', description: 'Web' });
      web.connections.allowTo(made, made.port, 'pages');
      web.connections.allowTo(made, made.readerPort, 'to read pages');
    });
    const ports = synthesized.all('aws_vpc_security_group_ingress_rule').map(({ from_port }) => from_port);
    expect(ports.sort()).toEqual([6379, 6380]);
  });

  test('are granted to a role for the cache and one of its users', () => {
    const synthesized = cache({}, (made) => made.grantConnect(app));
    const { Connect } = statements(synthesized.one('aws_iam_role_policy').policy);
    expect(Connect).toMatchObject({ Action: 'elasticache:Connect' });
    expect(Connect!.Resource).toEqual([
      synthesized.reference('aws_elasticache_serverless_cache', 'arn'),
      synthesized.reference('aws_elasticache_user', 'arn'),
    ]);
    expect(() => cache({}, (made) => made.grantConnect(app, 'nobody'))).toThrow('user: expected one of app');
  });

  test('cross stacks by a reference, which says how IAM signs for it', () => {
    const ref = { current: {} as ServerlessCache['ref'] };
    cache({}, (made) => {
      ref.current = made.ref;
      new TerraformOutput(made.node.scope!, 'endpoint', { value: made.endpoint });
    });
    expect(ref.current).toMatchObject({ name: 'prod-pages', resourceType: 'ServerlessCache' });
    const known = {
      ...{
        name: 'prod-pages',
        endpoint: 'pages.example.com',
        securityGroupId: 'sg-1',
        resourceType: 'ServerlessCache' as const,
      },
      cacheArn: `arn:aws:elasticache:eu-west-1:${account}:serverlesscache:prod-pages`,
      userIds: { app: 'prod-pages-app' },
      userArns: { app: `arn:aws:elasticache:eu-west-1:${account}:user:prod-pages-app` },
    } as const;
    synth((stack) => {
      const imported = ServerlessCache.import(stack, 'pages', known);
      expect([imported.port, imported.readerPort, imported.resourceType]).toEqual([6379, 6380, 'ServerlessCache']);
      const { resourceType: _, ...nodes } = known;
      expect(ServerlessCache.import(stack, 'main', nodes).readerPort).toBeUndefined();
    });
  });
});

describe('alarms', () => {
  const alarms = (props?: Partial<ServerlessCacheProps>): Record<string, Attributes> =>
    Object.fromEntries(
      cache(props)
        .all('aws_cloudwatch_metric_alarm')
        .map((alarm) => [alarm.alarm_name, alarm]),
    );

  test('watch storage and ECPU against their limits, and throttled commands, by the dimension of serverless caches', () => {
    const all = alarms();
    expect(
      Object.fromEntries(
        Object.entries(all).map(([name, { metric_name, threshold }]) => [name, [metric_name, threshold]]),
      ),
    ).toEqual({
      'elasticache-prod-pages-storage': ['BytesUsedForCache', 7_500_000_000],
      'elasticache-prod-pages-ecpu': ['ElastiCacheProcessingUnits', 225_000],
      'elasticache-prod-pages-throttled': ['ThrottledCmds', 1],
    });
    for (const alarm of Object.values(all)) {
      expect(alarm).toMatchObject({ dimensions: { clusterId: 'prod-pages' }, alarm_actions: [topic.topicArn] });
    }
  });

  test('have thresholds of their own', () => {
    const all = alarms({ alarms: { topic, storagePercent: 50, ecpuPercent: 90, throttledCommands: 100 } });
    expect(['storage', 'ecpu', 'throttled'].map((id) => all[`elasticache-prod-pages-${id}`]!.threshold)).toEqual([
      ...[5_000_000_000, 270_000, 100],
    ]);
  });
});

describe('bad props', () => {
  test.each<[string, Partial<ServerlessCacheProps>, string]>([
    [
      'a version that it does not have',
      { engine: { name: 'redis', majorVersion: '8' } },
      'engine.majorVersion: expected one of 7, found "8"',
    ],
    [
      'less storage than there is',
      { limits: { ...base.limits, dataStorageGb: { max: 0 } } },
      'limits.dataStorageGb.max: expected a whole number of GB from 1 to 5000, found 0',
    ],
    [
      'fewer ECPU than there are',
      { limits: { ...base.limits, ecpuPerSecond: { max: 999 } } },
      'limits.ecpuPerSecond.max: expected a whole number of ECPU a second from 1000 to 15000000, found 999',
    ],
    [
      'more kept ready than may be used',
      { limits: { ...base.limits, ecpuPerSecond: { max: 5000, min: 6000 } } },
      'limits.ecpuPerSecond.min: expected up to the maximum, 5000, found 6000',
    ],
    [
      'a time that is none',
      { snapshots: { retentionDays: 7, dailyTime: '24:00' } },
      'snapshots.dailyTime: expected a time as HH:MM, 00:00 to 23:59, found "24:00"',
    ],
    [
      'one zone',
      { network: { ...network, subnetIds: { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-a' } } } },
      'network: expected 2 zones or more with a data subnet, found ["eu-west-1a"]',
    ],
  ])('%s is refused', (_, props, message) => {
    expect(() => cache(props)).toThrow(`stack/pages: ${message}`);
  });
});
