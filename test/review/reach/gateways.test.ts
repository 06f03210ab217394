import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const open = lets.in(443, '0.0.0.0/0');
const host = (name: string, rules: string, more = 'associate_public_ip_address = true') =>
  instance(name, name, rules, more);
const fromInternet = async (hcl: string) => answerText(await ask(hcl, 'internet', 'aws_instance.web', 443));
const toTheInternet = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.app', 'internet', 443));
const alone = 'resource "aws_vpc" "main" {\n cidr_block = "10.0.0.0/16"\n }\n';

describe('an internet gateway', () => {
  test.each([
    ['by its id', '"igw-0123456789abcdef0"', ''],
    [
      'that is looked up',
      'data.aws_internet_gateway.found.id',
      'data "aws_internet_gateway" "found" {\n internet_gateway_id = "igw-0123456789abcdef0"\n }\n',
    ],
  ])('%s is attached, since AWS refuses a route to another VPC’s', async (_, id, data) => {
    const hcl = `${alone}${data}${subnet('web', 1, `route {\n cidr_block = "0.0.0.0/0"\n gateway_id = ${id}\n }`)}${host('web', open)}`;
    expect(await fromInternet(hcl)).toBe('reachable: tcp 443');
  });

  test('of a VPC that is looked up is not known, nor are its main table and ACL', async () => {
    const hcl = `
      data "aws_vpc" "found" {
        id = "vpc-0123456789abcdef0"
      }
      resource "aws_subnet" "web" {
        vpc_id = data.aws_vpc.found.id
        cidr_block = "10.0.1.0/24"
      }
      resource "aws_security_group" "web" {
        vpc_id = data.aws_vpc.found.id
        ${open}
      }
      resource "aws_instance" "web" {
        subnet_id = aws_subnet.web.id
        vpc_security_group_ids = [aws_security_group.web.id]
        associate_public_ip_address = true
      }
      `;
    expect(await fromInternet(hcl)).toMatch(/^unknown: /);
    expect(await fromInternet(hcl.replaceAll('data.aws_vpc.found.id', '"vpc-0123456789abcdef0"'))).toMatch(
      /^unknown: /,
    );
    expect(await fromInternet(hcl.replace('= true', '= false'))).toMatch(/^blocked: public address/);
  });
});

describe('VPC Block Public Access', () => {
  const options = (mode: string) =>
    `resource "aws_vpc_block_public_access_options" "main" {\n internet_gateway_block_mode = "${mode}"\n }\n`;
  const exclusion = (mode: string) =>
    `resource "aws_vpc_block_public_access_exclusion" "main" {\n vpc_id = aws_vpc.main.id\n internet_gateway_exclusion_mode = "${mode}"\n }\n`;
  const hcl = vpc + subnet('web', 1, toInternet) + host('web', open);

  test('stops what comes from the internet, except in what it excludes', async () => {
    expect(await fromInternet(hcl + options('block-ingress'))).toBe(
      'blocked: block public access aws_vpc_block_public_access_options.main blocks what goes in from the internet',
    );
    expect(await fromInternet(hcl + options('off'))).toBe('reachable: tcp 443');
    expect(await fromInternet(hcl + options('block-bidirectional') + exclusion('allow-bidirectional'))).toBe(
      'reachable: tcp 443',
    );
    expect(await fromInternet(hcl + options('block-bidirectional') + exclusion('allow-egress'))).toMatch(/^blocked/);
  });
});

