import * as environments from '../../environments';
import { prod } from '../../environments/prod';
import type { Environment } from '../../environments/schema';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const network = stackOf(prod, 'network');

test('the key of the flow logs serves CloudWatch Logs', () => {
  const flowLogs = network.all('aws_kms_key').find(({ description }) => /Flow logs/.test(description));
  expect(statements(flowLogs!.policy)).toHaveProperty('CloudWatchLogsUses');
});

describe('flow logs', () => {
  const inS3 = { logFormat: 'default', fileFormat: 'parquet', perHourPartition: true } as const;
  const destinations = (flowLogs: Environment['network']['flowLogs']) => {
    const environment: Environment = { ...prod, network: { ...prod.network, flowLogs } };
    return (['network', 'data'] as const).map((name) =>
      stackOf(environment, name)
        .resources('aws_flow_log')
        .map(({ attributes }) => attributes.log_destination_type),
    );
  };

  test('are delivered where the environment decides, to S3 by the stack that has the bucket', () => {
    expect(destinations({ destination: 'cloud-watch-logs', logFormat: 'default' })).toEqual([['cloud-watch-logs'], []]);
    expect(destinations({ destination: 's3', ...inS3 })).toEqual([[], ['s3']]);
    expect(destinations({ destination: 'both', ...inS3 })).toEqual([['cloud-watch-logs'], ['s3']]);
  });

  test('have the fields that it decides, in both', () => {
    const flowLogs = { ...inS3, destination: 'both', logFormat: ['srcaddr', 'az-id'] } as const;
    const environment: Environment = { ...prod, network: { ...prod.network, flowLogs } as never };
    for (const name of ['network', 'data'] as const) {
      expect(stackOf(environment, name).one('aws_flow_log').log_format).toBe('$${srcaddr} $${az-id}');
    }
  });

  test('leave no key and no log group behind where all go to S3', () => {
    const flowLogs = { destination: 's3', ...inS3 } as const;
    const stack = stackOf({ ...prod, network: { ...prod.network, flowLogs } }, 'network');
    const groups = stack.all('aws_cloudwatch_log_group').map(({ name }) => name);
    expect(groups.filter((name) => name.endsWith('/flow-logs'))).toEqual([]);
    expect(stack.all('aws_kms_key').filter(({ description }) => /Flow logs/.test(description))).toEqual([]);
  });
});

test('NAT gateways have the addresses that the environment names, and none is allocated', () => {
  const natAddresses = {
    ...{ 'eu-west-1a': 'eipalloc-0a1b2c3d', 'eu-west-1b': 'eipalloc-0a1b2c3e' },
    'eu-west-1c': 'eipalloc-0a1b2c3f',
  };
  const stack = stackOf({ ...prod, network: { ...prod.network, natAddresses } }, 'network');
  const ids = stack.all('aws_nat_gateway').map(({ allocation_id }) => allocation_id);
  expect(ids.sort()).toEqual(Object.values(natAddresses));
  expect(stack.none('aws_eip')).toBe(true);
});

test('developers may open a session on the bastion', () => {
  const developer = '${data.terraform_remote_state.account.outputs.developer_role_name}';
  const grants = network.all('aws_iam_role_policy').filter(({ role }) => role === developer);
  expect(grants.map(({ policy }) => Object.keys(statements(policy)))).toEqual([
    expect.arrayContaining(['StartOnBastion']),
  ]);
});

test("a session lasts no longer than the role's", () => {
  const longer = stackOf({ ...prod, identity: { ...prod.identity, maxSessionHours: 3 } }, 'network');
  const { inputs } = JSON.parse(longer.one('aws_ssm_document').content);
  expect(inputs.maxSessionDuration).toBe('180');
});

