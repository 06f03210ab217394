import { graphOfHcl } from '../../../review/model/load';
import { linksLeavingInput } from '../../../review/reach/environment-links';
import { networkOf } from '../../../review/reach/network-view';
import { answerText, ask, instance, lets, subnet, vpc } from './fixtures';

// A network that the input does not have, 10.77.0.0/16, behind each kind of link.
const links: Readonly<Record<string, { readonly route: string; readonly hcl: string; readonly label: string }>> = {
  'transit gateway': {
    route: 'transit_gateway_id = aws_ec2_transit_gateway_vpc_attachment.hub.transit_gateway_id',
    hcl: 'resource "aws_ec2_transit_gateway_vpc_attachment" "hub" {\n transit_gateway_id = "tgw-0123456789abcdef0"\n vpc_id = aws_vpc.main.id\n subnet_ids = [aws_subnet.app.id]\n }\n',
    label: 'aws_ec2_transit_gateway_vpc_attachment.hub',
  },
  'peering connection that is asked for': {
    route: 'vpc_peering_connection_id = aws_vpc_peering_connection.partner.id',
    hcl: 'resource "aws_vpc_peering_connection" "partner" {\n vpc_id = aws_vpc.main.id\n peer_vpc_id = "vpc-0123456789abcdef0"\n }\n',
    label: 'aws_vpc_peering_connection.partner',
  },
  'peering connection that is accepted': {
    route: 'vpc_peering_connection_id = aws_vpc_peering_connection_accepter.partner.id',
    hcl: 'resource "aws_vpc_peering_connection_accepter" "partner" {\n vpc_peering_connection_id = "pcx-0123456789abcdef0"\n auto_accept = true\n }\n',
    label: 'aws_vpc_peering_connection_accepter.partner',
  },
  'VPN connection': {
    route: 'gateway_id = aws_vpn_gateway.main.id',
    hcl: `resource "aws_vpn_gateway" "main" {\n vpc_id = aws_vpc.main.id\n }
      resource "aws_customer_gateway" "office" {\n type = "ipsec.1"\n bgp_asn = "65010"\n ip_address = "203.0.113.1"\n }
      resource "aws_vpn_connection" "office" {\n vpn_gateway_id = aws_vpn_gateway.main.id\n customer_gateway_id = aws_customer_gateway.office.id\n type = "ipsec.1"\n }\n`,
    label: 'aws_vpn_connection.office',
  },
};
const routed = (range: string, target: string) => `route {\n cidr_block = "${range}"\n ${target}\n }`;
const other = subnet('other', 9, '');
const here = (routes: string, rules: string) => vpc + subnet('app', 1, routes) + other + instance('app', 'app', rules);
const rules = lets.in(443, '10.77.0.0/16') + lets.allOut;
const from = async (hcl: string, range = '10.77.0.0/16') => answerText(await ask(hcl, range, 'aws_instance.app', 443));
const to = async (hcl: string, range = '10.77.0.0/16') => answerText(await ask(hcl, 'aws_instance.app', range, 443));