describe('a route', () => {
  const app = (route: string, more = '') =>
    vpc + subnet('app', 1, `route {\n cidr_block = "0.0.0.0/0"\n ${route}\n }`) + host('app', lets.allOut, '') + more;
  const appliance = (more: string) => `
    ${subnet('edge', 2, toInternet)}
    resource "aws_network_interface" "nat" {
      subnet_id = aws_subnet.edge.id
      ${more}
    }
    `;

  test('to an interface may lead to the internet, if that forwards what is not for it', async () => {
    const route = 'network_interface_id = aws_network_interface.nat.id';
    expect(await toTheInternet(app(route, appliance('source_dest_check = false')))).toMatch(
      /^unknown: what aws_network_interface.nat lets through/,
    );
    expect(await toTheInternet(app(route, appliance('')))).toMatch(/^blocked: /);
  });

  test('to a VPN gateway may lead to the internet', async () => {
    const gateway = 'resource "aws_vpn_gateway" "office" {\n vpc_id = aws_vpc.main.id\n }\n';
    expect(await toTheInternet(app('gateway_id = aws_vpn_gateway.office.id', gateway))).toMatch(/^unknown: /);
  });

  test('to an endpoint of a firewall may let in what comes back through it', async () => {
    const endpoint = `resource "aws_vpc_endpoint" "firewall" {
      vpc_id = aws_vpc.main.id
      vpc_endpoint_type = "GatewayLoadBalancer"
      service_name = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"
      subnet_ids = [aws_subnet.edge.id]
    }
    `;
    const hcl =
      vpc +
      subnet('web', 1, 'route {\n cidr_block = "0.0.0.0/0"\n vpc_endpoint_id = aws_vpc_endpoint.firewall.id\n }') +
      subnet('edge', 2, toInternet) +
      endpoint +
      host('web', open);
    expect(await fromInternet(hcl)).toMatch(/^unknown: what aws_vpc_endpoint.firewall lets through/);
    const byLookup = hcl.replace('aws_vpc_endpoint.firewall.id', 'data.aws_vpc_endpoint.firewall.id');
    expect(await fromInternet(`${byLookup}data "aws_vpc_endpoint" "firewall" {}\n`)).toMatch(/^unknown: /);
  });

  test('to a NAT gateway by its id is a way out that is not known', async () => {
    expect(await toTheInternet(app('nat_gateway_id = "nat-0123456789abcdef0"'))).toMatch(/^unknown: /);
  });
});

