import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import {
  DnsRecord,
  HealthCheck,
  PrivateZone,
  PublicZone,
  ResolverQueryLogs,
  type DnsRecordProps,
  type HealthCheckProps,
  type PublicZoneProps,
  type ResolverQueryLogsProps,
} from '../../modules/zone';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const topic = { topicArn: `arn:aws:sns:us-east-1:${account}:alarms` };
const usEast1 = (stack: TerraformStack, region = 'us-east-1') =>
  new AwsProvider(stack, 'us', { region, alias: 'us_east_1' });
const off = { off: true, reason: 'nobody depends on it here' } as const;

type ZoneRest = Partial<PublicZoneProps>;
const makeZone = (stack: TerraformStack, rest: ZoneRest = {}) =>
  new PublicZone(stack, 'zone', {
    name: 'shop.example.com',
    account,
    logRetentionDays: 90,
    topic,
    provider: usEast1(stack),
    ...rest,
  });
const publicZone = (rest: ZoneRest = {}, use: (zone: PublicZone) => void = () => {}) =>
  synth((stack) => use(makeZone(stack, rest)));

describe('a public zone', () => {
  test('is protected from deletion, and empties itself never', () => {
    expect(publicZone().one('aws_route53_zone')).toMatchObject({
      name: 'shop.example.com',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('is all in us-east-1, where Route 53 keeps logs, keys and metrics', () => {
    const { json } = publicZone();
    const stack = publicZone();
    expect(stack.resources().filter(({ attributes }) => attributes.provider !== 'aws.us_east_1')).toEqual([]);
    expect(Object.keys(json.resource).length).toBeGreaterThan(5);
  });

  test('loses a protection only with a reason, which the review can read', () => {
    const rest = { optOuts: { dnssec: off, deletionProtection: off } };
    const stack = publicZone(rest);
    expect(stack.one('aws_route53_zone')).not.toHaveProperty('lifecycle');
    expect(stack.none('aws_route53_hosted_zone_dnssec')).toBe(true);
    expect(stack.none('aws_route53_key_signing_key')).toBe(true);
    expect(optOuts((scope) => makeZone(scope, rest))['stack/zone/zone']).toEqual({
      dnssec: off.reason,
      deletion_protection: off.reason,
    });
  });

  test('delegates a domain below it to the servers of its own zone', () => {
    const servers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
    const records = publicZone({}, (zone) => zone.delegate('eu.shop.example.com', servers)).all('aws_route53_record');
    expect(records.filter(({ type }) => type === 'NS')).toMatchObject([
      { name: 'eu.shop.example.com', records: servers },
    ]);
    const refused = (domain: string) => () => publicZone({}, (zone) => zone.delegate(domain, servers));
    expect(refused('shop.example.com')).toThrow('stack/zone: domain: expected a domain below shop.example.com');
    expect(refused('eu.example.com')).toThrow('stack/zone: domain: expected a domain below shop.example.com');
    const twice = (zone: PublicZone) => {
      zone.delegate('eu.shop.example.com', servers);
      zone.delegate('eu.shop.example.com', servers);
    };
    expect(() => publicZone({}, twice)).toThrow('stack/zone: domain: expected each domain delegated once');
  });

  test('admits other authorities for one name than for itself', () => {
    const admits = (domain: string) => (zone: PublicZone) => zone.admitAuthorities(domain, ['letsencrypt.org']);
    const records = publicZone({}, admits('office.shop.example.com')).all('aws_route53_record');
    const caa = records.filter(({ type }) => type === 'CAA').map(({ name, records }) => [name, records]);
    expect(Object.fromEntries(caa)).toEqual({
      'shop.example.com': ['0 issue "amazon.com"'],
      'office.shop.example.com': ['0 issue "letsencrypt.org"'],
    });
    const refused = (domain: string) => () => publicZone({}, admits(domain));
    expect(refused('shop.example.com')).toThrow('stack/zone: domain: expected a domain below shop.example.com');
    const twice = (zone: PublicZone) => {
      admits('office.shop.example.com')(zone);
      admits('office.shop.example.com')(zone);
    };
    expect(() => publicZone({}, twice)).toThrow('stack/zone: domain: expected each domain once');
  });
});

describe('a role', () => {
  const role = { roleName: 'acme', roleArn: `arn:aws:iam::${account}:role/acme` };

  test('is let write the records of the names that it is given, and no other', () => {
    const names = ['_acme-challenge.shop.example.com'];
    const stack = publicZone({}, (zone) => zone.grantRecords('Acme', role, names));
    expect(stack.one('aws_iam_role_policy')).toMatchObject({ name: 'records-shop.example.com-Acme', role: 'acme' });
    const { WriteRecords, ReadRecords } = statements(stack.one('aws_iam_role_policy').policy);
    const key = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
    expect(WriteRecords).toMatchObject({
      Action: 'route53:ChangeResourceRecordSets',
      Resource: stack.reference('aws_route53_zone', 'arn'),
      Condition: { 'ForAllValues:StringEquals': { [key]: names }, Null: { [key]: 'false' } },
    });
    expect(ReadRecords!.Resource).toBe(stack.reference('aws_route53_zone', 'arn'));
  });

  test('is refused names of another zone', () => {
    expect(() => publicZone({}, (zone) => zone.grantRecords('Acme', role, ['www.example.com']))).toThrow(
      'stack/zone: names: expected names in the zone shop.example.com, found "www.example.com"',
    );
  });
});

describe('query logs', () => {
  test('go to an encrypted group that forgets', () => {
    const stack = publicZone();
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/route53/shop.example.com',
      retention_in_days: 90,
      kms_key_id: expect.stringContaining('query-logs'),
    });
    expect(stack.one('aws_route53_query_log')).toMatchObject({
      cloudwatch_log_group_arn: stack.reference('aws_cloudwatch_log_group', 'arn'),
      zone_id: stack.reference('aws_route53_zone', 'zone_id'),
    });
  });

  test('are written by Route 53 for this zone alone, and not before it may', () => {
    const stack = publicZone();
    const { Route53WritesQueryLogs } = statements(stack.one('aws_cloudwatch_log_resource_policy').policy_document);
    expect(Route53WritesQueryLogs).toMatchObject({
      Principal: { Service: 'route53.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${stack.reference('aws_cloudwatch_log_group', 'arn')}:*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnEquals: { 'aws:SourceArn': stack.reference('aws_route53_zone', 'arn') },
      },
    });
    const [policy] = stack.resources('aws_cloudwatch_log_resource_policy');
    expect(stack.one('aws_route53_query_log').depends_on).toEqual([`${policy!.type}.${policy!.name}`]);
  });
});

describe('signing', () => {
  const stack = publicZone();
  const [key] = stack.resources('aws_kms_key').filter(({ attributes }) => attributes.key_usage === 'SIGN_VERIFY');

  test('is with a key of the kind that Route 53 takes', () => {
    expect(key!.attributes).toMatchObject({ customer_master_key_spec: 'ECC_NIST_P256', deletion_window_in_days: 30 });
    expect(stack.one('aws_route53_key_signing_key').key_management_service_arn).toBe(
      `\${aws_kms_key.${key!.name}.arn}`,
    );
  });

  test('is for Route 53 on behalf of this zone, and for whoever makes the key-signing key, as IAM decides', () => {
    const { IamDecidesWhoSigns, Route53Signs, Route53Delegates } = statements(key!.attributes.policy);
    expect(IamDecidesWhoSigns).toEqual({
      Sid: 'IamDecidesWhoSigns',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:Sign',
      Resource: '*',
    });
    expect(Route53Signs).toMatchObject({
      Principal: { Service: 'dnssec-route53.amazonaws.com' },
      Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
      Condition: { ArnEquals: { 'aws:SourceArn': stack.reference('aws_route53_zone', 'arn') } },
    });
    expect(Route53Delegates).toMatchObject({
      Action: 'kms:CreateGrant',
      Condition: { StringEquals: { 'aws:SourceAccount': account }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });

  test('ends before its key does', () => {
    expect(stack.one('aws_route53_hosted_zone_dnssec').hosted_zone_id).toBe(
      stack.reference('aws_route53_key_signing_key', 'hosted_zone_id'),
    );
  });

  test('gives the DS record for the parent', () => {
    publicZone({}, ({ dsRecord }) => expect(dsRecord).toMatch(/TfToken/));
    publicZone({ optOuts: { dnssec: off } }, ({ dsRecord }) => expect(dsRecord).toBeUndefined());
  });

  test('tells when the key or the zone is in danger', () => {
    const zoneId = stack.reference('aws_route53_zone', 'zone_id');
    const alarms = stack.all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ metric_name }) => metric_name)).toEqual([
      'DNSSECInternalFailure',
      'DNSSECKeySigningKeysNeedingAction',
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        namespace: 'AWS/Route53',
        dimensions: { HostedZoneId: zoneId },
        statistic: 'Sum',
        threshold: 0,
        comparison_operator: 'GreaterThanThreshold',
        alarm_actions: [topic.topicArn],
      });
    }
  });
});

