import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

/** A second VPC, 10.1.0.0/16, with a subnet and an instance that admits 10.0.0.0/8. */
const other = (routes: string, rules = lets.in(5432, '10.0.0.0/8')) => `
  resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
  ${(subnet('db', 1, routes) + instance('db', 'db', rules)).replaceAll('aws_vpc.main', 'aws_vpc.other').replace('10.0.1.0', '10.1.1.0')}`;
const main = (routes: string) => vpc + subnet('app', 1, routes) + instance('app', 'app', lets.allOut);
const asked = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.app', 'aws_instance.db', 5432));

describe('VPC peering', () => {
  const peering = (more = 'auto_accept = true') => `
  resource "aws_vpc_peering_connection" "both" {
    vpc_id = aws_vpc.main.id
    peer_vpc_id = aws_vpc.other.id
    ${more}
  }
  `;
  const route = (cidr: string) =>
    `route {\n cidr_block = "${cidr}"\n vpc_peering_connection_id = aws_vpc_peering_connection.both.id\n }`;
  const there = route('10.1.0.0/16');
  const back = route('10.0.0.0/16');

  test('with routes both ways is a way', async () => {
    expect(await asked(main(there) + other(back) + peering())).toBe('reachable: tcp 5432');
  });

  test('lets a group be named across', async () => {
    const rules = lets.in(5432, 'security_groups = [aws_security_group.app.id]');
    expect(await asked(main(there) + other(back, rules) + peering())).toBe('reachable: tcp 5432');
  });

  test.each<[what: string, hcl: string, stop: string]>([
    [
      'no link',
      main('') + other(''),
      'network aws_vpc.main of example is not joined to aws_vpc.other of example: no peering and no transit gateway has both',
    ],
    [
      'no route there',
      main('') + other(back) + peering(),
      'route table aws_route_table.app has no route to 10.1.1.0/24 by aws_vpc_peering_connection.both',
    ],
    [
      'no route back',
      main(there) + other('') + peering(),
      'route table aws_route_table.db has no route back to 10.0.1.0/24 by aws_vpc_peering_connection.both',
    ],
    [
      'a route back for others',
      main(there) + other(route('10.0.2.0/24')) + peering(),
      'route table aws_route_table.db has no route back to 10.0.1.0/24 by aws_vpc_peering_connection.both',
    ],
    [
      'a group that admits others',
      main(there) + other(back, lets.in(5432, '10.1.0.0/16')) + peering(),
      'security group aws_security_group.db allows no tcp 5432 in from aws_instance.app (security group aws_security_group.app)',
    ],
  ])('%s stops it', async (_, hcl, stop) => {
    expect(await asked(hcl)).toBe(`blocked: ${stop}`);
  });

  test('that nobody accepts in the input is not known to be one; an accepter accepts', async () => {
    const open = main(there) + other(back) + peering('');
    expect(await asked(open)).toBe(
      'unknown: whether aws_vpc_peering_connection.both is accepted (needed by peering aws_vpc_peering_connection.both)',
    );
    const accepter = `resource "aws_vpc_peering_connection_accepter" "both" {\n vpc_peering_connection_id = aws_vpc_peering_connection.both.id\n auto_accept = true\n }\n`;
    expect(await asked(open + accepter)).toBe('reachable: tcp 5432');
  });
});