test('SSH, where the environment lists sources, passes the network ACL and the security group', () => {
  const cidr = '203.0.113.0/24';
  const open = stackOf({ ...prod, bastion: { ...prod.bastion, sshFromCidrs: [cidr] } }, 'network');
  expect(open.all('aws_network_acl_rule').filter(({ cidr_block }) => cidr_block === cidr)).toHaveLength(1);
  expect(open.all('aws_vpc_security_group_ingress_rule').filter(({ cidr_ipv4 }) => cidr_ipv4 === cidr)).toHaveLength(1);
  expect(network.all('aws_network_acl_rule').filter(({ from_port }) => from_port === 22)).toEqual([]);
});

test('the bastion reaches Session Manager through the endpoints, and the internet where one that it needs is missing', () => {
  const few = { ...prod, network: { ...prod.network, interfaceEndpoints: ['secretsmanager'] } };
  const ranges = (stack: typeof network) =>
    stack.all('aws_vpc_security_group_egress_rule').flatMap(({ cidr_ipv4 }) => cidr_ipv4 ?? []);
  expect(ranges(network)).toEqual([]);
  expect(ranges(stackOf(few, 'network'))).toEqual(['0.0.0.0/0']);
});

describe('IPv6', () => {
  const { dev } = environments;
  const range = '${data.terraform_remote_state.network.outputs.network_ipv6_cidr}';
  const withIpv6 = (ipv6: Environment['network']['ipv6']): Environment => {
    return { ...dev, network: { ...dev.network, ipv6 } };
  };
  /** Whom what runs may connect to, beside groups and prefix lists. */
  const ways = (environment: Environment) =>
    stackOf(environment, 'service')
      .all('aws_vpc_security_group_egress_rule')
      .flatMap(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6 ?? []);

  test('is told to the stacks above while subnets have ranges of it', () => {
    const published = (ipv6: Environment['network']['ipv6']) =>
      Object.keys(stackOf(withIpv6(ipv6), 'network').json.output).includes('network_ipv6_cidr');
    expect(published('on')).toBe(true);
    expect(published({ retiring: 'addresses' })).toBe(true);
    expect(published({ retiring: 'ranges' })).toBe(false);
    expect(published('off')).toBe(false);
  });

  test('opens to services what IPv4 opens to them', () => {
    expect([...new Set(ways(withIpv6('on')))].sort()).toEqual(['0.0.0.0/0', '::/0']);
    expect([...new Set(ways(withIpv6('off')))]).toEqual(['0.0.0.0/0']);
    // Of the services of prod, accounts alone has the internet.
    const inProd = (outbound: 'endpoints' | 'internet', ipv6: 'on' | 'off') => {
      const services = { ...prod.services, accounts: { ...prod.services.accounts, outbound } };
      return ways({ ...prod, network: { ...prod.network, ipv6 }, services });
    };
    expect(inProd('internet', 'on').sort()).toEqual(['0.0.0.0/0', '::/0']);
    expect(inProd('internet', 'off')).toEqual(['0.0.0.0/0']);
    expect(inProd('endpoints', 'on')).toEqual([]);
  });

  test('stays out of databases and caches, which are of IPv4', () => {
    const data = stackOf(withIpv6('on'), 'data');
    expect(JSON.stringify(data.json)).not.toContain(range);
    expect(JSON.stringify(data.json.resource)).toBe(JSON.stringify(stackOf(dev, 'data').json.resource));
  });
});

test('alarms go to the topic of the account', () => {
  const topic = '${data.terraform_remote_state.account.outputs.alarms_topic_arn}';
  for (const alarm of network.all('aws_cloudwatch_metric_alarm')) expect(alarm.alarm_actions).toEqual([topic]);
});

test('no other stack places anything in a zone that retires', () => {
  const [first, ...others] = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] as const;
  expect(prod.network.zones).toEqual([first, ...others]);
  const retiring: Environment = { ...prod, network: { ...prod.network, zones: [...others, { retiring: first }] } };
  for (const name of ['data', 'service'] as const) {
    expect([name, JSON.stringify(stackOf(prod, name).json)]).toEqual([name, expect.stringContaining(first)]);
    expect([name, JSON.stringify(stackOf(retiring, name).json)]).not.toEqual([name, expect.stringContaining(first)]);
  }
});
