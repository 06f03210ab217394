import { Key } from '../../modules/kms';
import { LogArchive } from '../../modules/log-archive';
import { Topic } from '../../modules/notifications';
import { Trail, type TrailProps } from '../../modules/trail';
import { optOuts, statements, synth, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:security` };
const archive = { bucketName: 'example-archive', key };
const props = (rest: Partial<TrailProps> = {}): TrailProps => ({
  ...{ name: 'prod-trail', account, region, archive, logRetentionDays: 365, topic },
  ...rest,
});
const trail = (rest?: Partial<TrailProps>) => synth((stack) => void new Trail(stack, 'trail', props(rest)));
const refusal = (rest: Partial<TrailProps>) => () => trail(rest);
const selectorsOf = (stack: Synthesized) =>
  Object.fromEntries(
    (stack.one('aws_cloudtrail').advanced_event_selector ?? []).map(
      ({ name, field_selector }: { name: string; field_selector: unknown }) => [name, field_selector],
    ),
  );

describe('a trail', () => {
  test('records all regions, encrypted, with digests, to the archive', () => {
    expect(trail().one('aws_cloudtrail')).toMatchObject({
      name: 'prod-trail',
      ...{ is_multi_region_trail: true, include_global_service_events: true },
      ...{ enable_logging: true, enable_log_file_validation: true },
      ...{ s3_bucket_name: 'example-archive', kms_key_id: key.keyArn },
    });
  });

  test('writes to a log group that is encrypted and forgets on time, by a role that may do that alone', () => {
    const stack = trail();
    const logs = stack.reference('aws_cloudwatch_log_group', 'arn');
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/aws/cloudtrail/prod-trail', retention_in_days: 365, kms_key_id: key.keyArn },
    });
    expect(stack.one('aws_cloudtrail')).toMatchObject({
      cloud_watch_logs_group_arn: `${logs}:*`,
      cloud_watch_logs_role_arn: stack.reference('aws_iam_role', 'arn'),
    });
    // Not below the path of what CI may change.
    expect(stack.one('aws_iam_role')).toMatchObject({ name: 'prod-trail-logs', path: '/audit/' });
    expect(optOuts((stack) => void new Trail(stack, 'trail', props()))).toEqual({
      'stack/trail/role/role': { source_account: expect.stringContaining('not documented') },
    });
    expect(Object.values(statements(stack.one('aws_iam_role_policy').policy))).toEqual([
      expect.objectContaining({
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logs}:log-stream:${account}_CloudTrail_${region}*`,
      }),
    ]);
  });

  test('waits for the policy of its archive, which admits it before it is made', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Record', alias: 'audit', account, region });
      const archive = new LogArchive(stack, 'archive', {
        ...{ bucket: 'example-archive', unlockedBucket: 'example-archive-unlocked', account, region, key: own },
        retentionDays: 365,
      });
      new Trail(stack, 'trail', props({ archive }));
    });
    const policy = stack.resources('aws_s3_bucket_policy').find(({ name }) => name.startsWith('archive_locked'))!;
    expect(statements(policy.attributes.policy).TrailWrites!.Condition.StringEquals['aws:SourceArn']).toBe(
      `arn:aws:cloudtrail:${region}:${account}:trail/prod-trail`,
    );
    expect(stack.one('aws_cloudtrail').depends_on).toEqual(
      expect.arrayContaining([`aws_s3_bucket_policy.${policy.name}`, expect.stringMatching(/^aws_iam_role_policy\./)]),
    );
    expect(statements(stack.one('aws_kms_key').policy)).toHaveProperty('CloudWatchLogsUses');
  });
});

