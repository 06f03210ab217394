import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Token, type TerraformStack } from 'cdktf';
import { iamVariable } from '../../modules/iam';
import { Key } from '../../modules/kms';
import { Table, type TableProps, type TableReplicaProps } from '../../modules/table';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'web', roleArn: `arn:aws:iam::${account}:role/web` };
const off = { off: true as const, reason: 'It holds copies only' };
const provisioned = { provisioned: { read: { min: 5, max: 50 }, write: { min: 2, max: 20, targetPercent: 60 } } };

const props = (rest: Partial<TableProps> = {}): TableProps => ({
  ...{ name: 'prod-sessions', region, key, alarms: { topic } },
  schema: { partitionKey: { name: 'id' }, timeToLive: { attribute: 'expiresAt' } },
  capacity: { onDemand: { maxReadUnits: 200, maxWriteUnits: 100 } },
  ...rest,
});
const table = (rest?: Partial<TableProps>, use: (table: Table) => void = () => undefined) =>
  synth((stack) => use(new Table(stack, 'sessions', props(rest))));
const refusal = (rest: Partial<TableProps>) => () => table(rest);
const made = (rest?: Partial<TableProps>) => table(rest).one('aws_dynamodb_table');
const granted = (use: (table: Table) => void, rest: Partial<TableProps> = {}) => {
  const { name, role, policy } = table(rest, use).one('aws_iam_role_policy');
  return { name, role, statements: statements(policy) };
};
const arn = table().reference('aws_dynamodb_table', 'arn');

describe('a table', () => {
  test('is encrypted with its key, restorable, and neither deleted nor replaced', () => {
    expect(made()).toMatchObject({
      name: 'prod-sessions',
      server_side_encryption: { enabled: true, kms_key_arn: key.keyArn },
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
      tags: { Name: 'prod-sessions' },
    });
    expect(made({ recoveryDays: 7 }).point_in_time_recovery).toEqual({ enabled: true, recovery_period_in_days: 7 });
  });

  test('opens its key to DynamoDB', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'Sessions', alias: 'sessions', account, region });
      new Table(stack, 'sessions', props({ key: own }));
    });
    expect(Object.keys(statements(stack.one('aws_kms_key').policy))).toEqual([
      'Administration',
      'DynamoDbUses',
      'DynamoDbDelegates',
    ]);
  });

  test('refuses requests without TLS, to its indexes too, and lets nobody in by itself', () => {
    const policy = table().one('aws_dynamodb_resource_policy');
    expect(policy.resource_arn).toBe(arn);
    expect(statements(policy.policy)).toEqual({
      TlsOnly: {
        ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'dynamodb:*', Resource: [arn, `${arn}/index/*`] },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    });
  });

  test('can be left to be deleted, and not to be restored, with a reason each', () => {
    const both = { optOuts: { deletionProtection: off, pointInTimeRecovery: off } };
    expect(made(both)).toMatchObject({
      deletion_protection_enabled: false,
      point_in_time_recovery: { enabled: false },
    });
    expect(made(both).lifecycle).not.toHaveProperty('prevent_destroy');
    expect(Object.values(optOuts((stack) => new Table(stack, 'sessions', props(both))))).toEqual([
      { deletion_protection: off.reason, point_in_time_recovery: off.reason },
    ]);
  });
});

