import type { TerraformStack } from 'cdktf';
import {
  ConnectedNetwork,
  TransitGatewayAttachment,
  TransitGatewaySubnets,
  VpcPeering,
  VpcPeeringAccepter,
  VpnConnection,
  VpnGateway,
  type ConnectedNetworkProps,
  type TransitGatewayAttachmentProps,
  type VpcPeeringProps,
  type VpnConnectionProps,
} from '../../modules/connected-network';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const [region, a, b, c] = ['eu-west-1', 'eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/logs` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const in3 = (kind: string, tier: string) => ({
  [a]: `${kind}-${tier}-a`,
  [b]: `${kind}-${tier}-b`,
  [c]: `${kind}-${tier}-c`,
});
const tiers = (kind: string) => ({
  public: in3(kind, 'public'),
  private: in3(kind, 'private'),
  data: in3(kind, 'data'),
});
const network = {
  vpcId: 'vpc-1',
  cidr: '10.30.0.0/16',
  subnetIds: tiers('subnet'),
  routeTableIds: tiers('rtb'),
  networkAclIds: { public: 'acl-public', private: 'acl-private', data: 'acl-data' },
};

describe('a connected network', () => {
  const base: ConnectedNetworkProps = {
    network,
    ranges: ['10.200.0.0/16', '10.201.4.0/24'],
    routeTarget: { transitGatewayId: 'tgw-1' },
    tiers: { private: true },
  };
  const connected = (props: Partial<ConnectedNetworkProps> = {}) =>
    synth((stack) => void new ConnectedNetwork(stack, 'office', { ...base, ...props }));

  test('is reached from every zone of the private tier, in its ranges alone', () => {
    const routes = connected().all('aws_route');
    expect(routes.map((route) => `${route.route_table_id} ${route.destination_cidr_block}`).sort()).toEqual([
      'rtb-private-a 10.200.0.0/16',
      'rtb-private-a 10.201.4.0/24',
      'rtb-private-b 10.200.0.0/16',
      'rtb-private-b 10.201.4.0/24',
      'rtb-private-c 10.200.0.0/16',
      'rtb-private-c 10.201.4.0/24',
    ]);
    for (const route of routes) expect(route.transit_gateway_id).toBe('tgw-1');
  });

  test('is nothing to the data tier until ports are decided', () => {
    expect(connected().none('aws_network_acl_rule')).toBe(true);
  });

  test('reaches ports of the data tier: they are let in from its ranges, and replies out to them', () => {
    const synthesized = connected({ tiers: { dataPorts: [5432, 6379] } });
    const rules = synthesized.all('aws_network_acl_rule');
    const told = rules.map(({ egress, cidr_block, from_port, to_port }) =>
      [egress ? 'out to' : 'in from', cidr_block, from_port, to_port].join(' '),
    );
    expect(told.sort()).toEqual([
      'in from 10.200.0.0/16 5432 5432',
      'in from 10.200.0.0/16 6379 6379',
      'in from 10.201.4.0/24 5432 5432',
      'in from 10.201.4.0/24 6379 6379',
      'out to 10.200.0.0/16 1024 65535',
      'out to 10.201.4.0/24 1024 65535',
    ]);
    for (const rule of rules) {
      expect(rule).toMatchObject({ network_acl_id: 'acl-data', protocol: 'tcp', rule_action: 'allow' });
      expect(rule.rule_number).toBeGreaterThanOrEqual(1000);
      expect(rule.rule_number).toBeLessThanOrEqual(32_766);
    }
    const tables = synthesized.all('aws_route').map(({ route_table_id }) => route_table_id);
    expect([...new Set(tables)].sort()).toEqual(['rtb-data-a', 'rtb-data-b', 'rtb-data-c']);
  });

  test.each<[ConnectedNetworkProps['routeTarget'], object]>([
    [{ transitGatewayId: 'tgw-2' }, { transit_gateway_id: 'tgw-2' }],
    [{ vpcPeeringConnectionId: 'pcx-2' }, { vpc_peering_connection_id: 'pcx-2' }],
    [{ vpnGatewayId: 'vgw-2' }, { gateway_id: 'vgw-2' }],
  ])('is led to by %j', (routeTarget, argument) => {
    for (const route of connected({ routeTarget }).all('aws_route')) expect(route).toMatchObject(argument);
  });

  test('a range, a port or a network more changes no rule of another', () => {
    const numbers = (...networks: Partial<ConnectedNetworkProps>[]) =>
      Object.fromEntries(
        synth((stack) =>
          networks.forEach((props, index) => new ConnectedNetwork(stack, `network-${index}`, { ...base, ...props })),
        )
          .all('aws_network_acl_rule')
          .map(({ egress, cidr_block, from_port, rule_number }) => [
            `${egress} ${cidr_block} ${from_port}`,
            rule_number,
          ]),
      );
    const one = { ranges: ['10.200.0.0/16'], tiers: { dataPorts: [5432] } };
    const before = numbers(one);
    const after = numbers(
      { ranges: ['10.199.0.0/24', '10.200.0.0/16'], tiers: { dataPorts: [3306, 5432] } },
      { ranges: ['10.198.0.0/24'], tiers: { dataPorts: [5432] } },
    );
    expect(after).toMatchObject(before);
    // No two rules of a direction have a number: EC2 would take the second for a change of the first.
    const ofDirection = (egress: boolean) =>
      Object.entries(after).flatMap(([rule, number]) => (rule.startsWith(`${egress}`) ? [number] : []));
    for (const egress of [true, false]) expect(new Set(ofDirection(egress)).size).toBe(ofDirection(egress).length);
  });

  test.each<[string, Partial<ConnectedNetworkProps>, string]>([
    [
      'the network itself',
      { ranges: ['10.30.128.0/17'] },
      'ranges[0]: expected a range that does not overlap 10.30.0.0/16, found "10.30.128.0/17"',
    ],
    [
      'around it',
      { ranges: ['10.0.0.0/8'] },
      'ranges[0]: expected a range that does not overlap 10.30.0.0/16, found "10.0.0.0/8"',
    ],
    [
      'another range',
      { ranges: ['10.200.0.0/16', '10.200.4.0/24'] },
      'ranges[1]: expected a range that does not overlap 10.200.0.0/16, found "10.200.4.0/24"',
    ],
    [
      'the world',
      { ranges: ['0.0.0.0/0'] },
      'ranges[0]: expected an IPv4 range from /8 to /32 in private space (RFC 1918), found "0.0.0.0/0"',
    ],
    ['no tier', { tiers: {} }, 'tiers: expected private: true, or dataPorts, or both, found {}'],
    [
      'no tier, in words',
      { tiers: { private: false } },
      'tiers: expected private: true, or dataPorts, or both, found {"private":false}',
    ],
    [
      'two targets',
      { routeTarget: { transitGatewayId: 'tgw-1', vpnGatewayId: 'vgw-1' } as never },
      'routeTarget: expected the target of a route: an object with one of transitGatewayId, vpcPeeringConnectionId, vpnGatewayId, found {"transitGatewayId":"tgw-1","vpnGatewayId":"vgw-1"}',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => connected(props)).toThrow(`stack/office: ${message}`);
  });
});