describe('the domain', () => {
  const records = (rest: ZoneRest = {}) =>
    Object.fromEntries(
      publicZone(rest)
        .all('aws_route53_record')
        .map(({ name, type, records }) => [`${name} ${type}`, records]),
    );

  test('has certificates of Amazon alone, sends no mail and takes none', () => {
    expect(records()).toEqual({
      'shop.example.com CAA': ['0 issue "amazon.com"'],
      'shop.example.com TXT': ['v=spf1 -all'],
      'shop.example.com MX': ['0 .'],
      '_dmarc.shop.example.com TXT': ['v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s'],
    });
  });

  test('leaves mail to whoever sends it', () => {
    expect(records({ mail: 'elsewhere' })).toEqual({ 'shop.example.com CAA': ['0 issue "amazon.com"'] });
  });

  test('shows texts beside its own, in one record set', () => {
    const texts = ['site-verification=1234'];
    expect(records({ texts })['shop.example.com TXT']).toEqual(['v=spf1 -all', ...texts]);
    expect(records({ texts, mail: 'elsewhere' })['shop.example.com TXT']).toEqual(texts);
  });

  test('admits the authorities that are named', () => {
    const certificateAuthorities = ['amazon.com', 'letsencrypt.org'];
    expect(records({ certificateAuthorities })['shop.example.com CAA']).toEqual([
      '0 issue "amazon.com"',
      '0 issue "letsencrypt.org"',
    ]);
  });
});

