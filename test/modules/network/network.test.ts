import type { TerraformStack } from 'cdktf';
import { Network, type NetworkProps } from '../../../modules/network';
import { networkAclRules } from '../../../modules/network/network-acl-rules';
import { statements, synth, type Attributes, type Synthesized } from '../../support/synth';

const account = '111122223333';
const key = { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` };
const topic = { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` };
const [a, b, c] = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] as const;

function network(props: Partial<NetworkProps> = {}, use: (network: Network, stack: TerraformStack) => void = () => {}) {
  return synth((stack) => {
    const defaults = { name: 'prod', account, region: 'eu-west-1', cidr: '10.30.0.0/16', zones: [a, b, c], topic };
    const flowLogs = { key, retentionDays: 365 };
    use(new Network(stack, 'network', { ...defaults, natGateways: 'per-zone', flowLogs, ...props }), stack);
  });
}

const named = (synthesized: Synthesized, type: string): Record<string, Attributes> =>
  Object.fromEntries(synthesized.all(type).map((attributes) => [attributes.tags.Name, attributes]));

/** The resource that a reference such as `${aws_subnet.x.id}` points to. */
function target(synthesized: Synthesized, reference: string): Attributes {
  const [, type, name] = /^\$\{(\w+)\.([\w-]+)\.\w+\}$/.exec(reference)!;
  return synthesized.json.resource[type!][name!];
}

/** Where each route table's default route leads: `{ 'prod-private-eu-west-1a': 'prod-nat-eu-west-1a' }`. */
function defaultRoutes(synthesized: Synthesized): Record<string, string> {
  return Object.fromEntries(
    synthesized.all('aws_route').map((route) => {
      expect(route.destination_cidr_block).toBe('0.0.0.0/0');
      const gateway = target(synthesized, route.gateway_id ?? route.nat_gateway_id);
      return [target(synthesized, route.route_table_id).tags.Name, gateway.tags.Name];
    }),
  );
}

/** What of the first synthesis is gone or different in the second. */
function changed(before: Synthesized, after: Synthesized): string[] {
  const bare = (attributes: unknown) =>
    JSON.stringify(attributes, (name, value) => (name === '//' ? undefined : value));
  return before
    .resources()
    .filter(({ type, name, attributes }) => bare(after.json.resource[type]?.[name]) !== bare(attributes))
    .map(({ type, name }) => `${type}.${name.replace(/_[0-9A-F]{8}$/, '')}`)
    .sort();
}

describe('the VPC', () => {
  test('resolves names, as private endpoints need', () => {
    expect(network().one('aws_vpc')).toMatchObject({
      cidr_block: '10.30.0.0/16',
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: 'prod' },
    });
  });

  test("has AWS's default security group, network ACL and route table emptied", () => {
    const synthesized = network();
    const vpc = (attribute: string) => synthesized.reference('aws_vpc', attribute);
    expect(synthesized.one('aws_default_security_group')).toMatchObject({ vpc_id: vpc('id'), ingress: [], egress: [] });
    expect(synthesized.one('aws_default_network_acl')).toMatchObject({
      default_network_acl_id: vpc('default_network_acl_id'),
      ingress: [],
      egress: [],
      // A new subnet passes through it, and would show as a difference.
      lifecycle: { ignore_changes: ['subnet_ids'] },
    });
    expect(synthesized.one('aws_default_route_table')).toMatchObject({
      default_route_table_id: vpc('default_route_table_id'),
      route: [],
    });
  });

  test('keeps its range: the plan compares it with that of the last apply', () => {
    const synthesized = network();
    const [last] = synthesized.resources('terraform_data');
    expect(last!.attributes).toMatchObject({
      input: { value: '10.30.0.0/16' },
      lifecycle: { ignore_changes: ['input'] },
    });
    expect(synthesized.one('aws_vpc').lifecycle.precondition).toEqual([
      {
        condition: `\${terraform_data.${last!.name}.output.value == "10.30.0.0/16"}`,
        error_message: expect.stringContaining('AWS changes the range of no VPC'),
      },
    ]);
  });

  test('carries a Name on everything that can have one', () => {
    const without = network({ interfaceEndpoints: ['ssm'] })
      .resources()
      .filter(({ attributes }) => !attributes.tags?.Name)
      .map(({ type }) => type);
    expect([...new Set(without)].sort()).toEqual([
      'aws_cloudwatch_log_group',
      'aws_cloudwatch_metric_alarm',
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_network_acl_rule',
      'aws_route',
      'aws_route_table_association',
      'aws_vpc_security_group_ingress_rule',
      'terraform_data',
    ]);
  });
});