describe('the subnets of transit gateways', () => {
  const subnets = (props = network) =>
    synth((stack) => void new TransitGatewaySubnets(stack, 'subnets', { name: 'prod', network: props }));

  test('are one in each zone, in its spare block, with a table that leads nowhere', () => {
    const synthesized = subnets();
    expect(synthesized.all('aws_subnet').map((one) => [one.availability_zone, one.cidr_block])).toEqual([
      [a, '10.30.24.0/22'],
      [b, '10.30.56.0/22'],
      [c, '10.30.88.0/22'],
    ]);
    for (const one of synthesized.all('aws_subnet')) expect(one.map_public_ip_on_launch).toBe(false);
    const table = synthesized.reference('aws_route_table', 'id');
    expect(synthesized.all('aws_route_table_association').map((one) => one.route_table_id)).toEqual([
      table,
      table,
      table,
    ]);
    expect(synthesized.none('aws_route')).toBe(true);
  });

  test('have a network ACL of their own, which lets the network through', () => {
    const synthesized = subnets();
    expect(synthesized.one('aws_network_acl').subnet_ids).toHaveLength(3);
    const rules = synthesized.all('aws_network_acl_rule').map((one) => [one.egress, one.protocol, one.cidr_block]);
    expect(rules.sort()).toEqual([
      [false, '-1', '10.30.0.0/16'],
      [true, '-1', '10.30.0.0/16'],
    ]);
  });

  test('stay in a zone that retires, and have no interface there any more', () => {
    const { [c]: _, ...staying } = network.subnetIds.private;
    let offered: string[] = [];
    const synthesized = synth((stack) => {
      const retiring = { ...network, subnetIds: { ...network.subnetIds, private: staying } };
      offered = Object.keys(new TransitGatewaySubnets(stack, 'subnets', { name: 'prod', network: retiring }).subnetIds);
    });
    expect(offered).toEqual([a, b]);
    expect(synthesized.all('aws_subnet').map(({ tags }) => tags.retiring)).toEqual([undefined, undefined, 'true']);
  });
});

