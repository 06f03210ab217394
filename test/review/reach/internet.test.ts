import { acl, ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const publicHost = (rules: string, more = 'associate_public_ip_address = true') =>
  vpc + subnet('web', 1, toInternet) + instance('web', 'web', rules, more);
const asked = async (hcl: string, port?: number) =>
  answerText(await ask(hcl, 'internet', 'aws_instance.web', port ?? {}));

describe('from the internet', () => {
  test('a gateway, an address, a route and a rule are a way in, on the ports of the rule alone', async () => {
    const answer = await ask(publicHost(lets.in(443, '0.0.0.0/0')), 'internet', 'aws_instance.web');
    expect(answerText(answer)).toBe('reachable: tcp 443');
    expect(answer.sources).toEqual(['0.0.0.0/0']);
    expect(answer.path.map(({ layer, text }) => `${layer}: ${text}`)).toEqual([
      'internet gateway: connects aws_vpc.main to the internet',
      'public address: associate_public_ip_address = true',
      'route table: 0.0.0.0/0 goes to aws_internet_gateway.main',
      'network ACL: allows everything (default network ACL)',
      'security group: allows tcp 443 in from 0.0.0.0/0',
      'network ACL: allows everything (default network ACL)',
    ]);
  });

  test.each<[stop: string, hcl: string, expected: string]>([
    [
      'no gateway',
      publicHost(lets.in(443, '0.0.0.0/0')).replace(/resource "aws_internet_gateway".*/, ''),
      'internet gateway aws_vpc.main has no internet gateway',
    ],
    [
      'no public address',
      publicHost(lets.in(443, '0.0.0.0/0'), 'associate_public_ip_address = false'),
      'public address aws_instance.web has no public IPv4 address: associate_public_ip_address = false',
    ],
    [
      'no public address, as AWS does unless told',
      publicHost(lets.in(443, '0.0.0.0/0'), ''),
      'public address aws_instance.web has no public IPv4 address: neither it nor map_public_ip_on_launch of its subnets assigns one',
    ],
    [
      'no route',
      publicHost(lets.in(443, '0.0.0.0/0')).replace(toInternet, ''),
      'route table aws_route_table.web has no route to the internet by an internet gateway',
    ],
    [
      'no rule of the ACL',
      publicHost(lets.in(443, '0.0.0.0/0')) + acl('web', ['web'], ['in 100 allow tcp 80 0.0.0.0/0']),
      'network ACL aws_network_acl.web allows no tcp 443 in from internet',
    ],
    [
      'no rule of the group',
      publicHost(lets.in(443, '10.0.0.0/8')),
      'security group aws_security_group.web allows no tcp 443 in from internet',
    ],
    [
      'no rule for the port',
      publicHost(lets.in(22, '0.0.0.0/0')),
      'security group aws_security_group.web allows no tcp 443 in from internet',
    ],
    [
      'an ACL that lets requests in and no replies out',
      publicHost(lets.in(443, '0.0.0.0/0')) +
        acl('web', ['web'], ['in 100 allow tcp 443 0.0.0.0/0', 'out 100 allow tcp 443 0.0.0.0/0']),
      'network ACL aws_network_acl.web allows no replies (tcp 1024-65535) out to internet',
    ],
  ])('%s stops it', async (_, hcl, stop) => {
    expect(await asked(hcl, 443)).toBe(`blocked: ${stop}`);
  });

  test('what else would stop it is told as well', async () => {
    const hcl = publicHost(lets.in(22, '10.0.0.0/8'), '').replace(toInternet, '');
    const { stop, alsoStops } = await ask(hcl, 'internet', 'aws_instance.web', 443);
    expect(stop?.needs).toBe('a public IPv4 address');
    expect(alsoStops.map(({ layer, needs }) => `${layer}: ${needs}`)).toEqual([
      'route table: a route of aws_subnet.web to the internet by an internet gateway',
      'security group: an ingress rule of aws_security_group.web for tcp 443 from internet',
    ]);
  });

  test.each([
    ['an Elastic IP', 'resource "aws_eip" "web" { instance = aws_instance.web.id }'],
    [
      'an Elastic IP that an association gives it',
      'resource "aws_eip" "web" {}\nresource "aws_eip_association" "web" {\n instance_id = aws_instance.web.id\n allocation_id = aws_eip.web.id\n }',
    ],
  ])('%s is a public address', async (_, address) => {
    expect(await asked(publicHost(lets.in(443, '0.0.0.0/0'), '') + address)).toBe('reachable: tcp 443');
  });

  test('a subnet gives addresses to what is launched in it', async () => {
    const hcl =
      vpc +
      subnet('web', 1, toInternet, 'map_public_ip_on_launch = true') +
      instance('web', 'web', lets.in(443, '0.0.0.0/0'));
    expect(await asked(hcl)).toBe('reachable: tcp 443');
  });

  test('the main table of the VPC is that of a subnet without one', async () => {
    const hcl =
      vpc +
      `resource "aws_subnet" "web" {\n vpc_id = aws_vpc.main.id\n cidr_block = "10.0.1.0/24"\n }
       resource "aws_default_route_table" "main" {\n default_route_table_id = aws_vpc.main.default_route_table_id\n ${toInternet}\n }` +
      instance('web', 'web', lets.in(443, '0.0.0.0/0'), 'associate_public_ip_address = true');
    expect(await asked(hcl)).toBe('reachable: tcp 443');
  });

  test('who is let in is told, and two halves of the world are the world', async () => {
    const office = await ask(
      publicHost(lets.in(22, '203.0.113.0/24 198.51.100.7/32')),
      'internet',
      'aws_instance.web',
      22,
    );
    expect([office.verdict, office.sources, office.isWorld]).toEqual([
      'reachable',
      ['198.51.100.7/32', '203.0.113.0/24'],
      false,
    ]);
    const halves = await ask(publicHost(lets.in(22, '0.0.0.0/1 128.0.0.0/1')), 'internet', 'aws_instance.web', 22);
    expect([halves.verdict, halves.sources, halves.isWorld]).toEqual(['reachable', ['0.0.0.0/0'], true]);
  });

  test('ports of several rules are told together, and "-1" is all of them', async () => {
    const several =
      lets.in(80, '0.0.0.0/0') + lets.in(81, '0.0.0.0/0') + lets.in(443, '0.0.0.0/0') + lets.in(53, '0.0.0.0/0', 'udp');
    expect(await asked(publicHost(several))).toBe('reachable: tcp 80-81, 443; udp 53');
    expect(await asked(publicHost(lets.in(0, '0.0.0.0/0', '-1')))).toBe('reachable: tcp; udp; icmp');
  });

  test.each([
    ['echo requests', 8, -1, 'reachable: icmp'],
    ['echo requests of code 0', 8, 0, 'reachable: icmp'],
    ['every type', -1, -1, 'reachable: icmp'],
    ['an error', 3, 4, /^blocked: security group/],
    ['answers', 0, 0, /^blocked: security group/],
    ['a type that is not known', 'var.type', -1, /^unknown: var\.type has no value/],
  ])('of ICMP only what asks is access: %s', async (_, type, code, expected) => {
    const rule = `ingress {\n protocol = "icmp"\n from_port = ${type}\n to_port = ${code}\n cidr_blocks = ["0.0.0.0/0"]\n }`;
    expect(await asked(`variable "type" {}\n${publicHost(rule)}`)).toMatch(expected);
  });

  test('a datagram needs no reply', async () => {
    const inOnly = acl('web', ['web'], ['in 100 allow -1 0-0 0.0.0.0/0']);
    expect(await asked(publicHost(lets.in(0, '0.0.0.0/0', '-1')) + inOnly)).toBe('reachable: udp; icmp');
  });
});

describe('a network ACL', () => {
  const open = (rules: string[]) => publicHost(lets.in(0, '0.0.0.0/0', '-1')) + acl('web', ['web'], rules);
  const out = 'out 100 allow tcp 1024-65535 0.0.0.0/0';

  test('is tried in the order of its numbers, not of its lines', async () => {
    const denyFirst = open(['in 200 allow tcp 0-65535 0.0.0.0/0', 'in 100 deny tcp 22 0.0.0.0/0', out]);
    expect(await asked(denyFirst)).toBe('reachable: tcp 0-21, 23-65535');
    const denyLast = open(['in 100 allow tcp 0-65535 0.0.0.0/0', 'in 200 deny tcp 22 0.0.0.0/0', out]);
    expect(await asked(denyLast)).toBe('reachable: tcp');
  });

  test('that denies some addresses leaves the others', async () => {
    const rules = ['in 50 deny tcp 22 0.0.0.0/1', 'in 100 allow tcp 22 0.0.0.0/0', out];
    const answer = await ask(open(rules), 'internet', 'aws_instance.web', 22);
    expect(answer.verdict).toBe('reachable');
    expect(answer.sources.every((cidr) => Number(cidr.split('.')[0]) >= 128)).toBe(true);
  });

  test('that lets only some replies out tells on which ports a client gets them', async () => {
    const rules = [
      'in 100 allow tcp 443 0.0.0.0/0',
      'out 90 deny tcp 3389 0.0.0.0/0',
      'out 100 allow tcp 1024-40000 0.0.0.0/0',
    ];
    const { verdict, clientPorts } = await ask(open(rules), 'internet', 'aws_instance.web', 443);
    expect([verdict, clientPorts]).toEqual([
      'reachable',
      [
        { protocol: 'tcp', from: 1024, to: 3388 },
        { protocol: 'tcp', from: 3390, to: 40000 },
      ],
    ]);
  });

  test('has rules of their own, also as resources of their own', async () => {
    const hcl =
      open([out]) +
      `resource "aws_network_acl_rule" "in" {
        network_acl_id = aws_network_acl.web.id
        rule_number = 100
        rule_action = "allow"
        protocol = "6"
        cidr_block = "0.0.0.0/0"
        from_port = 8080
        to_port = 8080
      }`;
    expect(await asked(hcl)).toBe('reachable: tcp 8080');
  });

  test('of the VPC is that of a subnet without one', async () => {
    const closed = `resource "aws_default_network_acl" "main" {\n default_network_acl_id = aws_vpc.main.default_network_acl_id\n }`;
    expect(await asked(publicHost(lets.in(443, '0.0.0.0/0')) + closed, 443)).toBe(
      'blocked: network ACL aws_default_network_acl.main allows no tcp 443 in from internet',
    );
  });

  test('"fragmentation needed" lets nobody in', async () => {
    const hcl = open([]).replace(
      'subnet_ids',
      'ingress {\n rule_no = 1\n action = "allow"\n protocol = "icmp"\n from_port = 0\n to_port = 0\n icmp_type = 3\n icmp_code = 4\n cidr_block = "0.0.0.0/0"\n }\n subnet_ids',
    );
    expect(await asked(hcl)).toMatch(/^blocked: network ACL/);
    const anyType = `variable "type" {}\n${hcl.replace('icmp_type = 3', 'icmp_type = var.type')}`;
    expect(await asked(anyType)).toMatch(/^unknown: .*var\.type has no value/);
  });
});

describe('IPv6', () => {
  const v6 = (routes: string, rules: string) =>
    `resource "aws_vpc" "main" {\n cidr_block = "10.0.0.0/16"\n assign_generated_ipv6_cidr_block = true\n }
     resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
     resource "aws_egress_only_internet_gateway" "main" { vpc_id = aws_vpc.main.id }` +
    subnet(
      'web',
      1,
      routes,
      'ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)\n assign_ipv6_address_on_creation = true',
    ) +
    instance('web', 'web', rules);
  const both = 'route {\n ipv6_cidr_block = "::/0"\n gateway_id = aws_internet_gateway.main.id\n }';
  const outOnly =
    'route {\n ipv6_cidr_block = "::/0"\n egress_only_gateway_id = aws_egress_only_internet_gateway.main.id\n }';

  test('is a way in where IPv4 is none', async () => {
    const answer = await ask(v6(both, lets.in(22, '::/0')), 'internet', 'aws_instance.web');
    expect([answerText(answer), answer.sources, answer.isWorld]).toEqual(['reachable: tcp 22', ['::/0'], true]);
  });

  test('rules for IPv4 do not open it', async () => {
    expect(await asked(v6(both, lets.in(22, '0.0.0.0/0')), 22)).toMatch(/^blocked:/);
  });

  test('an egress-only gateway lets out, and nobody in', async () => {
    const hcl = v6(outOnly, lets.in(22, '::/0') + lets.out(443, '::/0'));
    expect(await asked(hcl, 22)).toMatch(/^blocked:/);
    expect(answerText(await ask(hcl, 'aws_instance.web', 'internet'))).toBe('reachable: tcp 443');
  });

  const assigned = 'assign_ipv6_address_on_creation = true';

  test('an egress-only gateway lets out nothing that has no IPv6 address', async () => {
    const out = v6(outOnly, lets.out(443, '::/0'));
    const answer = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.web', 'internet', 443));
    expect(await answer(out)).toBe('reachable: tcp 443');
    expect(await answer(out.replace(assigned, ''))).toMatch(/^blocked: /);
    const maybe = `variable "six" {}\n${out.replace(assigned, 'assign_ipv6_address_on_creation = var.six')}`;
    expect(await answer(maybe)).toBe('unknown: var.six has no value (needed by public address aws_instance.web)');
  });

  test.each([
    ['the rules of a group', lets.out(443, '0.0.0.0/0'), ''],
    [
      'an ACL',
      lets.out(443, '::/0'),
      acl('web', ['web'], ['out 100 allow tcp 443 0.0.0.0/0', 'in 100 allow -1 0-0 ::/0']),
    ],
    [
      'an ACL that takes no replies',
      lets.out(443, '::/0'),
      acl('web', ['web'], ['out 100 allow tcp 443 ::/0', 'in 100 allow tcp 1024-65535 0.0.0.0/0']),
    ],
  ])('what leaves by it is blocked by %s of IPv4 alone', async (_, rules, more) => {
    expect(answerText(await ask(v6(outOnly, rules) + more, 'aws_instance.web', 'internet', 443))).toMatch(/^blocked: /);
  });

  test('entries of an ACL let it pass, there and back', async () => {
    const entries = acl('web', ['web'], ['out 101 allow tcp 0-65535 ::/0', 'in 401 allow tcp 1024-65535 ::/0']);
    const hcl = v6(outOnly, lets.out(443, '::/0')) + entries;
    expect(answerText(await ask(hcl, 'aws_instance.web', 'internet', 443))).toBe('reachable: tcp 443');
    expect(answerText(await ask(hcl, 'internet', 'aws_instance.web', 443))).toMatch(/^blocked: /);
  });

  test('a deny of an ACL closes its port in front of an entry that allows it', async () => {
    const rules = ['in 201 deny tcp 3389 ::/0', 'in 401 allow tcp 1024-65535 ::/0', 'out 501 allow tcp 0-65535 ::/0'];
    const hcl = v6(both, lets.in(3389, '::/0') + lets.in(8443, '::/0')) + acl('web', ['web'], rules);
    expect(await asked(hcl, 3389)).toMatch(/^blocked: /);
    expect(await asked(hcl, 8443)).toBe('reachable: tcp 8443');
  });

  describe('of tasks of ECS', () => {
    const service = (routes: string, rules: string, more = '') =>
      v6(routes, rules).replace(assigned, '') +
      `resource "aws_ecs_service" "web" {
        network_configuration {
          subnets = [aws_subnet.web.id]
          security_groups = [aws_security_group.web.id]
        }
      }
${more}`;
    const off = 'resource "aws_ecs_account_setting_default" "six" {\n name = "dualStackIPv6"\n value = "disabled"\n }';

    test('is a way in and out, though their subnet assigns no address', async () => {
      const open = service(both, lets.in(8080, '::/0') + lets.out(443, '::/0'));
      expect(answerText(await ask(open, 'internet', 'aws_ecs_service.web', 8080))).toBe('reachable: tcp 8080');
      expect(answerText(await ask(open, 'aws_ecs_service.web', 'internet', 443))).toBe('reachable: tcp 443');
    });

    test('leads out alone by an egress-only gateway', async () => {
      const hcl = service(outOnly, lets.in(8080, '::/0') + lets.out(443, '::/0'));
      expect(answerText(await ask(hcl, 'internet', 'aws_ecs_service.web', 8080))).toMatch(/^blocked: /);
      expect(answerText(await ask(hcl, 'aws_ecs_service.web', 'internet', 443))).toBe('reachable: tcp 443');
    });

    test('is none where the setting of the account is off', async () => {
      const hcl = service(both, lets.in(8080, '::/0') + lets.out(443, '::/0'), off);
      expect(answerText(await ask(hcl, 'internet', 'aws_ecs_service.web', 8080))).toMatch(/^blocked: /);
      expect(answerText(await ask(hcl, 'aws_ecs_service.web', 'internet', 443))).toMatch(/^blocked: /);
    });
  });

  test('a function has none unless it is allowed', async () => {
    const lambda = (more: string) =>
      v6(outOnly, lets.out(443, '::/0')) +
      `resource "aws_lambda_function" "web" {
        vpc_config {
          subnet_ids = [aws_subnet.web.id]
          security_group_ids = [aws_security_group.web.id]
          ${more}
        }
      }`;
    const answer = async (more: string) =>
      answerText(await ask(lambda(more), 'aws_lambda_function.web', 'internet', 443));
    expect(await answer('')).toMatch(/^blocked: /);
    expect(await answer('ipv6_allowed_for_dual_stack = true')).toBe('reachable: tcp 443');
  });
});

describe('what is not known', () => {
  test.each([
    [
      'a source',
      publicHost(lets.in(22, 'var.office')),
      'var.office has no value (needed by security group aws_security_group.web)',
    ],
    [
      'an address',
      publicHost(lets.in(22, '0.0.0.0/0'), 'associate_public_ip_address = var.office'),
      'var.office has no value (needed by public address aws_instance.web)',
    ],
    [
      'a rule of an ACL',
      publicHost(lets.in(22, '0.0.0.0/0')) +
        acl('web', ['web'], ['in 100 allow tcp 22 var.office', 'out 100 allow tcp 1024-65535 0.0.0.0/0']),
      'var.office has no value (needed by network ACL aws_network_acl.web)',
    ],
    [
      'a route',
      publicHost(lets.in(22, '0.0.0.0/0')).replace(
        'cidr_block = "0.0.0.0/0"\n gateway',
        'cidr_block = var.office\n gateway',
      ),
      'var.office has no value (needed by route table aws_route_table.web)',
    ],
    [
      'the groups',
      publicHost(lets.in(22, '0.0.0.0/0')).replace('[aws_security_group.web.id]', 'var.office'),
      'var.office has no value (needed by security group of aws_instance.web)',
    ],
  ])('%s makes the answer unknown, and is named', async (_, hcl, because) => {
    expect(await asked(`variable "office" {}${hcl}`, 22)).toBe(`unknown: ${because}`);
  });

  test('does not matter where something known stops it', async () => {
    const hcl = `variable "office" {}${publicHost(lets.in(22, 'var.office'), '')}`;
    expect(await asked(hcl, 22)).toMatch(/^blocked: public address/);
  });

  test('does not matter beside something known that lets it pass', async () => {
    const hcl = `variable "office" {}${publicHost(lets.in(22, 'var.office') + lets.in(22, '0.0.0.0/0'))}`;
    expect(await asked(hcl, 22)).toBe('reachable: tcp 22');
  });

  test('a deny that is not known leaves in doubt what it may deny', async () => {
    const rules = [
      'in 50 deny tcp 22 var.office',
      'in 100 allow tcp 22 0.0.0.0/0',
      'out 100 allow tcp 1024-65535 0.0.0.0/0',
    ];
    const hcl = `variable "office" {}${publicHost(lets.in(22, '0.0.0.0/0'))}${acl('web', ['web'], rules)}`;
    expect(await asked(hcl, 22)).toBe('unknown: var.office has no value (needed by network ACL aws_network_acl.web)');
  });
});