describe('the schema', () => {
  const sortKey = { name: 'at', type: 'N' } as const;

  test('has a partition key, and the time that items expire at', () => {
    expect(made()).toMatchObject({
      hash_key: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      ttl: { attribute_name: 'expiresAt', enabled: true },
    });
    expect(made()).not.toHaveProperty('range_key');
  });

  test('switches expiry off with its attribute, and says so where there is none', () => {
    const timeToLive = { attribute: 'expiresAt', enabled: false };
    expect(made({ schema: { partitionKey: { name: 'id' }, timeToLive } }).ttl).toEqual({
      ...{ attribute_name: 'expiresAt', enabled: false },
    });
    expect(made({ schema: { partitionKey: { name: 'id' } } }).ttl).toEqual({ enabled: false });
  });

  test('declares each attribute of a key once, and no other', () => {
    const globalIndexes = { 'by-user': { partitionKey: { name: 'user' }, sortKey } };
    const localIndexes = { 'by-kind': { sortKey: { name: 'kind' } } };
    const schema = {
      partitionKey: { name: 'id' },
      sortKey,
      globalIndexes,
      localIndexes,
      timeToLive: { attribute: 'expiresAt' },
    };
    expect(made({ schema })).toMatchObject({
      hash_key: 'id',
      range_key: 'at',
      attribute: [
        { name: 'id', type: 'S' },
        { name: 'at', type: 'N' },
        { name: 'user', type: 'S' },
        { name: 'kind', type: 'S' },
      ],
    });
  });

  test('projects all attributes into an index, its keys alone, or some too', () => {
    const partitionKey = { name: 'user' };
    const schema = {
      ...{ partitionKey: { name: 'id' }, sortKey },
      globalIndexes: {
        whole: { partitionKey },
        keys: { partitionKey, nonKeyAttributes: [] },
        some: { partitionKey, nonKeyAttributes: ['device'] },
      },
      localIndexes: { 'by-kind': { sortKey: { name: 'kind' }, nonKeyAttributes: [] } },
    };
    const { global_secondary_index: indexes, local_secondary_index: local } = made({ schema });
    expect(indexes.map((index: any) => [index.name, index.projection_type, index.non_key_attributes])).toEqual([
      ['whole', 'ALL', undefined],
      ['keys', 'KEYS_ONLY', undefined],
      ['some', 'INCLUDE', ['device']],
    ]);
    expect(local).toEqual([{ name: 'by-kind', range_key: 'kind', projection_type: 'KEYS_ONLY' }]);
  });

  test.each<[Partial<TableProps['schema']>, string]>([
    [{ sortKey: { name: 'id' } }, 'schema.sortKey: expected another attribute than the partition key, found "id"'],
    [
      { globalIndexes: { 'by-id': { partitionKey: { name: 'id', type: 'N' } } } },
      'schema: expected one type for each attribute: id is S, found "N"',
    ],
    [
      { globalIndexes: { 'by-at': { partitionKey: sortKey, sortKey } } },
      'schema.globalIndexes.by-at.sortKey: expected another attribute than the partition key, found "at"',
    ],
    [
      { localIndexes: { 'by-at': { sortKey } } },
      'schema.sortKey: expected a sort key, which a table with local indexes has, found nothing',
    ],
    [
      {
        sortKey,
        ...{ globalIndexes: { same: { partitionKey: sortKey } }, localIndexes: { same: { sortKey: { name: 'b' } } } },
      },
      'schema.localIndexes: expected names that no global index has, found "same"',
    ],
    [{ globalIndexes: { ab: { partitionKey: sortKey } } }, 'schema.globalIndexes: expected 3 to 255 letters'],
    [{ partitionKey: { name: 'id', type: 'string' as 'S' } }, 'schema.partitionKey.type: expected one of S, N, B'],
    [{ timeToLive: { attribute: '' } }, 'schema.timeToLive.attribute: expected the name of an attribute, 1 to 255'],
  ])('refuses %j', (change, message) => {
    expect(refusal({ schema: { partitionKey: { name: 'id' }, ...change } })).toThrow(`stack/sessions: ${message}`);
  });
});