describe('an attachment to a transit gateway', () => {
  const attachment = (props: Partial<TransitGatewayAttachmentProps> = {}) =>
    synth((stack) => {
      const { subnetIds } = new TransitGatewaySubnets(stack, 'subnets', { name: 'prod', network });
      const made = { name: 'prod', network, subnetIds, transitGatewayId: 'tgw-0a1b2c3d', ...props };
      const { routeTarget } = new TransitGatewayAttachment(stack, 'hub', made);
      new ConnectedNetwork(stack, 'office', {
        network,
        ranges: ['10.200.0.0/16'],
        routeTarget,
        tiers: { private: true },
      });
    });

  test('is in the subnets of all zones; route tables of the gateway are its owner’s', () => {
    const synthesized = attachment();
    const one = synthesized.one('aws_ec2_transit_gateway_vpc_attachment');
    expect(one).toMatchObject({
      ...{ transit_gateway_id: 'tgw-0a1b2c3d', vpc_id: 'vpc-1', tags: { Name: 'prod' } },
      ...{ dns_support: 'enable', appliance_mode_support: 'disable' },
    });
    expect(one.subnet_ids).toHaveLength(3);
    expect(Object.keys(one).filter((name) => name.startsWith('transit_gateway_default'))).toEqual([]);
  });

  test('is there before a route leads to its gateway', () => {
    const synthesized = attachment();
    const gateway = synthesized.reference('aws_ec2_transit_gateway_vpc_attachment', 'transit_gateway_id');
    for (const route of synthesized.all('aws_route')) expect(route.transit_gateway_id).toBe(gateway);
  });

  test('has options of its VPC', () => {
    expect(
      attachment({ dnsSupport: false, applianceMode: true }).one('aws_ec2_transit_gateway_vpc_attachment'),
    ).toMatchObject({ dns_support: 'disable', appliance_mode_support: 'enable' });
  });

  test('refuses an id of something else', () => {
    expect(() => attachment({ transitGatewayId: 'vgw-0a1b2c3d' })).toThrow(
      'stack/hub: transitGatewayId: expected the id of a transit gateway, such as tgw-0a1b2c3d, found "vgw-0a1b2c3d"',
    );
  });
});