describe('a public zone refuses', () => {
  test.each<[ZoneRest, string]>([
    [{ name: 'example' }, 'name: expected a domain such as shop.example.com, in lower case, found "example"'],
    [{ name: 'shop.example.com.' }, 'name: expected a domain'],
    [{ name: '-shop.example.com' }, 'name: expected a domain'],
    [{ name: `${'a'.repeat(64)}.example.com` }, 'name: expected a domain'],
    [{ texts: ['say "hello"'] }, 'texts[0]: expected a text of 1 to 255 printable characters without "'],
    [{ topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:a` } }, 'topic.topicArn: expected a topic of us-east-1'],
    [{ optOuts: { dnssec: { off: true, reason: 'no' } } }, 'optOuts.dnssec.reason: expected a reason of 10 to 300'],
  ])('%j', (rest, message) => {
    expect(() => publicZone(rest)).toThrow(`stack/zone: ${message}`);
  });

  test('a provider of another region', () => {
    const elsewhere = () =>
      synth((stack) => makeZone(stack, { provider: new AwsProvider(stack, 'eu', { region: 'eu-west-1' }) }));
    expect(elsewhere).toThrow('stack/zone: provider.region: expected us-east-1, found "eu-west-1"');
  });
});

test('a private zone is of one network', () => {
  const stack = synth(
    (stack) => new PrivateZone(stack, 'private', { name: 'prod.internal', network: { vpcId: 'vpc-1' } }),
  );
  expect(stack.one('aws_route53_zone')).toMatchObject({
    name: 'prod.internal',
    force_destroy: false,
    vpc: [{ vpc_id: 'vpc-1' }],
  });
  expect(stack.types()).toEqual(['aws_route53_zone']);
});

describe('the query logs of a network', () => {
  const region = 'eu-west-1';
  const key = { keyArn: `arn:aws:kms:${region}:${account}:key/logs` };
  const network = { vpcId: 'vpc-1' };
  const logs = (rest: Partial<ResolverQueryLogsProps> = {}) =>
    synth((stack) => {
      new ResolverQueryLogs(stack, 'logs', { name: 'prod', account, region, network, key, retentionDays: 90, ...rest });
    });

  test('go to an encrypted group that forgets', () => {
    const stack = logs();
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      name: '/prod/dns-queries',
      kms_key_id: key.keyArn,
      retention_in_days: 90,
    });
    expect(stack.one('aws_route53_resolver_query_log_config').destination_arn).toBe(
      stack.reference('aws_cloudwatch_log_group', 'arn'),
    );
    expect(stack.one('aws_route53_resolver_query_log_config_association')).toMatchObject({
      resource_id: 'vpc-1',
      resolver_query_log_config_id: stack.reference('aws_route53_resolver_query_log_config', 'id'),
    });
  });

  test('are delivered for this account and region alone, by a policy of our own', () => {
    const stack = logs();
    const { ResolverWritesQueryLogs } = statements(stack.one('aws_cloudwatch_log_resource_policy').policy_document);
    expect(ResolverWritesQueryLogs).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Resource: `${stack.reference('aws_cloudwatch_log_group', 'arn')}:log-stream:*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:${region}:${account}:*` },
      },
    });
    const [policy] = stack.resources('aws_cloudwatch_log_resource_policy');
    expect(stack.one('aws_route53_resolver_query_log_config').depends_on).toEqual([`${policy!.type}.${policy!.name}`]);
  });

  test.each([
    [{ name: '1st' }, 'name: expected 1 to 50 letters, digits, _ and -, a letter first, found "1st"'],
    [{ retentionDays: 100 }, 'retentionDays: expected one of 1, 3, 5'],
  ])('refuse %j', (rest, message) => {
    expect(() => logs(rest)).toThrow(`stack/logs: ${message}`);
  });
});

describe('a health check', () => {
  const endpoint = { domain: 'eu-west-1.shop.example.com', path: '/health' };
  const check = (of: object = endpoint) =>
    synth(
      (stack) =>
        new HealthCheck(stack, 'web', {
          name: 'prod-web',
          of: of as HealthCheckProps['of'],
          topic,
          provider: usEast1(stack),
        }),
    );

  test('asks an endpoint over HTTPS, by name, from three regions', () => {
    expect(check().one('aws_route53_health_check')).toMatchObject({
      type: 'HTTPS',
      fqdn: 'eu-west-1.shop.example.com',
      port: 443,
      resource_path: '/health',
      enable_sni: true,
      failure_threshold: 3,
      request_interval: 30,
      regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
    });
  });

  test('looks for a text in the answer', () => {
    expect(check({ ...endpoint, contains: '"ok"' }).one('aws_route53_health_check')).toMatchObject({
      type: 'HTTPS_STR_MATCH',
      search_string: '"ok"',
    });
  });

  test('is of an alarm for what the internet does not reach; without data its state stays', () => {
    const made = check({ alarmName: 'no-healthy-host', alarmRegion: 'eu-west-1' }).one('aws_route53_health_check');
    expect(made).toMatchObject({
      type: 'CLOUDWATCH_METRIC',
      cloudwatch_alarm_name: 'no-healthy-host',
      cloudwatch_alarm_region: 'eu-west-1',
      insufficient_data_health_status: 'LastKnownStatus',
    });
    expect(made).not.toHaveProperty('fqdn');
  });

  test('tells people in us-east-1, and takes silence for a fault', () => {
    const stack = check();
    expect(stack.one('aws_cloudwatch_metric_alarm')).toMatchObject({
      provider: 'aws.us_east_1',
      metric_name: 'HealthCheckStatus',
      dimensions: { HealthCheckId: stack.reference('aws_route53_health_check', 'id') },
      statistic: 'Minimum',
      threshold: 1,
      comparison_operator: 'LessThanThreshold',
      evaluation_periods: 3,
      treat_missing_data: 'breaching',
      alarm_actions: [topic.topicArn],
    });
  });

  test.each([
    [{ ...endpoint, from: ['eu-west-1', 'us-east-1'] }, 'of.from: expected 3 to 8 regions'],
    [{ ...endpoint, from: ['eu-west-1', 'us-east-1', 'eu-central-1'] }, 'of.from[2]: expected one of ap-northeast-1'],
    [{ ...endpoint, path: 'health' }, 'of.path: expected a path'],
    [{ ...endpoint, intervalSeconds: 20 }, 'of.intervalSeconds: expected one of 10, 30 seconds'],
    [{ ...endpoint, alarmName: 'a', alarmRegion: 'eu-west-1' }, 'of: expected what is checked: an object with one of'],
  ])('refuses %j', (of, message) => {
    expect(() => check(of)).toThrow(`stack/web: ${message}`);
  });
});

describe('a record', () => {
  const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
  const balancer = { dnsName: 'web-1.eu-west-1.elb.amazonaws.com', zoneId: 'Z32O12XQLNTSW2' };
  const base: DnsRecordProps = {
    zone,
    name: 'shop.example.com',
    type: 'A',
    target: { balancer },
    routing: { latency: 'eu-west-1' },
  };
  const record = (...records: Partial<DnsRecordProps>[]) =>
    synth((stack) => records.forEach((rest, index) => new DnsRecord(stack, `web-${index}`, { ...base, ...rest })));
  const refusal = (rest: Partial<DnsRecordProps>) => () => record(rest);

  test('of a balancer counts on its health, and is one of many from the first day', () => {
    expect(record({}).one('aws_route53_record')).toEqual({
      zone_id: zone.zoneId,
      name: 'shop.example.com',
      type: 'A',
      alias: { name: balancer.dnsName, zone_id: balancer.zoneId, evaluate_target_health: true },
      set_identifier: 'eu-west-1',
      latency_routing_policy: { region: 'eu-west-1' },
    });
  });

  test('of a second region is one more', () => {
    const [first] = record({}).all('aws_route53_record');
    const [same, second] = record({}, { routing: { latency: 'us-east-1' } }).all('aws_route53_record');
    expect(same).toEqual(first);
    expect(second).toMatchObject({ set_identifier: 'us-east-1', latency_routing_policy: { region: 'us-east-1' } });
  });

  test('of a distribution is in the zone of CloudFront, whose health nobody gets', () => {
    const target = { distribution: { domainName: 'd111111abcdef8.cloudfront.net' } };
    expect(record({ type: 'AAAA', target }).one('aws_route53_record').alias).toEqual({
      name: 'd111111abcdef8.cloudfront.net',
      zone_id: 'Z2FDTNDATAQYW2',
      evaluate_target_health: false,
    });
  });

  test('fails over from a primary to a secondary', () => {
    const healthCheck = { healthCheckId: 'abcdef11-2222-3333-4444-555555fedcba' };
    const value = { value: '192.0.2.1' };
    const [primary, secondary] = record(
      { target: value, routing: { failover: 'primary' }, healthCheck },
      { target: { value: '192.0.2.2', ttlSeconds: 30 }, routing: { failover: 'secondary' } },
    ).all('aws_route53_record');
    expect(primary).toMatchObject({
      records: ['192.0.2.1'],
      ttl: 60,
      set_identifier: 'primary',
      failover_routing_policy: { type: 'PRIMARY' },
      health_check_id: healthCheck.healthCheckId,
    });
    expect(secondary).toMatchObject({
      ttl: 30,
      set_identifier: 'secondary',
      failover_routing_policy: { type: 'SECONDARY' },
    });
    expect(secondary).not.toHaveProperty('health_check_id');
    expect(refusal({ target: value, routing: { failover: 'primary' } })).toThrow(
      'stack/web-0: healthCheck: expected a health check, since Route 53 fails over only from a primary whose health it knows',
    );
  });

  test('shares the answers by weight', () => {
    const weighted = (version: string, weight: number) => ({ routing: { version, weight } });
    expect(record(weighted('blue', 90), weighted('green', 10)).all('aws_route53_record')).toMatchObject([
      { set_identifier: 'blue', weighted_routing_policy: { weight: 90 } },
      { set_identifier: 'green', weighted_routing_policy: { weight: 10 } },
    ]);
  });

  test.each<[Partial<DnsRecordProps>, string]>([
    [{ name: 'www.example.com' }, 'name: expected a name in the zone shop.example.com, found "www.example.com"'],
    [{ target: { value: '192.0.2' } }, 'target.value: expected an IPv4 address, found "192.0.2"'],
    [{ type: 'AAAA', target: { value: '192.0.2.1' } }, 'target.value: expected an IPv6 address'],
    [
      { type: 'CNAME', name: 'www.shop.example.com', target: { value: '192.0.2.1:80' } },
      'target.value: expected a domain',
    ],
    [
      { type: 'CNAME', target: { value: 'other.example.com' } },
      'type: expected A or AAAA for an alias, and for the name',
    ],
    [{ type: 'CNAME', name: 'www.shop.example.com' }, 'type: expected A or AAAA for an alias'],
    [{ routing: { weight: 256, version: 'blue' } }, 'routing.weight: expected a whole number of shares from 0 to 255'],
    [{ routing: {} as never }, 'routing: expected a routing policy: an object with one of latency, failover, weight'],
    [{ target: { balancer, value: '192.0.2.1' } as never }, 'target: expected a target: an object with one of'],
  ])('refuses %j', (rest, message) => {
    expect(refusal(rest)).toThrow(`stack/web-0: ${message}`);
  });
});
