import { test as testing } from '../../environments/test';
import { all, connected } from '../support/connected-networks';
import { stackOf } from '../support/stacks';

const network = stackOf(connected(all), 'network');
const alone = stackOf(testing, 'network');
const data = stackOf(connected(all), 'data');

test('a VPC has one attachment for each transit gateway, and one virtual private gateway for all its VPN connections', () => {
  expect(network.one('aws_ec2_transit_gateway_vpc_attachment').transit_gateway_id).toBe('tgw-0a1b2c3d4e5f67890');
  expect(network.one('aws_vpn_gateway').vpc_id).toBe(network.reference('aws_vpc', 'id'));
  expect(network.all('aws_vpn_connection')).toHaveLength(2);
  for (const { vpn_gateway_id } of network.all('aws_vpn_connection')) {
    expect(vpn_gateway_id).toBe(network.reference('aws_vpn_gateway', 'id'));
  }
});

test('each network has routes in the tables of its tiers, to its ranges alone, and the public tier has none', () => {
  const routes = network
    .all('aws_route')
    .filter(({ destination_cidr_block }) => destination_cidr_block !== '0.0.0.0/0')
    .map(({ route_table_id, destination_cidr_block }) => {
      const [tier] = /public|private|data/.exec(String(route_table_id)) ?? [];
      return `${tier} ${destination_cidr_block}`;
    });
  expect([...new Set(routes)].sort()).toEqual([
    'data 10.202.1.0/24',
    'data 10.202.2.0/24',
    'private 10.200.0.0/16',
    'private 10.201.0.0/16',
    'private 10.203.0.0/24',
    'private 10.204.0.0/24',
    'private 10.205.0.0/24',
  ]);
  expect(routes).toHaveLength(7 * testing.network.zones.length);
});

test('what a network may connect to in the data tier is open in the network ACL and in the security group of that store', () => {
  const rules = network.all('aws_network_acl_rule').filter(({ cidr_block }) => /^10\.202\./.test(cidr_block));
  expect(
    rules.map(({ egress, from_port, to_port, cidr_block }) => [egress, cidr_block, from_port, to_port]).sort(),
  ).toEqual([
    [false, '10.202.1.0/24', 5432, 5432],
    [false, '10.202.1.0/24', 6379, 6379],
    [false, '10.202.2.0/24', 5432, 5432],
    [false, '10.202.2.0/24', 6379, 6379],
    [true, '10.202.1.0/24', 1024, 65_535],
    [true, '10.202.2.0/24', 1024, 65_535],
  ]);
  const admitted = data.all('aws_vpc_security_group_ingress_rule').filter(({ cidr_ipv4 }) => cidr_ipv4);
  expect(admitted.map(({ cidr_ipv4, from_port, description }) => [cidr_ipv4, from_port, description]).sort()).toEqual([
    ['10.202.1.0/24', 5432, 'Network analytics, to database main'],
    ['10.202.1.0/24', 6379, 'Network analytics, to cache main'],
    ['10.202.2.0/24', 5432, 'Network analytics, to database main'],
    ['10.202.2.0/24', 6379, 'Network analytics, to cache main'],
  ]);
});

test('the other side is told what it accepts, and what its device connects to', () => {
  const names = Object.keys(network.json.output).filter((name) => name.startsWith('connected_networks'));
  expect(names.sort()).toEqual([
    'connected_networks_analytics_attachment_id',
    'connected_networks_audit_vpc_peering_connection_id',
    'connected_networks_depot_tunnel_addresses_tunnel1',
    'connected_networks_depot_tunnel_addresses_tunnel2',
    'connected_networks_depot_vpn_connection_id',
    'connected_networks_office_tunnel_addresses_tunnel1',
    'connected_networks_office_tunnel_addresses_tunnel2',
    'connected_networks_office_vpn_connection_id',
    'connected_networks_partner_vpc_peering_connection_id',
    'connected_networks_tools_attachment_id',
  ]);
  expect(network.json.output.connected_networks_analytics_attachment_id).toEqual(
    network.json.output.connected_networks_tools_attachment_id,
  );
});

test('the logs of tunnels are under the key of the flow logs, and alarms go to the topic of the account', () => {
  const topic = '${data.terraform_remote_state.account.outputs.alarms_topic_arn}';
  const [log] = network.all('aws_cloudwatch_log_group').filter(({ name }) => name === '/test/vpn');
  const [flowLogs] = network.all('aws_cloudwatch_log_group').filter(({ name }) => name === '/test/flow-logs');
  expect(log?.kms_key_id).toBe(flowLogs?.kms_key_id);
  const tunnels = network.all('aws_cloudwatch_metric_alarm').filter(({ namespace }) => namespace === 'AWS/VPN');
  expect(tunnels).toHaveLength(4);
  for (const { alarm_actions } of tunnels) expect(alarm_actions).toEqual([topic]);
});

test('a network that is connected or disconnected changes nothing of the others', () => {
  const bare = (stack: typeof network) =>
    new Map(
      stack
        .resources()
        .filter(({ type }) => type !== 'aws_kms_key')
        .map(({ type, name, attributes }) => [`${type}.${name}`, JSON.stringify({ ...attributes, '//': undefined })]),
    );
  const { office: _, ...others } = all;
  for (const [less, more] of [
    [alone, network],
    [stackOf(connected(others), 'network'), network],
  ] as const) {
    const after = bare(more);
    for (const [address, attributes] of bare(less))
      expect([address, after.get(address)]).toEqual([address, attributes]);
  }
});