describe('a peering connection', () => {
  const base = {
    ...{ name: 'prod-partner', network, peerVpcId: 'vpc-2', peerOwnerId: '444455556666', peerRegion: 'eu-west-2' },
  };
  const requested = (props: Partial<VpcPeeringProps> = {}) =>
    synth((stack) => void new VpcPeering(stack, 'partner', { ...base, ...props }));
  const accepted = (allowRemoteVpcDnsResolution?: boolean) =>
    synth((stack) => {
      const dns = allowRemoteVpcDnsResolution === undefined ? {} : { allowRemoteVpcDnsResolution };
      new VpcPeeringAccepter(stack, 'audit', { name: 'prod-audit', vpcPeeringConnectionId: 'pcx-1', ...dns });
    });

  test('is asked for, and not accepted from this side', () => {
    const synthesized = requested();
    expect(synthesized.one('aws_vpc_peering_connection')).toMatchObject({
      ...{ vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2', peer_owner_id: '444455556666', peer_region: 'eu-west-2' },
      auto_accept: false,
    });
    expect(synthesized.none('aws_vpc_peering_connection_options')).toBe(true);
  });

  test('is accepted where the other side asked', () => {
    const synthesized = accepted();
    expect(synthesized.one('aws_vpc_peering_connection_accepter')).toMatchObject({
      ...{ vpc_peering_connection_id: 'pcx-1', auto_accept: true, tags: { Name: 'prod-audit' } },
    });
    expect(synthesized.none('aws_vpc_peering_connection_options')).toBe(true);
  });

  test('resolves names of this VPC for the other one only where it is decided, each side for itself', () => {
    const options = (synthesized: ReturnType<typeof requested>) =>
      synthesized.one('aws_vpc_peering_connection_options');
    const allowed = { allow_remote_vpc_dns_resolution: true };
    const ofRequester = options(requested({ allowRemoteVpcDnsResolution: true }));
    expect([ofRequester.requester, ofRequester.accepter]).toEqual([allowed, undefined]);
    const ofAccepter = options(accepted(true));
    expect([ofAccepter.accepter, ofAccepter.requester]).toEqual([allowed, undefined]);
  });

  test.each<[Partial<VpcPeeringProps>, string]>([
    [{ peerVpcId: 'pcx-1' }, 'peerVpcId: expected the id of a VPC, such as vpc-0a1b2c3d, found "pcx-1"'],
    [{ peerOwnerId: '12' }, 'peerOwnerId: expected an account id of twelve digits, found "12"'],
    [{ peerRegion: 'Ireland' }, 'peerRegion: expected the name of a region, such as eu-west-1, found "Ireland"'],
  ])('refuses %j', (props, message) => {
    expect(() => requested(props)).toThrow(`stack/partner: ${message}`);
  });
});

describe('a VPN', () => {
  const base = { name: 'prod-office', ipAddress: '203.0.113.1', bgpAsn: 65_010, routing: 'bgp', topic } as const;
  const vpn = (props: Partial<VpnConnectionProps> = {}, use: (stack: TerraformStack) => void = () => {}) =>
    synth((stack) => {
      const logs = { key, retentionDays: 90 };
      const gateway = new VpnGateway(stack, 'gateway', { name: 'prod', account, region, network, logs });
      new VpnConnection(stack, 'office', { ...base, gateway, ...props });
      use(stack);
    });

  test('ends at a virtual private gateway of the network and at the customer’s device', () => {
    const synthesized = vpn();
    expect(synthesized.one('aws_vpn_gateway')).toMatchObject({ vpc_id: 'vpc-1', amazon_side_asn: '64512' });
    expect(synthesized.one('aws_customer_gateway')).toMatchObject({
      ...{ type: 'ipsec.1', ip_address: '203.0.113.1', bgp_asn: '65010' },
    });
    expect(synthesized.one('aws_vpn_connection')).toMatchObject({
      type: 'ipsec.1',
      vpn_gateway_id: synthesized.reference('aws_vpn_gateway', 'id'),
      customer_gateway_id: synthesized.reference('aws_customer_gateway', 'id'),
    });
  });

  test('has its pre-shared keys in Secrets Manager, and none in code', () => {
    const connection = vpn().one('aws_vpn_connection');
    expect(connection.preshared_key_storage).toBe('SecretsManager');
    expect(Object.keys(connection).filter((name) => /^tunnel\d_preshared_key$/.test(name))).toEqual([]);
  });

  test.each([1, 2])('logs tunnel %d, and takes no algorithm of yesterday', (tunnel) => {
    const synthesized = vpn();
    const connection = synthesized.one('aws_vpn_connection');
    expect(connection[`tunnel${tunnel}_log_options`]).toEqual({
      cloudwatch_log_options: {
        ...{ log_enabled: true, log_output_format: 'json' },
        log_group_arn: synthesized.reference('aws_cloudwatch_log_group', 'arn'),
      },
    });
    expect(connection[`tunnel${tunnel}_ike_versions`]).toEqual(['ikev2']);
    for (const phase of [1, 2]) {
      expect(connection[`tunnel${tunnel}_phase${phase}_integrity_algorithms`]).not.toContain('SHA1');
      for (const group of connection[`tunnel${tunnel}_phase${phase}_dh_group_numbers`]) {
        expect(group).toBeGreaterThanOrEqual(14);
      }
    }
    expect(connection).toMatchObject({
      [`tunnel${tunnel}_startup_action`]: 'start',
      [`tunnel${tunnel}_dpd_timeout_action`]: 'restart',
    });
  });

  test('writes its logs as this account alone, under the key', () => {
    const synthesized = vpn();
    expect(synthesized.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/prod/vpn', kms_key_id: key.keyArn, retention_in_days: 90 },
    });
    const policy = synthesized.one('aws_cloudwatch_log_resource_policy');
    expect(statements(policy.policy_document).VpnWritesTunnelLogs).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
    const { name } = synthesized.resources('aws_cloudwatch_log_resource_policy')[0]!;
    expect(synthesized.one('aws_vpn_connection').depends_on).toEqual([`aws_cloudwatch_log_resource_policy.${name}`]);
  });

  test('has no static route with BGP; without, those that it is told', () => {
    expect(vpn().one('aws_vpn_connection').static_routes_only).toBe(false);
    expect(vpn().none('aws_vpn_connection_route')).toBe(true);
    const fixed = vpn({ routing: { staticRoutes: ['10.200.0.0/16', '10.201.0.0/24'] } });
    expect(fixed.one('aws_vpn_connection').static_routes_only).toBe(true);
    expect(fixed.all('aws_vpn_connection_route').map((route) => route.destination_cidr_block)).toEqual([
      '10.200.0.0/16',
      '10.201.0.0/24',
    ]);
  });

  test('propagates nothing: route tables have what was decided', () => {
    expect(vpn().none('aws_vpn_gateway_route_propagation')).toBe(true);
  });

  test('alarms when one tunnel is down for long, and when both are', () => {
    const synthesized = vpn();
    const dimensions = { VpnId: synthesized.reference('aws_vpn_connection', 'id') };
    const alarms = synthesized.all('aws_cloudwatch_metric_alarm');
    expect(
      alarms.map(({ alarm_name, statistic, evaluation_periods }) => [alarm_name, statistic, evaluation_periods]),
    ).toEqual([
      ['prod-office-vpn-disconnected', 'Maximum', 1],
      ['prod-office-vpn-tunnel-down', 'Minimum', 6],
    ]);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        ...{ namespace: 'AWS/VPN', metric_name: 'TunnelState', dimensions, threshold: 1 },
        ...{
          comparison_operator: 'LessThanThreshold',
          treat_missing_data: 'breaching',
          alarm_actions: [topic.topicArn],
        },
      });
    }
  });

  test('several connections share the gateway and its log', () => {
    const synthesized = synth((stack) => {
      const logs = { key, retentionDays: 90 };
      const gateway = new VpnGateway(stack, 'gateway', { name: 'prod', account, region, network, logs });
      new VpnConnection(stack, 'office', { ...base, gateway });
      new VpnConnection(stack, 'depot', { ...base, name: 'prod-depot', ipAddress: '203.0.113.2', gateway });
    });
    expect(synthesized.all('aws_vpn_connection')).toHaveLength(2);
    expect(synthesized.one('aws_cloudwatch_log_group').name).toBe('/prod/vpn');
  });

  test.each<[Partial<VpnConnectionProps>, string]>([
    [{ ipAddress: '10.0.0.1' }, 'ipAddress: expected a public IPv4 address, found "10.0.0.1"'],
    [{ ipAddress: '203.0.113.1/32' }, 'ipAddress: expected a public IPv4 address, found "203.0.113.1/32"'],
    [{ bgpAsn: 0 }, 'bgpAsn: expected a whole number of (an ASN) from 1 to 2147483647, found 0'],
    [{ bgpAsn: 64_512 }, "bgpAsn: expected another ASN than 64512, which is of AWS's side, found 64512"],
    [{ gateway: { vpnGatewayId: 'vgw-1' } as never }, 'gateway: expected a VpnGateway, found {"vpnGatewayId":"vgw-1"}'],
    [{ routing: { staticRoutes: [] } }, 'routing.staticRoutes: expected 1 to 20 IPv4 ranges, each once, found []'],
  ])('refuses %j', (props, message) => {
    expect(() => vpn(props)).toThrow(`stack/office: ${message}`);
  });
});
