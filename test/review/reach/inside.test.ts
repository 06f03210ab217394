import { acl, ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const group = (name: string) => `security_groups = [aws_security_group.${name}.id]`;
const app = instance('app', 'app', lets.allOut);
const two = vpc + subnet('app', 1) + subnet('db', 2);

describe('inside of a VPC', () => {
  const db = (rules: string) => two + app + instance('db', 'db', rules);
  const asked = async (hcl: string, port = 5432) =>
    answerText(await ask(hcl, 'aws_instance.app', 'aws_instance.db', port));

  test('groups that name each other let it pass', async () => {
    const rules = lets.in(5432, group('app'));
    expect(await asked(db(rules))).toBe('reachable: tcp 5432');
  });

  test.each<[what: string, hcl: string, expected: string]>([
    [
      'another group is let in',
      db(lets.in(5432, 'self = true')),
      'security group aws_security_group.db allows no tcp 5432 in from aws_instance.app (security group aws_security_group.app)',
    ],
    [
      'nothing is let out',
      two + instance('app', 'app', '') + instance('db', 'db', lets.in(5432, '10.0.0.0/16')),
      'security group aws_security_group.app allows no tcp 5432 out to aws_instance.db (security group aws_security_group.db)',
    ],
    [
      'the ACL of the one lets nothing out',
      db(lets.in(5432, '10.0.0.0/16')) + acl('app', ['app'], ['in 100 allow -1 0-0 0.0.0.0/0']),
      'network ACL aws_network_acl.app allows no tcp 5432 out to aws_instance.db',
    ],
    [
      'the ACL of the other lets nothing in',
      db(lets.in(5432, '10.0.0.0/16')) + acl('db', ['db'], ['out 100 allow -1 0-0 0.0.0.0/0']),
      'network ACL aws_network_acl.db allows no tcp 5432 in from aws_instance.app',
    ],
    [
      'replies do not get out',
      db(lets.in(5432, '10.0.0.0/16')) +
        acl('db', ['db'], ['in 100 allow -1 0-0 0.0.0.0/0', 'out 100 allow tcp 443 0.0.0.0/0']),
      'network ACL aws_network_acl.db allows no replies (tcp 1024-65535) out to aws_instance.app',
    ],
    [
      'replies do not get in',
      db(lets.in(5432, '10.0.0.0/16')) +
        acl('app', ['app'], ['in 100 allow tcp 443 0.0.0.0/0', 'out 100 allow -1 0-0 0.0.0.0/0']),
      'network ACL aws_network_acl.app allows no replies (tcp 1024-65535) in from aws_instance.db',
    ],
    [
      'replies get out on ports on which they do not get in',
      db(lets.in(5432, '10.0.0.0/16')) +
        acl('db', ['db'], ['in 100 allow -1 0-0 0.0.0.0/0', 'out 100 allow tcp 1024-30000 0.0.0.0/0']) +
        acl('app', ['app'], ['in 100 allow tcp 32768-60999 0.0.0.0/0', 'out 100 allow -1 0-0 0.0.0.0/0']),
      'network ACL aws_network_acl.app allows no replies (tcp 1024-65535) in from aws_instance.db',
    ],
  ])('%s: it is stopped', async (_, hcl, stop) => {
    expect(await asked(hcl)).toBe(`blocked: ${stop}`);
  });

  test('an ACL that lets replies out to few ports leaves a way for who chooses his port', async () => {
    const hcl =
      db(lets.in(5432, '10.0.0.0/16')) +
      acl('db', ['db'], ['in 100 allow -1 0-0 0.0.0.0/0', 'out 100 allow tcp 5432 0.0.0.0/0']);
    const { verdict, clientPorts } = await ask(hcl, 'aws_instance.app', 'aws_instance.db', 5432);
    expect([verdict, clientPorts]).toEqual(['reachable', [{ protocol: 'tcp', from: 5432, to: 5432 }]]);
  });

  test('the ACL of a subnet says nothing of what stays in it', async () => {
    const closed = acl('app', ['app'], []);
    const hcl = two + app + instance('db', 'app', lets.in(5432, '10.0.0.0/16')) + closed;
    expect(await asked(hcl)).toBe('reachable: tcp 5432');
  });

  test('a rule for two halves of a subnet lets all of it in', async () => {
    expect(await asked(db(lets.in(5432, '10.0.1.0/25 10.0.1.128/25')))).toBe('reachable: tcp 5432');
  });

  test('a rule for half of a subnet leaves in doubt which address is whose', async () => {
    expect(await asked(db(lets.in(5432, '10.0.1.0/25')))).toBe(
      'unknown: which address of aws_subnet.app aws_instance.app has (needed by security group aws_security_group.db)',
    );
  });

  test('a rule for a range that is not known names the variable', async () => {
    expect(await asked(`variable "range" {}${db(lets.in(5432, 'var.range'))}`)).toBe(
      'unknown: var.range has no value (needed by security group aws_security_group.db)',
    );
  });

  test('a subnet of which the range is not known is let in where everything is', async () => {
    const unknown = (rules: string) => `variable "range" {}${db(rules).replace('"10.0.1.0/24"', 'var.range')}`;
    expect(await asked(unknown(lets.in(5432, '10.0.0.0/8')))).toBe('reachable: tcp 5432');
    expect(await asked(unknown(lets.in(5432, '10.0.1.0/24')))).toBe(
      'unknown: var.range has no value (needed by security group aws_security_group.db)',
    );
  });

  test('a customer’s prefix list is what it holds', async () => {
    const list = (cidr: string) => `resource "aws_ec2_managed_prefix_list" "apps" {
      name = "apps"
      address_family = "IPv4"
      max_entries = 5
      entry {
        cidr = "${cidr}"
      }
    }
    `;
    const rules = lets.in(5432, 'prefix_list_ids = [aws_ec2_managed_prefix_list.apps.id]');
    expect(await asked(db(rules) + list('10.0.1.0/24'))).toBe('reachable: tcp 5432');
    expect(await asked(db(rules) + list('10.7.0.0/16'))).toMatch(/^blocked: security group aws_security_group.db/);
  });

  test('a rule of which the group is not known may be any group’s', async () => {
    const stray = `variable "group" {}
      resource "aws_vpc_security_group_ingress_rule" "stray" {
        security_group_id = var.group
        ip_protocol = "tcp"
        from_port = 5432
        to_port = 5432
        cidr_ipv4 = "10.0.0.0/16"
      }
      `;
    expect(await asked(stray + db(''))).toBe(
      'unknown: var.group has no value (needed by security group aws_security_group.db)',
    );
    expect(await asked(stray + db(''), 22)).toMatch(/^blocked:/);
  });

  test('who has no group has the default one of its VPC', async () => {
    const hcl = (more: string) =>
      (two + app + instance('db', 'db', '') + more).replace('vpc_security_group_ids = [aws_security_group.db.id]', '');
    expect(await asked(hcl(''))).toBe(
      'blocked: security group the default group of aws_vpc.main allows no tcp 5432 in from aws_instance.app (security group aws_security_group.app)',
    );
    const opened = `resource "aws_default_security_group" "main" {\n vpc_id = aws_vpc.main.id\n ${lets.in(5432, '10.0.0.0/16')} }\n`;
    expect(await asked(hcl(opened))).toBe('reachable: tcp 5432');
  });
});

describe('to the internet', () => {
  const nat = `resource "aws_nat_gateway" "main" {\n subnet_id = aws_subnet.nat.id\n }\n`;
  const toNat = 'route {\n cidr_block = "0.0.0.0/0"\n nat_gateway_id = aws_nat_gateway.main.id\n }';
  const behindNat = (natRoutes = toInternet) =>
    vpc +
    subnet('app', 1, toNat) +
    subnet('nat', 9, natRoutes) +
    nat +
    instance('app', 'app', lets.out(443, '0.0.0.0/0'));
  const asked = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.app', 'internet'));

  test('a NAT gateway is a way out', async () => {
    const answer = await ask(behindNat(), 'aws_instance.app', 'internet', 443);
    expect(answerText(answer)).toBe('reachable: tcp 443');
    expect(answer.path.map(({ layer }) => layer)).toContain('NAT gateway');
  });

  test('and none in', async () => {
    expect(
      answerText(await ask(behindNat().replace('egress', 'ingress'), 'internet', 'aws_instance.app', 443)),
    ).toMatch(/^blocked:/);
  });

  test.each<[what: string, hcl: string, stop: string]>([
    [
      'of which the subnet has no route',
      behindNat(''),
      'route table aws_route_table.nat has no route to the internet by an internet gateway',
    ],
    [
      'that is private',
      behindNat().replace('"aws_nat_gateway" "main" {', '"aws_nat_gateway" "main" {\n connectivity_type = "private"'),
      'NAT gateway aws_nat_gateway.main is private: it has no public address',
    ],
    [
      'of which the ACL lets no replies in',
      behindNat() + acl('nat', ['nat'], ['in 100 allow tcp 443 10.0.0.0/16', 'out 100 allow -1 0-0 0.0.0.0/0']),
      'network ACL aws_network_acl.nat allows no replies (tcp 1024-65535) in from internet',
    ],
  ])('a NAT gateway %s is none', async (_, hcl, stop) => {
    expect(await asked(hcl)).toBe(`blocked: ${stop}`);
  });

  test('a public address and a route are a way out, one without the other is none', async () => {
    const host = (routes: string, more: string) =>
      vpc + subnet('app', 1, routes) + instance('app', 'app', lets.allOut, more);
    const withAddress = 'associate_public_ip_address = true';
    expect(await asked(host(toInternet, withAddress))).toBe('reachable: tcp; udp; icmp');
    expect(await asked(host(toInternet, ''))).toMatch(/^blocked: public address/);
    expect(await asked(host('', withAddress))).toMatch(/^blocked: route table/);
  });

  test('the more specific route wins', async () => {
    const elsewhere =
      'route {\n cidr_block = "0.0.0.0/1"\n vpc_peering_connection_id = "pcx-1"\n }\nroute {\n cidr_block = "128.0.0.0/1"\n vpc_peering_connection_id = "pcx-1"\n }\n';
    expect(
      await asked(
        vpc +
          subnet('app', 1, elsewhere + toInternet) +
          instance('app', 'app', lets.allOut, 'associate_public_ip_address = true'),
      ),
    ).toMatch(/^blocked: route table/);
  });
});

describe('AWS services', () => {
  const endpoint = (tables: string) => `resource "aws_vpc_endpoint" "s3" {
    vpc_id = aws_vpc.main.id
    service_name = "com.amazonaws.eu-west-1.s3"
    route_table_ids = [${tables}]
  }
  `;
  const list = 'prefix_list_ids = [aws_vpc_endpoint.s3.prefix_list_id]';

  test('are reached by a gateway endpoint in the route table, and by its prefix list', async () => {
    const hcl =
      vpc + subnet('app', 1) + endpoint('aws_route_table.app.id') + instance('app', 'app', lets.out(443, list));
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_vpc_endpoint.s3'))).toBe('reachable: tcp 443');
    expect(answerText(await ask(hcl, 'aws_instance.app', 'internet'))).toMatch(/^blocked: security group/);
  });

  test('not from a subnet whose table the endpoint is not in', async () => {
    const hcl = vpc + subnet('app', 1) + endpoint('') + instance('app', 'app', lets.allOut);
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_vpc_endpoint.s3', 443))).toBe(
      'blocked: endpoint aws_vpc_endpoint.s3 is not in the route table of aws_subnet.app',
    );
  });

  test('are reached by an interface endpoint like any member', async () => {
    const hcl = `${two}${app}
      resource "aws_security_group" "kms" {
        vpc_id = aws_vpc.main.id
        ${lets.in(443, '10.0.0.0/16')}
      }
      resource "aws_vpc_endpoint" "kms" {
        vpc_id = aws_vpc.main.id
        vpc_endpoint_type = "Interface"
        service_name = "com.amazonaws.eu-west-1.kms"
        subnet_ids = [aws_subnet.db.id]
        security_group_ids = [aws_security_group.kms.id]
      }
      `;
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_vpc_endpoint.kms'))).toBe('reachable: tcp 443');
  });

  test('functions open connections and take none', async () => {
    const hcl = `${two}${app}
      resource "aws_lambda_function" "work" {
        function_name = "work"
        vpc_config {
          subnet_ids = [aws_subnet.db.id]
          security_group_ids = [aws_security_group.app.id]
        }
      }
      `;
    expect(answerText(await ask(hcl, 'aws_instance.app', 'aws_lambda_function.work', 443))).toBe(
      'blocked: listener aws_lambda_function.work takes no connections: a function only opens them',
    );
  });
});