describe('subnets', () => {
  test('stand in every tier and zone, where the address plan says', () => {
    const subnets = named(network(), 'aws_subnet');
    const cidrs = Object.fromEntries(Object.entries(subnets).map(([name, { cidr_block }]) => [name, cidr_block]));
    expect(cidrs).toEqual({
      'prod-public-eu-west-1a': '10.30.16.0/22',
      'prod-public-eu-west-1b': '10.30.48.0/22',
      'prod-public-eu-west-1c': '10.30.80.0/22',
      'prod-private-eu-west-1a': '10.30.0.0/20',
      'prod-private-eu-west-1b': '10.30.32.0/20',
      'prod-private-eu-west-1c': '10.30.64.0/20',
      'prod-data-eu-west-1a': '10.30.20.0/22',
      'prod-data-eu-west-1b': '10.30.52.0/22',
      'prod-data-eu-west-1c': '10.30.84.0/22',
    });
    for (const [name, { availability_zone }] of Object.entries(subnets)) expect(name).toContain(availability_zone);
  });

  test('hand out no public address by themselves', () => {
    for (const subnet of network().all('aws_subnet')) expect(subnet.map_public_ip_on_launch).toBe(false);
  });

  test('have a route table each', () => {
    const synthesized = network();
    const tables = synthesized.all('aws_route_table_association').map(({ subnet_id, route_table_id }) => {
      const subnet = target(synthesized, subnet_id).tags.Name;
      expect(target(synthesized, route_table_id).tags.Name).toBe(subnet);
      return subnet;
    });
    expect(tables.sort()).toEqual(Object.keys(named(synthesized, 'aws_subnet')).sort());
  });

  test('and route tables are known by tier and zone', () => {
    const synthesized = network({}, ({ subnetIds, routeTableIds }, stack) => {
      expect(Object.keys(subnetIds)).toEqual(['public', 'private', 'data']);
      expect(Object.keys(subnetIds.data)).toEqual([a, b, c]);
      stack.addOverride('output.subnet.value', subnetIds.data[b]);
      stack.addOverride('output.route_table.value', routeTableIds.private[c]);
    });
    expect(target(synthesized, synthesized.json.output.subnet.value).tags.Name).toBe('prod-data-eu-west-1b');
    expect(target(synthesized, synthesized.json.output.route_table.value).tags.Name).toBe('prod-private-eu-west-1c');
  });
});