describe('a transit gateway', () => {
  const route = (cidr: string) =>
    `route {\n cidr_block = "${cidr}"\n transit_gateway_id = aws_ec2_transit_gateway.hub.id\n }`;
  const egress = (more = '') => `
    resource "aws_vpc" "egress" {
      cidr_block = "10.9.0.0/16"
    }
    resource "aws_internet_gateway" "egress" {
      vpc_id = aws_vpc.egress.id
    }
    resource "aws_nat_gateway" "egress" {
      subnet_id = aws_subnet.nat.id
    }
    ${subnet('landing', 1, 'route {\n cidr_block = "0.0.0.0/0"\n nat_gateway_id = aws_nat_gateway.egress.id\n }')
      .replaceAll('aws_vpc.main', 'aws_vpc.egress')
      .replace('10.0.1.0', '10.9.1.0')}
    ${subnet('nat', 2, `${toInternet.replace('main', 'egress')}\n ${route('10.0.0.0/16')}`)
      .replaceAll('aws_vpc.main', 'aws_vpc.egress')
      .replace('10.0.2.0', '10.9.2.0')}
    ${more}`;
  const attached = (name: string, vpcName: string, subnetName: string) => `
    resource "aws_ec2_transit_gateway_vpc_attachment" "${name}" {
      transit_gateway_id = aws_ec2_transit_gateway.hub.id
      vpc_id = aws_vpc.${vpcName}.id
      subnet_ids = [aws_subnet.${subnetName}.id]
    }
    `;
  const hub = 'resource "aws_ec2_transit_gateway" "hub" {}\n';
  const everything = `resource "aws_ec2_transit_gateway_route" "everything" {
    destination_cidr_block = "0.0.0.0/0"
    transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.egress.id
    transit_gateway_route_table_id = aws_ec2_transit_gateway.hub.association_default_route_table_id
  }
  `;
  const app = vpc + subnet('app', 1, route('0.0.0.0/0')) + host('app', lets.allOut, '');

  test('carries what goes to the internet to the NAT gateway of another VPC', async () => {
    const both = hub + attached('app', 'main', 'app') + attached('egress', 'egress', 'landing');
    expect(await toTheInternet(app + egress() + both + everything)).toBe('reachable: tcp 443');
    expect(await toTheInternet(app + egress() + both)).toMatch(/^blocked: transit gateway/);
  });

  test('of which the input does not have the rest leads nobody knows where', async () => {
    const elsewhere = app.replaceAll('aws_ec2_transit_gateway.hub.id', 'data.aws_ec2_transit_gateway.hub.id');
    expect(await toTheInternet(`${elsewhere}data "aws_ec2_transit_gateway" "hub" {}\n`)).toMatch(/^unknown: /);
    const vpn = 'resource "aws_vpn_connection" "office" {\n transit_gateway_id = aws_ec2_transit_gateway.hub.id\n }\n';
    expect(await toTheInternet(app + hub + attached('app', 'main', 'app') + vpn)).toMatch(/^unknown: what is behind/);
  });

  const zoned = (zone: string) => {
    const other = (
      subnet('db', 1, route('10.0.0.0/8'), `availability_zone = "${zone}"`) +
      instance('db', 'db', lets.in(5432, '10.0.0.0/8'))
    )
      .replaceAll('aws_vpc.main', 'aws_vpc.other')
      .replace('10.0.1.0', '10.1.1.0');
    const landing = subnet('landing', 2, '', 'availability_zone = "eu-west-1a"')
      .replaceAll('aws_vpc.main', 'aws_vpc.other')
      .replace('10.0.2.0', '10.1.2.0');
    return `${vpc}${subnet('app', 1, route('10.0.0.0/8'))}${host('app', lets.allOut, '')}
      resource "aws_vpc" "other" {
        cidr_block = "10.1.0.0/16"
      }
      ${other}${landing}${hub}${attached('app', 'main', 'app')}${attached('other', 'other', 'landing')}`;
  };
  const toDatabase = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.app', 'aws_instance.db', 5432));

  test('serves the zones only in which it has a subnet', async () => {
    expect(await toDatabase(zoned('eu-west-1a'))).toBe('reachable: tcp 5432');
    expect(await toDatabase(zoned('eu-west-1b'))).toBe(
      'blocked: transit gateway aws_ec2_transit_gateway_vpc_attachment.other has no subnet in the zone of aws_subnet.db',
    );
  });

  test('has the routes of a prefix list that its table refers to', async () => {
    const off = 'default_route_table_propagation = "disable"';
    const list = `
      resource "aws_ec2_managed_prefix_list" "networks" {
        address_family = "IPv4"
        entry {
          cidr = "10.1.0.0/16"
        }
      }
      resource "aws_ec2_transit_gateway_prefix_list_reference" "there" {
        prefix_list_id = aws_ec2_managed_prefix_list.networks.id
        transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.other.id
        transit_gateway_route_table_id = aws_ec2_transit_gateway.hub.association_default_route_table_id
      }
      resource "aws_ec2_transit_gateway_route" "back" {
        destination_cidr_block = "10.0.0.0/16"
        transit_gateway_attachment_id = aws_ec2_transit_gateway_vpc_attachment.app.id
        transit_gateway_route_table_id = aws_ec2_transit_gateway.hub.association_default_route_table_id
      }
      `;
    const hcl = zoned('eu-west-1a').replace('"hub" {}', `"hub" {\n ${off}\n }`);
    expect(await toDatabase(hcl)).toMatch(/^blocked: transit gateway/);
    expect(await toDatabase(hcl + list)).toBe('reachable: tcp 5432');
  });

  test('that two VPCs reach by an id may join them', async () => {
    const hcl = zoned('eu-west-1a')
      .replace(hub, 'variable "hub" {}\n')
      .replaceAll('aws_ec2_transit_gateway.hub.id', 'var.hub');
    expect(await toDatabase(hcl)).toMatch(/^unknown: /);
  });
});

