import { TerraformOutput } from 'cdktf';
import { Accelerator, type AcceleratorProps } from '../../modules/accelerator';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const topic = { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` };
const app = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const tableOf = (tableName: string) => ({
  tableName,
  tableArn: `arn:aws:dynamodb:eu-west-1:${account}:table/${tableName}`,
});
const products = tableOf('prod-products');

const base: AcceleratorProps = {
  name: 'prod-catalogue',
  network,
  tables: { products: { table: products, access: 'read' } },
  nodes: { nodeType: 'dax.r5.large', count: 3 },
  timeToLive: { itemSeconds: 600, querySeconds: 30 },
  maintenanceWindow: 'sun:04:00-sun:05:00',
  alarms: { topic },
};
const ref = {
  name: 'prod-catalogue',
  acceleratorArn: `arn:aws:dax:eu-west-1:${account}:cache/prod-catalogue`,
  endpoint: 'prod-catalogue.abc123.dax-clusters.eu-west-1.amazonaws.com',
  securityGroupId: 'sg-accelerator',
};

function accelerator(
  props: Partial<AcceleratorProps> = {},
  use: (accelerator: Accelerator) => void = () => {},
): Synthesized {
  return synth((stack) => use(new Accelerator(stack, 'main', { ...base, ...props })));
}
const alarms = (synthesized: Synthesized): Record<string, Attributes> =>
  Object.fromEntries(synthesized.all('aws_cloudwatch_metric_alarm').map((alarm) => [alarm.alarm_name, alarm]));
const policies = (synthesized: Synthesized): Record<string, Record<string, Attributes>> =>
  Object.fromEntries(
    synthesized.all('aws_iam_role_policy').map(({ name, policy }) => [name as string, statements(policy as string)]),
  );

describe('the cluster', () => {
  test('is encrypted at rest and in transit', () => {
    expect(accelerator().one('aws_dax_cluster')).toMatchObject({
      server_side_encryption: { enabled: true },
      cluster_endpoint_encryption_type: 'TLS',
    });
  });

  test('has the nodes asked for, in the data tier, and is maintained when asked', () => {
    const synthesized = accelerator();
    expect(synthesized.one('aws_dax_subnet_group')).toMatchObject({
      name: 'prod-catalogue',
      subnet_ids: ['subnet-data-a', 'subnet-data-b'],
    });
    expect(synthesized.one('aws_dax_cluster')).toMatchObject({
      cluster_name: 'prod-catalogue',
      node_type: 'dax.r5.large',
      replication_factor: 3,
      maintenance_window: 'sun:04:00-sun:05:00',
      subnet_group_name: synthesized.reference('aws_dax_subnet_group', 'name'),
      security_group_ids: [synthesized.reference('aws_security_group', 'id')],
      parameter_group_name: synthesized.reference('aws_dax_parameter_group', 'name'),
      tags: { Name: 'prod-catalogue' },
    });
  });

  test('tells a topic of events where there is one', () => {
    expect(accelerator().one('aws_dax_cluster').notification_topic_arn).toBeUndefined();
    const events = { topicArn: `arn:aws:sns:eu-west-1:${account}:events` };
    expect(accelerator({ events }).one('aws_dax_cluster').notification_topic_arn).toBe(events.topicArn);
  });

  test('keeps items and results as long as asked: another time is another parameter group, made before the old one goes', () => {
    expect(accelerator().one('aws_dax_parameter_group')).toMatchObject({
      name: 'prod-catalogue-items-600s-queries-30s',
      parameters: [
        { name: 'query-ttl-millis', value: '30000' },
        { name: 'record-ttl-millis', value: '600000' },
      ],
      lifecycle: { create_before_destroy: true, ignore_changes: ['description'] },
    });
    const longer = accelerator({ timeToLive: { itemSeconds: 601, querySeconds: 30 } });
    expect(longer.one('aws_dax_parameter_group').name).toBe('prod-catalogue-items-601s-queries-30s');
  });

  test('is closed to everybody', () => {
    const synthesized = accelerator();
    expect(synthesized.none('aws_vpc_security_group_ingress_rule')).toBe(true);
    expect(synthesized.none('aws_vpc_security_group_egress_rule')).toBe(true);
  });
});

describe('its role', () => {
  test('is assumed by DAX, and says why no account is asked for', () => {
    const trust = statements(accelerator().one('aws_iam_role').assume_role_policy as string);
    expect(trust.Service).toMatchObject({ Principal: { Service: 'dax.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const off = optOuts((stack) => new Accelerator(stack, 'main', base));
    expect(off).toEqual({ 'stack/main/role/role': { source_account: expect.stringContaining('AWS documents none') } });
  });

  test('may do with each table what is told, and nothing with another', () => {
    const synthesized = accelerator({
      tables: {
        products: { table: products, access: 'read' },
        prices: { table: tableOf('prod-prices'), access: 'read-write' },
        clicks: { table: tableOf('prod-clicks'), access: 'write' },
      },
    });
    const all = policies(synthesized);
    expect(Object.fromEntries(Object.entries(all).map(([name, its]) => [name, Object.keys(its)]))).toEqual({
      'read-prod-products-Accelerator': ['ReadItems', 'DescribeTable'],
      'read-write-prod-prices-Accelerator': ['ReadItems', 'WriteItems', 'DescribeTable'],
      'write-prod-clicks-Accelerator': ['WriteItems', 'DescribeTable'],
    });
    const { ReadItems } = all['read-prod-products-Accelerator']!;
    expect(ReadItems!.Resource).toEqual([products.tableArn, `${products.tableArn}/index/*`]);
    const role = synthesized.reference('aws_iam_role', 'name');
    expect(synthesized.all('aws_iam_role_policy').map((policy) => policy.role)).toEqual([role, role, role]);
  });
});

describe('alarms', () => {
  test('watch the cluster, and are there as long as it is', () => {
    const synthesized = accelerator();
    expect(Object.keys(alarms(synthesized)).sort()).toEqual([
      'dax-prod-catalogue-cpu',
      'dax-prod-catalogue-errors',
      'dax-prod-catalogue-evictions',
      'dax-prod-catalogue-memory',
      'dax-prod-catalogue-misses',
    ]);
    for (const alarm of synthesized.all('aws_cloudwatch_metric_alarm')) {
      expect([alarm.alarm_actions, alarm.ok_actions]).toEqual([[topic.topicArn], [topic.topicArn]]);
      expect(alarm.treat_missing_data).toBe('notBreaching');
    }
    expect(synthesized.one('aws_dax_cluster').depends_on).toHaveLength(5);
  });

  test('have thresholds of their own, or of the caller', () => {
    const own = alarms(accelerator());
    expect(own['dax-prod-catalogue-cpu']).toMatchObject({
      ...{ namespace: 'AWS/DAX', metric_name: 'CPUUtilization', statistic: 'Average', threshold: 80 },
      dimensions: { ClusterId: 'prod-catalogue' },
    });
    expect(own['dax-prod-catalogue-memory']).toMatchObject({
      ...{ metric_name: 'CacheMemoryUtilization', statistic: 'Maximum', threshold: 90 },
    });
    expect(own['dax-prod-catalogue-evictions']).toMatchObject({
      ...{ metric_name: 'EvictedSize', statistic: 'Sum', threshold: 104_857_600, evaluation_periods: 3 },
    });
    expect([own['dax-prod-catalogue-misses']!.threshold, own['dax-prod-catalogue-errors']!.threshold]).toEqual([
      50, 10,
    ]);
    const thresholds = { cpuPercent: 60, memoryPercent: 70, evictedMebibytes: 1, missPercent: 20, failedRequests: 3 };
    const given = alarms(accelerator({ alarms: { topic, ...thresholds } }));
    expect(
      ['cpu', 'memory', 'evictions', 'misses', 'errors'].map((id) => given[`dax-prod-catalogue-${id}`]!.threshold),
    ).toEqual([60, 70, 1_048_576, 20, 3]);
  });

  test('count misses only where enough is asked for', () => {
    const expressions = (synthesized: Synthesized) =>
      alarms(synthesized)['dax-prod-catalogue-misses']!.metric_query as Attributes[];
    const last = (queries: Attributes[]) => queries.find(({ return_data }) => return_data)!.expression as string;
    expect(last(expressions(accelerator()))).toBe('IF(all >= 1000, 100 * missed / all, 0)');
    expect(last(expressions(accelerator({ alarms: { topic, leastLookups: 5 } })))).toContain('all >= 5,');
  });

  test('add up what DAX failed and what it throttled, and no mistakes of callers', () => {
    const queries = alarms(accelerator())['dax-prod-catalogue-errors']!.metric_query as Attributes[];
    const metrics = queries.flatMap(({ metric }) => (metric ? [(metric as Attributes).metric_name] : []));
    expect(metrics).toEqual(['FaultRequestCount', 'ThrottledRequestCount']);
  });
});

const grants = { grantRead: ['ReadItems'], grantWrite: ['WriteItems'], grantReadWrite: ['ReadItems', 'WriteItems'] };

describe.each(Object.entries(grants))('%s', (verb, sids) => {
  const grant = verb as keyof typeof grants;

  test('lets a role do that by the cluster', () => {
    const synthesized = accelerator({}, (made) => made[grant]('Web', app));
    const its = Object.values(policies(synthesized)).find((found) => found.SpeakProtocol)!;
    expect(Object.keys(its)).toEqual([...sids, 'SpeakProtocol']);
    const arn = synthesized.reference('aws_dax_cluster', 'arn');
    expect(Object.values(its).map(({ Resource }) => Resource as unknown)).toEqual([...sids, 0].map(() => arn));
    const actions = Object.values(its).flatMap(({ Action }) => Action as string[]);
    expect(actions.every((action) => action.startsWith('dax:'))).toBe(true);
    expect(actions.includes('dax:PutItem')).toBe(sids.includes('WriteItems'));
    expect(actions.includes('dax:GetItem')).toBe(sids.includes('ReadItems'));
  });

  test('of another stack belongs to this one', () => {
    const synthesized = synth((stack) => Accelerator.import(stack, 'catalogue', ref)[grant]('Web', app));
    const [{ Resource }] = Object.values(Object.values(policies(synthesized))[0]!) as [Attributes];
    expect(Resource).toBe(ref.acceleratorArn);
  });

  test('takes a name in letters and digits', () => {
    expect(() => accelerator({}, (made) => made[grant]('web-1', app))).toThrow(
      'stack/main: name: expected up to 32 letters and digits, found "web-1"',
    );
  });
});

describe('connections', () => {
  const web = (made: Accelerator) => {
    const group = new SecurityGroup(made.node.scope!, 'web', { network, name: 'web', description: 'Web' });
    group.connections.allowTo(made, made.port, 'the catalogue');
  };

  test('open the port of TLS alone', () => {
    const rule = accelerator({}, web).one('aws_vpc_security_group_ingress_rule');
    expect(rule).toMatchObject({ from_port: 9111, to_port: 9111, ip_protocol: 'tcp', description: 'the catalogue' });
  });

  test('of another stack are opened in this one', () => {
    const synthesized = synth((stack) => {
      const made = Accelerator.import(stack, 'catalogue', ref);
      const group = new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' });
      group.connections.allowTo(made, made.port, 'the catalogue');
      new TerraformOutput(stack, 'url', { value: made.url });
    });
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').security_group_id).toBe('sg-accelerator');
    expect(synthesized.json.output.url.value).toBe(`daxs://${ref.endpoint}`);
  });

  test('clients find the cluster by its address, over TLS', () => {
    const synthesized = accelerator({}, (made) => {
      new TerraformOutput(made.node.scope!, 'url', { value: made.url });
      new TerraformOutput(made.node.scope!, 'name', { value: made.ref.name });
    });
    const address = synthesized.reference('aws_dax_cluster', 'cluster_address');
    expect(synthesized.json.output.url.value).toBe(`daxs://${address}`);
    expect(synthesized.json.output.name.value).toBe('prod-catalogue');
  });
});

describe('props that DAX would refuse', () => {
  const oneZone = { ...network, subnetIds: { ...network.subnetIds, data: { 'eu-west-1a': 'subnet-data-a' } } };
  const twice = { products: base.tables.products!, again: base.tables.products! };

  test.each<[string, Partial<AcceleratorProps>, string]>([
    ['a long name', { name: 'prod-catalogue-of-all' }, 'name: expected'],
    ['no table', { tables: {} }, 'tables: expected'],
    ['a table twice', { tables: twice }, 'tables: expected each table once, found "prod-products"'],
    ['no access', { tables: { products: { table: products } as never } }, 'tables.products.access: expected'],
    ['a type of another service', { nodes: { nodeType: 'cache.r7g.large', count: 1 } }, 'nodes.nodeType: expected'],
    ['12 nodes', { nodes: { nodeType: 'dax.r5.large', count: 12 } }, 'nodes.count: expected'],
    ['no time', { timeToLive: { itemSeconds: 0, querySeconds: 1 } }, 'timeToLive.itemSeconds: expected'],
    ['a short window', { maintenanceWindow: 'sun:04:00-sun:04:30' }, 'maintenanceWindow: expected'],
    ['one zone for several nodes', { network: oneZone }, 'network: expected 2 zones or more with a data subnet'],
  ])('%s', (_, props, message) => {
    expect(() => accelerator(props)).toThrow(`stack/main: ${message}`);
  });

  test('one node needs one zone', () => {
    const nodes = { nodeType: 'dax.t3.small', count: 1 };
    expect(accelerator({ network: oneZone, nodes }).one('aws_dax_cluster').replication_factor).toBe(1);
  });

  test('what is no cluster cannot be imported', () => {
    expect(() =>
      synth((stack) => Accelerator.import(stack, 'it', { ...ref, acceleratorArn: 'arn:aws:s3:::b' })),
    ).toThrow('acceleratorArn: expected the ARN of a cluster of DAX');
  });
});
