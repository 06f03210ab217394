import { MetricAlarm } from '../../modules/alarm';
import { Cache } from '../../modules/elasticache';
import { Key } from '../../modules/kms';
import { LogGroup } from '../../modules/log-group';
import { Topic } from '../../modules/notifications';
import { Database } from '../../modules/rds';
import { statements, synth } from '../support/synth';

// What a module does with a key or a topic needs that the key or topic lets a service in. A module opens those that it is given.

const account = '111122223333';
const region = 'eu-west-1';
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const elsewhere = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const windows = { maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 };

/** The Sids of the policy of the key that `use` is given. */
function keyOpenedBy(use: (key: Key) => void) {
  const stack = synth((scope) =>
    use(new Key(scope, 'key', { purpose: 'Everything', alias: 'everything', account, region })),
  );
  return Object.keys(statements(stack.one('aws_kms_key').policy));
}

describe('a key', () => {
  test('that a log group is given admits CloudWatch Logs', () => {
    const opened = keyOpenedBy((key) => new LogGroup(key, 'logs', { name: '/orders', retentionDays: 30, key }));
    expect(opened).toEqual(['Administration', 'CloudWatchLogsUses']);
  });

  test('that a database is given admits RDS, Secrets Manager and CloudWatch Logs', () => {
    const opened = keyOpenedBy(
      (key) =>
        new Database(key, 'database', {
          ...{ name: 'main', account, region, network, key, engine: { name: 'postgres', version: '17' } },
          capacity: {
            instanceClass: 'db.r7g.large',
            allocatedStorageGb: 100,
            maxAllocatedStorageGb: 200,
            multiAz: true,
          },
          upkeep: { backupRetentionDays: 14, backupWindow: '01:00-02:00', ...windows },
          alarms: { topic: elsewhere },
        }),
    );
    expect(opened.sort()).toEqual([
      'Administration',
      'CloudWatchLogsUses',
      'RdsDelegates',
      'RdsUses',
      'SecretsManagerDelegates',
      'SecretsManagerUses',
    ]);
  });

  test('that a cache is given admits ElastiCache and CloudWatch Logs', () => {
    const opened = keyOpenedBy(
      (key) =>
        new Cache(key, 'cache', {
          ...{ name: 'main', network, key, engine: { name: 'valkey', version: '8.0' } },
          capacity: { nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 },
          upkeep: { snapshotRetentionDays: 7, snapshotWindow: '01:00-02:00', ...windows },
          alarms: { topic: elsewhere },
        }),
    );
    expect(opened.sort()).toEqual(['Administration', 'CloudWatchLogsUses', 'ElastiCacheDelegates', 'ElastiCacheUses']);
  });

  test('is opened once, however many use it', () => {
    const opened = keyOpenedBy((key) => {
      for (const name of ['a', 'b']) new LogGroup(key, name, { name, retentionDays: 30, key });
      key.allowLogs();
    });
    expect(opened).toEqual(['Administration', 'CloudWatchLogsUses']);
  });
});

describe('a topic that an alarm is given', () => {
  const alarm = {
    description: 'CPU is high',
    threshold: 80,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    metric: {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: {},
      statistic: 'Average',
      periodSeconds: 60,
    },
  } as const;
  const stack = synth((scope) => {
    const topic = new Topic(scope, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] });
    for (const name of ['one', 'two']) new MetricAlarm(scope, name, { ...alarm, name, topic });
  });

  test('lets CloudWatch publish', () => {
    expect(Object.keys(statements(stack.one('aws_sns_topic_policy').policy))).toEqual([
      'TlsOnly',
      'CloudwatchPublishes',
    ]);
  });

  test('has a key that lets CloudWatch encrypt', () => {
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual(['Administration', 'CloudwatchUses']);
  });
});