describe('ways out', () => {
  const toInternetGateway = Object.fromEntries([a, b, c].map((zone) => [`prod-public-${zone}`, 'prod']));

  test('per zone: each zone goes through its own gateway', () => {
    expect(defaultRoutes(network())).toEqual({
      ...toInternetGateway,
      'prod-private-eu-west-1a': 'prod-nat-eu-west-1a',
      'prod-private-eu-west-1b': 'prod-nat-eu-west-1b',
      'prod-private-eu-west-1c': 'prod-nat-eu-west-1c',
    });
  });

  test('single: every zone goes through the gateway of the first zone listed', () => {
    expect(defaultRoutes(network({ natGateways: 'single', zones: [b, a, c] }))).toEqual({
      ...toInternetGateway,
      'prod-private-eu-west-1a': 'prod-nat-eu-west-1b',
      'prod-private-eu-west-1b': 'prod-nat-eu-west-1b',
      'prod-private-eu-west-1c': 'prod-nat-eu-west-1b',
    });
  });

  test('none: only the public tier reaches the internet, and no address is paid for', () => {
    const synthesized = network({ natGateways: 'none' });
    expect(defaultRoutes(synthesized)).toEqual(toInternetGateway);
    for (const type of ['aws_nat_gateway', 'aws_eip', 'aws_cloudwatch_metric_alarm']) {
      expect(synthesized.none(type)).toBe(true);
    }
  });

  test.each(['none', 'single', 'per-zone'] as const)('%s: the data tier has none at all', (natGateways) => {
    const synthesized = network({ natGateways });
    expect(Object.keys(defaultRoutes(synthesized)).filter((name) => name.includes('-data-'))).toEqual([]);
    for (const { route_table_ids } of synthesized.all('aws_vpc_endpoint')) {
      const tiers = route_table_ids.map((id: string) => target(synthesized, id).tags.tier);
      expect(new Set(tiers)).toEqual(new Set(['public', 'private']));
    }
  });

  test('a gateway stands in the public subnet of its zone, on an address of its own, behind the internet gateway', () => {
    const synthesized = network();
    const gateways = named(synthesized, 'aws_nat_gateway');
    expect(Object.keys(gateways)).toHaveLength(3);
    for (const [name, gateway] of Object.entries(gateways)) {
      const zone = name.slice('prod-nat-'.length);
      expect(target(synthesized, gateway.subnet_id).tags.Name).toBe(`prod-public-${zone}`);
      expect(target(synthesized, gateway.allocation_id)).toMatchObject({ domain: 'vpc', tags: { Name: name } });
      expect(gateway.depends_on).toEqual([expect.stringMatching(/^aws_internet_gateway\./)]);
    }
  });

  test('a gateway without free ports, or one that drops packets, raises an alarm', () => {
    const synthesized = network({ natGateways: 'single' });
    const alarms = synthesized.all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name, metric_name }) => [alarm_name, metric_name])).toEqual([
      ['prod-nat-eu-west-1a-dropped-packets', 'PacketsDropCount'],
      ['prod-nat-eu-west-1a-port-allocation-errors', 'ErrorPortAllocation'],
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        namespace: 'AWS/NATGateway',
        dimensions: { NatGatewayId: synthesized.reference('aws_nat_gateway', 'id') },
        statistic: 'Sum',
        comparison_operator: 'GreaterThanThreshold',
        threshold: 0,
        alarm_actions: [topic.topicArn],
      });
    }
  });
});

describe('network ACLs', () => {
  test.each(['public', 'private', 'data'])("cover the %s tier's subnet in every zone", (tier) => {
    const synthesized = network();
    const { subnet_ids } = named(synthesized, 'aws_network_acl')[`prod-${tier}`]!;
    const subnets = subnet_ids.map((id: string) => target(synthesized, id).tags.Name);
    expect(subnets).toEqual([a, b, c].map((zone) => `prod-${tier}-${zone}`));
  });

  test.each(['public', 'private', 'data'] as const)("hold the %s tier's rules, each a resource of its own", (tier) => {
    const synthesized = network({ sshFromCidrs: ['198.51.100.0/24'] });
    const held = synthesized
      .all('aws_network_acl_rule')
      .filter((rule) => target(synthesized, rule.network_acl_id).tags.tier === tier)
      .map(({ egress, rule_number }) => [egress, rule_number]);
    const expected = networkAclRules(tier, { cidr: '10.30.0.0/16' }, ['198.51.100.0/24']);
    expect(held.sort()).toEqual(expected.map(({ egress, ruleNumber }) => [egress, ruleNumber]).sort());
    for (const acl of synthesized.all('aws_network_acl')) expect(acl).not.toHaveProperty('ingress');
  });
});