describe('the key of a table that is applied', () => {
  const precondition = (schema: TableProps['schema']) => {
    const stack = table({ schema });
    const { name, attributes } = stack.resources('terraform_data')[0]!;
    const [{ condition, error_message: message }] = stack.one('aws_dynamodb_table').lifecycle.precondition;
    expect(attributes.lifecycle).toEqual({ ignore_changes: ['input'] });
    const { value } = attributes.input;
    expect(condition).toBe(`\${terraform_data.${name}.output.value == "${value}"}`);
    return { value, message };
  };

  test('stays, and so do its local indexes: a plan refuses what would be another table', () => {
    const partitionKey = { name: 'id' };
    const localIndexes = {
      'by-kind': { sortKey: { name: 'kind' }, nonKeyAttributes: ['b', 'a'] },
      'by-age': { sortKey: { name: 'age', type: 'N' as const } },
    };
    expect(precondition({ partitionKey }).value).toBe('id:S');
    const { value, message } = precondition({ partitionKey, sortKey: { name: 'at', type: 'N' }, localIndexes });
    expect(value).toBe('id:S at:N, by-age age:N *, by-kind kind:S a b');
    expect(message).toMatch(
      /^Table prod-sessions: DynamoDB changes neither the key of a table nor its local indexes\. Expected \$\{terraform_data\..*, found id:S at:N, by-age/,
    );
  });

  test('may change what DynamoDB changes in place', () => {
    const globalIndexes = { 'by-user': { partitionKey: { name: 'user' } } };
    expect(precondition({ partitionKey: { name: 'id' }, globalIndexes }).value).toBe('id:S');
  });

  test('may have a name that ends a text of Terraform', () => {
    expect(precondition({ partitionKey: { name: 'the "id"' } }).value).toBe('the %22id%22:S');
  });
});

describe('the capacity', () => {
  const schema = {
    partitionKey: { name: 'id' },
    globalIndexes: {
      'by-user': { partitionKey: { name: 'user' } },
      'by-day': { partitionKey: { name: 'day' }, capacity: { readUnits: 10, writeUnits: 3 } },
    },
  };
  const ignored = ['read_capacity', 'write_capacity', 'replica'];

  test('on demand has a maximum, for the table and for each index', () => {
    const { billing_mode, on_demand_throughput, global_secondary_index } = made({ schema });
    expect(billing_mode).toBe('PAY_PER_REQUEST');
    expect(on_demand_throughput).toEqual({ max_read_request_units: 200, max_write_request_units: 100 });
    expect(global_secondary_index.map((index: any) => index.on_demand_throughput)).toEqual([
      { max_read_request_units: 200, max_write_request_units: 100 },
      { max_read_request_units: 10, max_write_request_units: 3 },
    ]);
    expect(table().none('aws_appautoscaling_target')).toBe(true);
  });

  test('provisioned is scaled between its ends', () => {
    const stack = table({ capacity: provisioned });
    expect(stack.one('aws_dynamodb_table')).toMatchObject({
      ...{ billing_mode: 'PROVISIONED', read_capacity: 5, write_capacity: 2 },
    });
    const name = stack.reference('aws_dynamodb_table', 'name');
    expect(stack.all('aws_appautoscaling_target')).toEqual([
      expect.objectContaining({
        ...{ service_namespace: 'dynamodb', resource_id: `table/${name}`, min_capacity: 5, max_capacity: 50 },
        scalable_dimension: 'dynamodb:table:ReadCapacityUnits',
      }),
      expect.objectContaining({
        ...{ service_namespace: 'dynamodb', resource_id: `table/${name}`, min_capacity: 2, max_capacity: 20 },
        scalable_dimension: 'dynamodb:table:WriteCapacityUnits',
      }),
    ]);
    const tracked = stack
      .all('aws_appautoscaling_policy')
      .map((policy) => policy.target_tracking_scaling_policy_configuration);
    expect(tracked).toEqual([
      {
        predefined_metric_specification: { predefined_metric_type: 'DynamoDBReadCapacityUtilization' },
        target_value: 70,
      },
      {
        predefined_metric_specification: { predefined_metric_type: 'DynamoDBWriteCapacityUtilization' },
        target_value: 60,
      },
    ]);
  });

  test('of an index is fixed where the table is provisioned: its own, or the minimum of the table', () => {
    const indexes = made({ schema, capacity: provisioned }).global_secondary_index;
    expect(indexes.map((index: any) => [index.read_capacity, index.write_capacity])).toEqual([
      [5, 2],
      [10, 3],
    ]);
  });

  test('is left to the scaling from the first day, and either kind may become the other at one address', () => {
    const [demand, scaled] = [table(), table({ capacity: provisioned })];
    expect(demand.one('aws_dynamodb_table').lifecycle.ignore_changes).toEqual(ignored);
    expect(scaled.one('aws_dynamodb_table').lifecycle.ignore_changes).toEqual(ignored);
    expect(demand.resources('aws_dynamodb_table')[0]?.name).toBe(scaled.resources('aws_dynamodb_table')[0]?.name);
  });

  test('has a class', () => {
    expect(made().table_class).toBe('STANDARD');
    const tableClass = 'STANDARD_INFREQUENT_ACCESS' as const;
    expect(made({ capacity: { ...props().capacity, tableClass } }).table_class).toBe(tableClass);
  });

  test.each<[unknown, string]>([
    [{}, 'capacity: expected a capacity, on demand or provisioned: an object with one of onDemand, provisioned'],
    [{ ...props().capacity, ...provisioned }, 'capacity: expected a capacity, on demand or provisioned'],
    [{ onDemand: { maxReadUnits: 200 } }, 'capacity.onDemand.maxWriteUnits: expected a whole number of units from 1'],
    [
      { provisioned: { ...provisioned.provisioned, read: { min: 5, max: 4 } } },
      'capacity.provisioned.read.max: expected 5, which is min, or more, found 4',
    ],
    [
      { provisioned: { ...provisioned.provisioned, read: { min: 5, max: 9, targetPercent: 95 } } },
      'capacity.provisioned.read.targetPercent: expected a whole number of percent from 20 to 90, found 95',
    ],
  ])('refuses %j', (capacity, message) => {
    expect(refusal({ capacity: capacity as TableProps['capacity'] })).toThrow(`stack/sessions: ${message}`);
  });
});

describe('a replica', () => {
  const other = 'eu-central-1';
  const there = (stack: TerraformStack, rest: Partial<TableReplicaProps> = {}): TableReplicaProps => ({
    provider: new AwsProvider(stack, 'central', { region: other, alias: 'central' }),
    key: { keyArn: `arn:aws:kms:${other}:${account}:key/5678` },
    topic: { topicArn: `arn:aws:sns:${other}:${account}:alarms` },
    ...rest,
  });
  const replicated = (rest: Partial<TableProps> = {}, replica: Partial<TableReplicaProps> = {}, at = other) =>
    synth((stack) => new Table(stack, 'sessions', props({ ...rest, replicas: { [at]: there(stack, replica) } })));

  test('has a key, a policy of TLS, recovery and protection of its own, all in its region', () => {
    const stack = replicated();
    expect(stack.one('aws_dynamodb_table_replica')).toMatchObject({
      global_table_arn: stack.reference('aws_dynamodb_table', 'arn'),
      kms_key_arn: `arn:aws:kms:${other}:${account}:key/5678`,
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
      provider: 'aws.central',
    });
    const policies = stack.all('aws_dynamodb_resource_policy');
    expect(policies.map(({ provider }) => provider)).toEqual([undefined, 'aws.central']);
    const its = stack.reference('aws_dynamodb_table_replica', 'arn');
    expect(policies[1]?.resource_arn).toBe(its);
    expect(statements(policies[1]?.policy).TlsOnly).toMatchObject({
      Effect: 'Deny',
      Resource: [its, `${its}/index/*`],
    });
  });

  test('is written from a stream with whole items', () => {
    expect(replicated().one('aws_dynamodb_table')).toMatchObject({
      ...{ stream_enabled: true, stream_view_type: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('has alarms there, and one here on how far it is behind', () => {
    const alarms = replicated({ alarms: { topic, replicationLagSeconds: 20 } }).all('aws_cloudwatch_metric_alarm');
    const names = alarms.filter(({ provider }) => provider === 'aws.central').map((alarm) => alarm.alarm_name);
    expect(names.sort()).toEqual(['dynamodb-prod-sessions-system-errors', 'dynamodb-prod-sessions-throttles']);
    expect(alarms.find(({ metric_name }) => metric_name === 'ReplicationLatency')).toMatchObject({
      alarm_name: 'dynamodb-prod-sessions-replication-eu-central-1',
      dimensions: { TableName: 'prod-sessions', ReceivingRegion: other },
      threshold: 20_000,
    });
  });

  test('is not made twice, not in the region of the table, and not of a table that is provisioned', () => {
    expect(() => replicated({}, {}, region)).toThrow(
      `stack/sessions: replicas: expected regions other than the table's, found "${region}"`,
    );
    expect(() => replicated({ capacity: provisioned })).toThrow(
      'stack/sessions: capacity: expected onDemand, for a table with replicas, found "provisioned"',
    );
    expect(() => replicated({ stream: 'KEYS_ONLY' })).toThrow(
      'stack/sessions: stream: expected NEW_AND_OLD_IMAGES, for a table with replicas, found "KEYS_ONLY"',
    );
  });

  test('takes a key, a topic and a provider of its region alone', () => {
    expect(() => replicated({}, { key })).toThrow(
      `stack/sessions/replicas/${other}: key.keyArn: expected an ARN of the module's region, ${other}`,
    );
    expect(() => replicated({}, { topic })).toThrow(`stack/sessions/replicas/${other}: topic.topicArn`);
    expect(() => replicated({}, {}, 'eu-west-2')).toThrow(/eu-west-2: (key.keyArn|provider.region): expected/);
  });
});

describe('a grant', () => {
  const indexes = `${arn}/index/*`;
  const reads = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
  const writes = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
  const ReadItems = {
    ...{ Sid: 'ReadItems', Effect: 'Allow', Action: [...reads, 'dynamodb:Scan'], Resource: [arn, indexes] },
  };
  const WriteItems = { Sid: 'WriteItems', Effect: 'Allow', Action: writes, Resource: arn };
  const DescribeTable = { Sid: 'DescribeTable', Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: arn };

  test('to read is for the table and its indexes, and lets a role not write', () => {
    expect(granted((table) => table.grantRead('Web', role))).toEqual({
      ...{ name: 'read-prod-sessions-Web', role: 'web', statements: { ReadItems, DescribeTable } },
    });
  });

  test('to write lets it not read, and both is both', () => {
    expect(granted((table) => table.grantWrite('Web', role)).statements).toEqual({ WriteItems, DescribeTable });
    expect(granted((table) => table.grantReadWrite('Web', role))).toEqual({
      ...{ name: 'read-write-prod-sessions-Web', role: 'web' },
      statements: { ReadItems, WriteItems, DescribeTable },
    });
  });

  test('of items is for some partition keys: no scan, no index, and no request that names no key', () => {
    const { statements } = granted((table) =>
      table.grantItems('Web', role, ['session#*', iamVariable('aws:PrincipalTag/tenant')]),
    );
    expect(statements.ItemsOfKeys).toEqual({
      ...{ Sid: 'ItemsOfKeys', Effect: 'Allow', Action: [...reads, ...writes], Resource: arn },
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['session#*', '$${aws:PrincipalTag/tenant}'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  });

  test.each([
    [['*'], 'leadingKeys[0]: expected a partition key, or the start of one and *, and not * alone'],
    [[], 'leadingKeys: expected 1 to 100 leading keys, each once, found []'],
    [['${file("x")}'], 'leadingKeys[0]: expected text without ${'],
  ])('of items refuses the leading keys %j', (leadingKeys, message) => {
    expect(() => granted((table) => table.grantItems('Web', role, leadingKeys))).toThrow(`stack/sessions: ${message}`);
  });

  test('of the stream is for reading it', () => {
    const { statements } = granted((table) => table.grantReadStream('Jobs', role), { stream: 'NEW_IMAGE' });
    expect(statements.ReadStream).toEqual({
      ...{ Sid: 'ReadStream', Effect: 'Allow', Resource: `${arn}/stream/*` },
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    });
    expect(() => table({}, (table) => table.grantReadStream('Jobs', role))).toThrow(
      'stack/sessions: stream: expected a table with a stream, found nothing',
    );
  });

  test('of a table of another stack belongs to the stack that grants', () => {
    const tableArn = `arn:aws:dynamodb:${region}:${account}:table/prod-orders`;
    const stack = synth((stack) => {
      const orders = Table.import(stack, 'orders', { tableName: 'prod-orders', tableArn });
      orders.grantRead('Web', role);
      expect(() => orders.grantReadStream('Web', role)).toThrow('stack/orders: stream: expected a table with a stream');
    });
    expect(statements(stack.one('aws_iam_role_policy').policy).ReadItems?.Resource).toEqual([
      tableArn,
      `${tableArn}/index/*`,
    ]);
    const name = Token.asString({ resolve: () => '${var.a}' });
    expect(() => synth((stack) => Table.import(stack, 'orders', { tableName: name, tableArn }))).toThrow(
      'stack/orders: ref.tableName: expected 3 to 255 letters, digits and _.-, known at synthesis',
    );
  });
});

describe('alarms', () => {
  const schema = {
    partitionKey: { name: 'id' },
    globalIndexes: { 'by-user': { partitionKey: { name: 'user' }, capacity: { readUnits: 10, writeUnits: 5 } } },
  };
  const alarms = (rest: Partial<TableProps> = {}) => table({ schema, ...rest }).all('aws_cloudwatch_metric_alarm');

  test('watch throttling, errors and capacity, of each global index too, and tell the topic what to do', () => {
    expect(
      alarms()
        .map(({ alarm_name }) => alarm_name)
        .sort(),
    ).toEqual(
      [
        ...['by-user-read-capacity', 'by-user-throttles', 'by-user-write-capacity', 'read-capacity', 'system-errors'],
        ...['throttles', 'write-capacity'],
      ].map((name) => `dynamodb-prod-sessions-${name}`),
    );
    for (const alarm of alarms()) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look (at|for)/);
      expect(alarm.treat_missing_data).toBe('notBreaching');
    }
  });

  test('count as DynamoDB does: throttles by table and index, errors by operation', () => {
    const queries = (name: string) =>
      alarms()
        .find(({ alarm_name }) => alarm_name === `dynamodb-prod-sessions-${name}`)!
        .metric_query.flatMap(({ metric }: any) => (metric ? [[metric.metric_name, metric.dimensions]] : []));
    const index = { TableName: 'prod-sessions', GlobalSecondaryIndexName: 'by-user' };
    expect(queries('by-user-throttles')).toEqual([
      ['ReadThrottleEvents', index],
      ['WriteThrottleEvents', index],
    ]);
    const operations = queries('system-errors').map(([, { Operation }]: any) => Operation);
    expect(operations).toEqual(expect.arrayContaining(['GetItem', 'PutItem', 'Query', 'TransactWriteItems']));
  });

  test('on capacity are at a share of the most, in the units of a period', () => {
    const thresholds = (rest: Partial<TableProps>) =>
      Object.fromEntries(
        alarms(rest)
          .filter(({ metric_name }) => /^Consumed/.test(metric_name))
          .map(({ alarm_name, threshold }) => [alarm_name.replace('dynamodb-prod-sessions-', ''), threshold]),
      );
    const index = { 'by-user-read-capacity': 2400, 'by-user-write-capacity': 1200 };
    expect(thresholds({})).toEqual({ 'read-capacity': 48_000, 'write-capacity': 24_000, ...index });
    expect(thresholds({ capacity: provisioned, alarms: { topic, capacityPercent: 50 } })).toEqual({
      ...{ 'read-capacity': 7500, 'write-capacity': 3000 },
      ...{ 'by-user-read-capacity': 1500, 'by-user-write-capacity': 750 },
    });
  });

  test('have Contributor Insights beside them where that is decided', () => {
    expect(table({ schema }).none('aws_dynamodb_contributor_insights')).toBe(true);
    const stack = table({ schema, alarms: { topic, contributorInsights: true } });
    const insights = stack.all('aws_dynamodb_contributor_insights');
    const table_name = stack.reference('aws_dynamodb_table', 'name');
    expect(insights.map((insight) => insight.table_name)).toEqual([table_name, table_name]);
    expect(insights.map(({ index_name }) => index_name)).toEqual(expect.arrayContaining([undefined, 'by-user']));
  });
});

test.each<[Partial<TableProps>, string]>([
  [{ name: 'a' }, 'name: expected 3 to 255 letters, digits and _.-, found "a"'],
  [{ key: { keyArn: 'alias/data' } }, 'key.keyArn: expected the ARN of a KMS key, found "alias/data"'],
  [{ recoveryDays: 36 }, 'recoveryDays: expected a whole number of days from 1 to 35, found 36'],
  [{ stream: 'ALL' as 'NEW_IMAGE' }, 'stream: expected one of KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES'],
  [{ alarms: { topic, capacityPercent: 0 } }, 'alarms.capacityPercent: expected a whole number of percent from 1'],
  [{ region: 'eu-west-2' }, "key.keyArn: expected an ARN of the module's region, eu-west-2"],
])('refuses %j', (rest, message) => {
  expect(refusal(rest)).toThrow(`stack/sessions: ${message}`);
});