describe('an address', () => {
  const hcl = vpc + subnet('app', 1) + instance('app', 'app', lets.in(443, '10.0.0.0/8'));

  test('of the VPC in no listed subnet may be one of another subnet', async () => {
    expect(answerText(await ask(hcl, '10.0.200.7', 'aws_instance.app', 443))).toMatch(
      /^unknown: which subnet of aws_vpc.main/,
    );
    expect(answerText(await ask(hcl, '10.0.200.7', 'aws_instance.app', 22))).toMatch(/^blocked: security group/);
  });

  test('of a network that the input does not have is not known to have a way', async () => {
    expect(answerText(await ask(hcl, '10.77.0.1', 'aws_instance.app', 443))).toMatch(
      /^unknown: which network 10.77.0.1 is in/,
    );
  });
});

describe('an endpoint', () => {
  test('is in the route tables that are associated with it', async () => {
    const hcl = (more: string) => `${vpc}${subnet('app', 1)}
      ${instance('app', 'app', lets.allOut)}
      resource "aws_vpc_endpoint" "s3" {
        vpc_id = aws_vpc.main.id
        service_name = "com.amazonaws.eu-west-1.s3"
      }
      ${more}`;
    const association = `resource "aws_vpc_endpoint_route_table_association" "app" {
      vpc_endpoint_id = aws_vpc_endpoint.s3.id
      route_table_id = aws_route_table.app.id
    }
    `;
    expect(answerText(await ask(hcl(''), 'aws_instance.app', 'aws_vpc_endpoint.s3', 443))).toMatch(
      /^blocked: endpoint/,
    );
    expect(answerText(await ask(hcl(association), 'aws_instance.app', 'aws_vpc_endpoint.s3', 443))).toBe(
      'reachable: tcp 443',
    );
  });

  test('has the subnets and groups that are associated with it', async () => {
    const hcl = `${vpc}${subnet('app', 1)}${instance('app', 'app', lets.allOut)}
      resource "aws_security_group" "logs" {
        vpc_id = aws_vpc.main.id
        ${lets.in(443, '10.0.0.0/16')}
      }
      resource "aws_vpc_endpoint" "logs" {
        vpc_id = aws_vpc.main.id
        vpc_endpoint_type = "Interface"
        service_name = "com.amazonaws.eu-west-1.logs"
      }
      resource "aws_vpc_endpoint_subnet_association" "logs" {
        vpc_endpoint_id = aws_vpc_endpoint.logs.id
        subnet_id = aws_subnet.app.id
      }
      resource "aws_vpc_endpoint_security_group_association" "logs" {
        vpc_endpoint_id = aws_vpc_endpoint.logs.id
        security_group_id = aws_security_group.logs.id
      }
      `;
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_vpc_endpoint.logs', 443))).toBe('reachable: tcp 443');
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_vpc_endpoint.logs', 22))).toMatch(/^blocked: listener/);
  });
});

test('a table to which a VPN gateway propagates routes may lead anywhere', async () => {
  const gateway = 'resource "aws_vpn_gateway" "office" {\n vpc_id = aws_vpc.main.id\n }\n';
  const inline = 'propagating_vgws = [aws_vpn_gateway.office.id]';
  const hcl = (more: string) => vpc + subnet('app', 1, more) + host('app', lets.allOut, '') + gateway;
  const resource =
    'resource "aws_vpn_gateway_route_propagation" "app" {\n vpn_gateway_id = aws_vpn_gateway.office.id\n route_table_id = aws_route_table.app.id\n }\n';
  expect(await toTheInternet(hcl(''))).toMatch(/^blocked/);
  expect(await toTheInternet(hcl(inline))).toMatch(/^unknown/);
  expect(await toTheInternet(hcl('') + resource)).toMatch(/^unknown/);
});