describe('flow logs', () => {
  test('record all traffic within a minute, encrypted, for as long as asked', () => {
    const synthesized = network();
    expect(synthesized.one('aws_flow_log')).toMatchObject({
      vpc_id: synthesized.reference('aws_vpc', 'id'),
      traffic_type: 'ALL',
      max_aggregation_interval: 60,
      log_destination_type: 'cloud-watch-logs',
      log_destination: synthesized.reference('aws_cloudwatch_log_group', 'arn'),
      iam_role_arn: synthesized.reference('aws_iam_role', 'arn'),
    });
    expect(synthesized.one('aws_cloudwatch_log_group')).toMatchObject({
      name: '/prod/flow-logs',
      retention_in_days: 365,
      kms_key_id: key.keyArn,
    });
  });

  test('are written by a role that only flow logs of this account and region assume', () => {
    const { FlowLogsAssume, ...others } = statements(network().one('aws_iam_role').assume_role_policy);
    expect(others).toEqual({});
    expect(FlowLogsAssume).toMatchObject({
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ec2:eu-west-1:${account}:vpc-flow-log/*` },
      },
    });
  });

  test('that may write to their own group and nothing else', () => {
    const synthesized = network();
    const policy = synthesized.one('aws_iam_role_policy');
    const { WriteFlowLogs, ...others } = statements(policy.policy);
    expect(others).toEqual({});
    expect(WriteFlowLogs!.Resource).toBe(`${synthesized.reference('aws_cloudwatch_log_group', 'arn')}:*`);
    expect(WriteFlowLogs!.Action).toEqual(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']);
    // The role can write before the first record comes.
    expect(synthesized.one('aws_flow_log').depends_on).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
  });
});

describe('nothing moves', () => {
  const full = { interfaceEndpoints: ['kms', 'ssm'], sshFromCidrs: ['198.51.100.0/24', '203.0.113.0/24'] };
  /** Sets, which Terraform updates in place. */
  const memberships = [
    'aws_network_acl.network_network-acls_data',
    'aws_network_acl.network_network-acls_private',
    'aws_network_acl.network_network-acls_public',
    'aws_vpc_endpoint.network_gateway-endpoints_dynamodb',
    'aws_vpc_endpoint.network_gateway-endpoints_s3',
    'aws_vpc_endpoint.network_interface-endpoints_kms',
    'aws_vpc_endpoint.network_interface-endpoints_ssm',
  ];

  test.each<[string, NetworkProps['natGateways'], string[], string[]]>([
    ['after its neighbours', 'per-zone', [a, b], [a, b, c]],
    ['before its neighbours', 'per-zone', [b, c], [a, b, c]],
    ['between them', 'none', [a, c], [a, b, c]],
    ['beside the single gateway', 'single', [b], [b, a]],
  ])('when a zone is added %s: it only joins the sets of what exists', (_, natGateways, before, after) => {
    const was = network({ ...full, natGateways, zones: before });
    const is = network({ ...full, natGateways, zones: after });
    expect(changed(was, is)).toEqual(memberships);
  });

  test('when the zones are listed in another order', () => {
    expect(changed(network({ ...full, zones: [a, b, c] }), network({ ...full, zones: [c, a, b] }))).toEqual([]);
  });

  test('when endpoints and SSH ranges are listed in another order, or some are added', () => {
    const was = network(full);
    const is = network({
      interfaceEndpoints: ['ec2messages', 'ssm', 'kms'],
      sshFromCidrs: ['192.0.2.0/24', '203.0.113.0/24', '198.51.100.0/24'],
    });
    expect(changed(was, is)).toEqual([]);
  });

  test('when the same network is synthesized again', () => {
    expect(JSON.stringify(network(full).json)).toBe(JSON.stringify(network(full).json));
  });

  test('and every environment has the same addresses in state', () => {
    const addresses = (synthesized: Synthesized) => synthesized.resources().map(({ type, name }) => `${type}.${name}`);
    expect(addresses(network({ ...full, name: 'test' }))).toEqual(addresses(network(full)));
  });
});

describe('a zone that retires', () => {
  const all = { interfaceEndpoints: ['kms'], sshFromCidrs: ['203.0.113.0/24'], zones: [a, b, c] };
  const retiring = { ...all, zones: [a, b, { retiring: c }] };

  test.each(['none', 'single', 'per-zone'] as const)(
    'keeps its subnets, tables and routes, and nothing else stands in it (NAT: %s)',
    (natGateways) => {
      const was = network({ ...all, natGateways });
      const is = network({ ...retiring, natGateways });
      const names = (synthesized: Synthesized) => synthesized.resources().map(({ type, name }) => `${type}.${name}`);
      const gone = names(was).filter((name) => !names(is).includes(name));
      expect(
        gone.filter(
          (name) => !/^aws_(eip|nat_gateway|cloudwatch_metric_alarm)\.network_nat-gateways_.*eu-west-1c/.test(name),
        ),
      ).toEqual([]);
      expect(gone).toHaveLength(natGateways === 'per-zone' ? 4 : 0);
      expect(names(is).filter((name) => !names(was).includes(name))).toEqual([]);
      expect(changed(was, is).filter((name) => !/^aws_(eip|nat_gateway|cloudwatch_metric_alarm)\./.test(name))).toEqual(
        [
          ...(natGateways === 'per-zone' ? ['aws_route.network_nat-gateways_route-eu-west-1c'] : []),
          'aws_subnet.network_data_eu-west-1c_subnet',
          'aws_subnet.network_private_eu-west-1c_subnet',
          'aws_subnet.network_public_eu-west-1c_subnet',
          'aws_vpc_endpoint.network_interface-endpoints_kms',
        ],
      );
      const subnets = is.all('aws_subnet').filter(({ availability_zone }) => availability_zone === c);
      expect(subnets.map(({ tags }) => tags.retiring)).toEqual(['true', 'true', 'true']);
    },
  );

  test('is where nobody is told to place anything', () => {
    network(retiring, ({ subnetIds, routeTableIds }) => {
      for (const tier of ['public', 'private', 'data'] as const) {
        expect(Object.keys(subnetIds[tier])).toEqual([a, b]);
        expect(Object.keys(routeTableIds[tier])).toEqual([a, b, c]);
      }
    });
  });

  test('gives its single NAT gateway to the first zone that stays', () => {
    const { natGateways } = { natGateways: 'single' } as const;
    const { tags } = network({ natGateways, zones: [{ retiring: a }, b, c] }).one('aws_nat_gateway');
    expect(tags.Name).toBe('prod-nat-eu-west-1b');
  });

  test('takes with it, once it is gone, only what is its own', () => {
    const was = network({ ...retiring, natGateways: 'per-zone' });
    const is = network({ ...retiring, natGateways: 'per-zone', zones: [a, b] });
    const kept = is.resources().map(({ name }) => name);
    const gone = was.resources().filter(({ name }) => !kept.includes(name));
    expect(gone.map(({ name }) => name).filter((name) => !name.includes(c))).toEqual([]);
    const others = changed(was, is).filter((name) => !name.includes(c));
    expect(others.filter((name) => !/network-acls_|gateway-endpoints_/.test(name))).toEqual([]);
  });
});

describe('refuses', () => {
  test.each<[string, Partial<NetworkProps>, string]>([
    [
      'a zone that stays and retires',
      { zones: [a, b, { retiring: a }] },
      'zones: expected each zone once, found "eu-west-1a"',
    ],
    [
      'zones that all retire',
      { zones: [{ retiring: a }] },
      'zones: expected one zone or more that stays, found [{"retiring":"eu-west-1a"}]',
    ],
    [
      'an endpoint in a zone that retires',
      { zones: [a, { retiring: b }], interfaceEndpoints: [{ service: 'ssm', zones: [b] }] },
      'interfaceEndpoints[0].zones: expected zones that stay in the network: eu-west-1a, found "eu-west-1b"',
    ],
    [
      'a name that AWS would not take everywhere',
      { name: 'Prod_1' },
      'name: expected up to 40 lower-case letters, digits and hyphens, a letter first, found "Prod_1"',
    ],
    ['an account that is not one', { account: '42' }, 'account: expected an account id of twelve digits, found "42"'],
    [
      'a region that is not one',
      { region: 'Ireland' },
      'region: expected the name of a region, such as eu-west-1, found "Ireland"',
    ],
    [
      'a public range',
      { cidr: '8.8.0.0/16' },
      'stack/network: cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "8.8.0.0/16"',
    ],
    [
      'a range next to private space',
      { cidr: '172.32.0.0/16' },
      'cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "172.32.0.0/16"',
    ],
    [
      'a range too small for its tiers',
      { cidr: '10.0.0.0/23' },
      'stack/network: cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "10.0.0.0/23"',
    ],
    [
      'a range larger than a VPC',
      { cidr: '10.0.0.0/8' },
      'cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "10.0.0.0/8"',
    ],
    [
      'a range off its boundary',
      { cidr: '10.0.1.0/16' },
      'cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "10.0.1.0/16"',
    ],
    [
      'no range',
      { cidr: 'ten' },
      'cidr: expected an IPv4 range from /16 to /22 in private space (RFC 1918), found "ten"',
    ],
    ['no zone', { zones: [] }, 'zones: expected 1 to 8 zones, each once, found []'],
    ['a zone twice', { zones: [a, a] }, 'zones[1]: expected 1 to 8 zones, each once, found "eu-west-1a"'],
    [
      'a zone of another region',
      { zones: ['eu-central-1a'] },
      'zones: expected availability zones from eu-west-1a to eu-west-1h, found "eu-central-1a"',
    ],
    [
      'a zone without a slot',
      { zones: ['eu-west-1i'] },
      'zones[0]: expected the name of an Availability Zone that ends in a to h, or an object with retiring, found "eu-west-1i"',
    ],
    [
      'a local zone',
      { region: 'us-west-2', zones: ['us-west-2-lax-1a'] },
      'zones[0]: expected the name of an Availability Zone that ends in a to h, or an object with retiring, found "us-west-2-lax-1a"',
    ],
    [
      'a choice of gateways that is none',
      { natGateways: 'two' as 'none' },
      'natGateways: expected one of none, single, per-zone, or an object with placement, addresses, found "two"',
    ],
    [
      "an endpoint by its service's full name",
      { interfaceEndpoints: ['com.amazonaws.eu-west-1.ssm'] },
      'interfaceEndpoints[0]: expected a service of modules/network/endpoint-services.ts, such as ssm or ecr.api (s3 and dynamodb have gateways), or an object with service, ports, zones, policy, found "com.amazonaws.eu-west-1.ssm"',
    ],
    [
      'an interface endpoint where there is a gateway',
      { interfaceEndpoints: ['s3'] },
      'interfaceEndpoints[0]: expected a service of modules/network/endpoint-services.ts, such as ssm or ecr.api (s3 and dynamodb have gateways), or an object with service, ports, zones, policy, found "s3"',
    ],
    [
      'an endpoint twice',
      { interfaceEndpoints: ['kms', 'kms'] },
      'interfaceEndpoints[1]: expected 0 to 50 services, each once, found "kms"',
    ],
    [
      'SSH from the world',
      { sshFromCidrs: ['0.0.0.0/0'] },
      'sshFromCidrs[0]: expected an IPv4 range from /8 to /32, found "0.0.0.0/0"',
    ],
    [
      'SSH from half the world',
      { sshFromCidrs: ['128.0.0.0/1'] },
      'sshFromCidrs[0]: expected an IPv4 range from /8 to /32, found "128.0.0.0/1"',
    ],
    [
      'SSH from a range twice',
      { sshFromCidrs: ['10.0.0.0/8', '10.0.0.0/8'] },
      'sshFromCidrs[1]: expected 0 to 10 IPv4 ranges, each once, found "10.0.0.0/8"',
    ],
    [
      'more SSH ranges than an ACL holds',
      { sshFromCidrs: Array.from({ length: 11 }, (_, index) => `203.0.113.${index}/32`) },
      'sshFromCidrs: expected 0 to 10 IPv4 ranges, each once, found ["203.0.113.0/32","203.0.113.1/32","203.0.113.2/32","203.0.113.3/32","203.0.113.4/32","203.0.113.5/32","203.0.113.6/32"…',
    ],
    [
      'a retention that CloudWatch Logs does not know',
      { flowLogs: { key, retentionDays: 42 } },
      'stack/network: flowLogs.retentionDays: expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days',
    ],
  ])('%s', (_, props, message) => {
    expect(() => network(props)).toThrow(message);
  });
});