describe('a transit gateway', () => {
  const attachments = (more = '') => `
  resource "aws_ec2_transit_gateway" "hub" {}
  resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
    vpc_id = aws_vpc.main.id
    subnet_ids = [aws_subnet.app.id]
    ${more}
  }
  resource "aws_ec2_transit_gateway_vpc_attachment" "other" {
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
    vpc_id = aws_vpc.other.id
    subnet_ids = [aws_subnet.db.id]
    ${more}
  }
  `;
  const route = 'route {\n cidr_block = "10.0.0.0/8"\n transit_gateway_id = aws_ec2_transit_gateway.hub.id\n }';

  test('with its default table and routes both ways is a way', async () => {
    expect(await asked(main(route) + other(route) + attachments())).toBe('reachable: tcp 5432');
  });

  test('a route of a subnet is needed both ways', async () => {
    expect(await asked(main(route) + other('') + attachments())).toBe(
      'blocked: route table aws_route_table.db has no route back to 10.0.1.0/24 by aws_ec2_transit_gateway.hub',
    );
  });

  test('groups are not named across it, unless it says so', async () => {
    const rules = lets.in(5432, 'security_groups = [aws_security_group.app.id]');
    const hcl = main(route) + other(route, rules) + attachments();
    expect(await asked(hcl)).toMatch(/^blocked: security group aws_security_group.db/);
    const says = hcl.replace('"hub" {}', '"hub" {\n security_group_referencing_support = "enable"\n }');
    expect(await asked(says)).toBe('reachable: tcp 5432');
  });

  const off =
    'transit_gateway_default_route_table_association = false\n transit_gateway_default_route_table_propagation = false';
  const own = (routes: string) => `
  resource "aws_ec2_transit_gateway_route_table" "own" {
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
  ${['main', 'other']
    .map(
      (name) => `resource "aws_ec2_transit_gateway_route_table_association" "${name}" {
    transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.${name}.id
    transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.own.id
  }`,
    )
    .join('\n')}
  ${routes}
  `;
  const propagation = (name: string) => `resource "aws_ec2_transit_gateway_route_table_propagation" "${name}" {
    transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.${name}.id
    transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.own.id
  }
  `;
  const fixed = (cidr: string, rest: string) => `resource "aws_ec2_transit_gateway_route" "fixed" {
    destination_cidr_block = "${cidr}"
    transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.own.id
    ${rest}
  }
  `;

  test('a table of its own has what is propagated to it, or written', async () => {
    const base = main(route) + other(route) + attachments(off);
    expect(await asked(base + own(propagation('main') + propagation('other')))).toBe('reachable: tcp 5432');
    expect(await asked(base + own(propagation('main')))).toBe(
      'blocked: transit gateway aws_ec2_transit_gateway.hub has no route from aws_ec2_transit_gateway_vpc_attachment.main to aws_ec2_transit_gateway_vpc_attachment.other',
    );
    const written = fixed(
      '10.1.1.0/24',
      'transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.other.id',
    );
    expect(await asked(base + own(propagation('main') + written))).toBe('reachable: tcp 5432');
  });

  test('a black hole that is more specific swallows it', async () => {
    const hole = fixed('10.1.1.0/24', 'blackhole = true');
    const hcl = main(route) + other(route) + attachments(off) + own(propagation('main') + propagation('other') + hole);
    expect(await asked(hcl)).toMatch(/^blocked: transit gateway aws_ec2_transit_gateway.hub has no route/);
  });

  test('an attachment without a table goes nowhere', async () => {
    expect(await asked(main(route) + other(route) + attachments(off))).toMatch(/^blocked: transit gateway/);
  });
});

describe('the internet', () => {
  const there = `
    resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
    resource "aws_internet_gateway" "other" { vpc_id = aws_vpc.other.id }
    ${(
      subnet('db', 1, toInternet.replace('main', 'other')) +
      instance('db', 'db', lets.in(5432, '0.0.0.0/0'), 'associate_public_ip_address = true')
    )
      .replaceAll('aws_vpc.main', 'aws_vpc.other')
      .replace('10.0.1.0', '10.1.1.0')}`;
  const here = (more: string) => vpc + subnet('app', 1, toInternet) + instance('app', 'app', lets.allOut, more);

  test('joins what may go out to it and what it reaches', async () => {
    expect(await asked(here('associate_public_ip_address = true') + there)).toBe('reachable: tcp 5432');
    expect(await asked(here('') + there)).toMatch(/^blocked: network aws_vpc.main of example is not joined/);
    const narrow = there.replace('0.0.0.0/0"]\n }', '203.0.113.0/24"]\n }');
    expect(await asked(here('associate_public_ip_address = true') + narrow)).toMatch(/^blocked/);
  });
});