describe('data events', () => {
  test('are none, and there are no selectors', () => {
    expect(trail().one('aws_cloudtrail')).not.toHaveProperty('advanced_event_selector');
  });

  test('of all objects but where logs are delivered to, and of functions, beside management events', () => {
    const dataEvents = { objects: { notInBuckets: ['example-access-logs'] }, functions: 'all' } as const;
    expect(selectorsOf(trail({ dataEvents }))).toEqual({
      'Management events': [{ field: 'eventCategory', equals: ['Management'] }],
      Objects: [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: ['AWS::S3::Object'] },
        {
          field: 'resources.ARN',
          not_starts_with: ['arn:aws:s3:::example-archive/', 'arn:aws:s3:::example-access-logs/'],
        },
      ],
      'Invocations of functions': [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: ['AWS::Lambda::Function'] },
      ],
    });
  });

  test('are none of objects for a reason', () => {
    const objects = { off: true, reason: 'each event is charged for' } as const;
    expect(trail({ dataEvents: { objects } }).one('aws_cloudtrail')).not.toHaveProperty('advanced_event_selector');
    const reasons = optOuts((stack) => void new Trail(stack, 'trail', props({ dataEvents: { objects } })));
    expect(reasons['stack/trail/trail']).toEqual({ object_events: objects.reason });
  });

  test('of some buckets', () => {
    const { Objects } = selectorsOf(trail({ dataEvents: { objects: { inBuckets: ['example-uploads'] } } })) as Record<
      string,
      unknown
    >;
    expect(Objects).toContainEqual({ field: 'resources.ARN', starts_with: ['arn:aws:s3:::example-uploads/'] });
  });
});

describe('alarms', () => {
  test('are of each event of CIS AWS Foundations 4.1 to 4.15, told to the topic', () => {
    const stack = trail();
    const filters = stack.all('aws_cloudwatch_log_metric_filter');
    expect(filters.map(({ name }) => name).sort()).toEqual([
      ...['bucket-policy-changes', 'config-changes', 'failed-logins', 'gateway-changes', 'iam-changes'],
      ...['key-deletions', 'logins-without-mfa', 'network-acl-changes', 'organization-changes', 'root-use'],
      ...['route-changes', 'security-group-changes', 'trail-changes', 'unauthorized-calls', 'vpc-changes'],
    ]);
    const alarms = stack.all('aws_cloudwatch_metric_alarm');
    for (const { name, log_group_name, metric_transformation } of filters) {
      expect(log_group_name).toBe(stack.reference('aws_cloudwatch_log_group', 'name'));
      const { name: metric, namespace } = metric_transformation;
      const [alarm, ...others] = alarms.filter(({ metric_name }) => metric_name === metric);
      expect(others).toEqual([]);
      expect(alarm).toMatchObject({
        ...{ alarm_name: `prod-trail-${name}`, namespace, statistic: 'Sum', period: 300, evaluation_periods: 1 },
        ...{ treat_missing_data: 'notBreaching', alarm_actions: [topic.topicArn] },
      });
      expect(alarm!.threshold).toBe({ 'unauthorized-calls': 10, 'failed-logins': 3 }[name as string] ?? 1);
    }
  });

  test('have patterns within what CloudWatch Logs takes', () => {
    // PutMetricFilter, FilterPattern: 1024 characters.
    for (const { pattern } of trail().all('aws_cloudwatch_log_metric_filter')) {
      expect(pattern.length).toBeLessThanOrEqual(1024);
    }
  });

  test('tell of a trail that is silent', () => {
    const silent = trail()
      .all('aws_cloudwatch_metric_alarm')
      .find(({ alarm_name }) => alarm_name === 'prod-trail-silent');
    expect(silent).toMatchObject({
      ...{ namespace: 'AWS/Logs', metric_name: 'IncomingLogEvents', comparison_operator: 'LessThanThreshold' },
      ...{ threshold: 1, period: 3600, evaluation_periods: 3, treat_missing_data: 'breaching' },
    });
  });

  test('open their topic to CloudWatch', () => {
    const stack = synth((stack) => {
      const subscribers = ['security@example.com'];
      new Trail(
        stack,
        'trail',
        props({ topic: new Topic(stack, 'topic', { name: 'security', account, region, subscribers }) }),
      );
    });
    expect(statements(stack.one('aws_sns_topic_policy').policy)).toHaveProperty('CloudwatchPublishes');
  });
});

test.each<[Partial<TrailProps>, string]>([
  [
    { name: 'a..b' },
    'stack/trail: name: expected 3 to 128 letters, digits and single ._-, a letter or digit at both ends',
  ],
  [{ dataEvents: { objects: { inBuckets: ['UPPER'] } } }, 'stack/trail: dataEvents.objects.inBuckets[0]: expected'],
])('%j is refused', (rest, message) => {
  expect(refusal(rest)).toThrow(message);
});