describe.each(Object.entries(links))('behind a %s', (_, { route, hcl, label }) => {
  const behind = here(routed('10.77.0.0/16', route), rules) + hcl;

  test('a range that the routes lead to is reached, and reaches what security groups and ACLs open to it', async () => {
    expect(await to(behind)).toBe('reachable: tcp 443');
    expect(await from(behind)).toBe('reachable: tcp 443');
    expect(await from(behind, '10.77.3.4')).toBe('reachable: tcp 443');
  });

  test('a range without a route is neither', async () => {
    const elsewhere = here(routed('10.77.0.0/16', route), lets.in(443, '10.0.0.0/8') + lets.allOut) + hcl;
    expect(await to(elsewhere, '10.88.0.0/16')).toMatch(/^blocked: route table aws_route_table.app has no route to/);
    expect(await from(elsewhere, '10.88.0.0/16')).toMatch(
      /^blocked: route table aws_route_table.app has no route back to/,
    );
  });

  test('a security group stops what it does not name', async () => {
    const closed = here(routed('10.77.0.0/16', route), lets.in(443, '10.0.0.0/16')) + hcl;
    expect(await from(closed)).toMatch(/^blocked: security group aws_security_group.app/);
    expect(await to(closed)).toMatch(/^blocked: security group aws_security_group.app/);
  });

  test('so does a network ACL', async () => {
    const acl = `resource "aws_network_acl" "app" {\n vpc_id = aws_vpc.main.id\n subnet_ids = [aws_subnet.app.id]\n }\n`;
    expect(await from(behind + acl)).toMatch(/^blocked: network ACL aws_network_acl.app/);
    expect(await to(behind + acl)).toMatch(/^blocked: network ACL aws_network_acl.app/);
  });

  test('the picture of the network has it', async () => {
    const view = networkOf(await graphOfHcl(behind), 'example');
    expect(view.links.map((link) => link.label)).toEqual([label]);
    expect(view.links[0]?.vpcs[0]).toBe('example/aws_vpc.main');
  });
});

test('datagrams of a range that has no route back may be behind a link', async () => {
  const { route, hcl } = links['VPN connection']!;
  const open = here(routed('10.77.0.0/16', route), lets.in(53, '10.0.0.0/8').replace('tcp', 'udp')) + hcl;
  const asked = async (range: string) =>
    answerText(await ask(open, range, 'aws_instance.app', { port: 53, protocol: 'udp' }));
  expect(await asked('10.77.0.0/16')).toBe('reachable: udp 53');
  expect(await asked('10.88.0.0/16')).toMatch(/^unknown: whether 10.88.0.0\/16 is behind aws_vpn_connection.office/);
});

test('a route over another transit gateway than the attached one leads nobody knows where', async () => {
  const { hcl } = links['transit gateway']!;
  const elsewhere = here(routed('10.77.0.0/16', 'transit_gateway_id = "tgw-0fedcba9876543210"'), rules) + hcl;
  expect(await to(elsewhere)).toMatch(/^unknown: what is behind a transit gateway/);
});

test('a transit gateway serves the zones only in which it has a subnet', async () => {
  const { route, hcl } = links['transit gateway']!;
  const zoned = (zone: string) =>
    vpc +
    subnet('app', 1, routed('10.77.0.0/16', route), 'availability_zone = "eu-west-1a"') +
    subnet('hub', 2, '', `availability_zone = "${zone}"`) +
    instance('app', 'app', rules) +
    hcl.replace('aws_subnet.app.id', 'aws_subnet.hub.id');
  expect(await to(zoned('eu-west-1a'))).toBe('reachable: tcp 443');
  expect(await to(zoned('eu-west-1b'))).toMatch(/^blocked: transit gateway .* has no subnet in the zone/);
});

test('routes that a VPN gateway propagates are not known', async () => {
  const { hcl } = links['VPN connection']!;
  const propagated = here('propagating_vgws = [aws_vpn_gateway.main.id]', rules) + hcl;
  expect(await to(propagated)).toMatch(/^unknown: which routes a VPN gateway propagates/);
});

test('where nothing leads out of the VPC, it is not known which network has an address', async () => {
  expect(await to(here('', rules))).toMatch(/^unknown: which network 10.77.0.0\/16 is in/);
});

test('links to VPCs and transit gateways may lead to environments, those to devices do not', async () => {
  const all = Object.values(links).map(({ hcl }) => hcl);
  const route = routed('10.77.0.0/16', links['peering connection that is accepted']!.route);
  const leaving = linksLeavingInput(await graphOfHcl(here(route, rules) + all.join('\n')), 'example');
  expect(leaving.map(({ peer }) => peer).sort()).toEqual([
    'pcx-0123456789abcdef0',
    'tgw-0123456789abcdef0',
    'vpc-0123456789abcdef0',
  ]);
});
