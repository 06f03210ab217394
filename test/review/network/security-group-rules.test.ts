import { graphOfHcl } from '../../../review/model/load';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { opens } from '../../../review/network/ports';
import { rulesOfGroup, rulesWrittenIn, type GroupRule } from '../../../review/network/security-group-rules';

const group = (body: string) => `resource "aws_security_group" "web" {\n${body}\n}`;

async function rulesOf(hcl: string): Promise<readonly GroupRule[]> {
  const graph = await graphOfHcl(hcl);
  return rulesOfGroup(graph, graph.all('aws_security_group')[0]!).rules;
}

/** A rule as one line: `ingress tcp 443-443 from 10.0.0.0/8, itself`. */
const line = ({ direction, protocol, ports, peers, path }: GroupRule) =>
  [
    ...(path ? [`[${path}]`] : []),
    direction,
    String(protocol),
    ports instanceof Unknown ? String(ports) : `${ports.from}-${ports.to}`,
    peers
      .map((peer) =>
        peer.kind === 'cidr' ? peer.cidr.text : peer.kind === 'unknown' ? String(peer.unknown) : peer.text,
      )
      .join(', '),
  ].join(' ');

describe('the rules of a group', () => {
  test('are the inline ones and those of both generations of rule resources', async () => {
    const rules = await rulesOf(`
      ${group('ingress {\n protocol = "tcp"\n from_port = 443\n to_port = 443\n cidr_blocks = ["10.0.0.0/8"]\n}')}
      resource "aws_security_group_rule" "old" {
        type                     = "egress"
        security_group_id        = aws_security_group.web.id
        protocol                 = "6"
        from_port                = 5432
        to_port                  = 5432
        source_security_group_id = aws_security_group.web.id
      }
      resource "aws_vpc_security_group_ingress_rule" "new" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "-1"
        cidr_ipv6         = "::/0"
      }`);
    expect(rules.map(line)).toEqual([
      '[ingress.0] ingress tcp 443-443 10.0.0.0/8',
      expect.stringMatching(/^egress tcp 5432-5432 .*aws_security_group\.web/),
      'ingress all 0-65535 ::/0',
    ]);
  });

  test('keep each block of addresses beside explicit nulls, and a group that refers to itself', async () => {
    const rules = await rulesOf(
      group(`
        ingress = [
          { protocol = "-1", from_port = 0, to_port = 0, self = true, cidr_blocks = null, security_groups = null },
          { protocol = "tcp", from_port = 22, to_port = 22, self = null, cidr_blocks = ["0.0.0.0/0", null], ipv6_cidr_blocks = [] },
          { protocol = "tcp", from_port = 80, to_port = 80, self = false, cidr_blocks = [] },
        ]`),
    );
    expect(rules.map(line)).toEqual([
      '[ingress.0] ingress all 0-65535 itself',
      '[ingress.1] ingress tcp 22-22 0.0.0.0/0',
    ]);
    expect(rules[0]!.peers).toMatchObject([{ kind: 'group', group: expect.any(Resource) }]);
  });

  test('of a prefix list are its entries, inline or as resources of their own; of one of AWS’s own, that list', async () => {
    const rules = await rulesOf(`
      ${group('')}
      resource "aws_ec2_managed_prefix_list" "offices" {
        entry {
          cidr = "203.0.113.0/24"
        }
      }
      resource "aws_ec2_managed_prefix_list_entry" "more" {
        prefix_list_id = aws_ec2_managed_prefix_list.offices.id
        cidr           = "0.0.0.0/0"
      }
      data "aws_ec2_managed_prefix_list" "cloudfront" {
        name = "com.amazonaws.global.cloudfront.origin-facing"
      }
      resource "aws_vpc_security_group_ingress_rule" "offices" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "tcp"
        from_port         = 443
        to_port           = 443
        prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
      }
      resource "aws_security_group_rule" "cloudfront" {
        type              = "ingress"
        security_group_id = aws_security_group.web.id
        protocol          = "tcp"
        from_port         = 443
        to_port           = 443
        prefix_list_ids   = [data.aws_ec2_managed_prefix_list.cloudfront.id, "pl-0abc"]
      }`);
    expect(rules.flatMap(({ peers }) => peers.map(({ kind }) => kind))).toEqual([
      'prefix-list',
      'unknown',
      'cidr',
      'cidr',
    ]);
  });

  test('of the default group are found whether it is named by itself or by its VPC', async () => {
    const graph = await graphOfHcl(`
      resource "aws_vpc" "main" {}
      resource "aws_default_security_group" "default" {
        vpc_id = aws_vpc.main.id
      }
      resource "aws_vpc_security_group_ingress_rule" "open" {
        security_group_id = aws_vpc.main.default_security_group_id
        ip_protocol       = "-1"
        cidr_ipv4         = "0.0.0.0/0"
      }`);
    const [byItself] = graph.all('aws_default_security_group');
    expect(rulesOfGroup(graph, byItself!).rules.map(line)).toEqual(['ingress all 0-65535 0.0.0.0/0']);
  });

  test('may be more than were found when a rule does not tell its group', async () => {
    const graph = await graphOfHcl(`
      variable "group" {}
      ${group('')}
      resource "aws_vpc_security_group_ingress_rule" "some" {
        security_group_id = var.group
        ip_protocol       = "-1"
        cidr_ipv4         = "0.0.0.0/0"
      }`);
    const { rules, unknown } = rulesOfGroup(graph, graph.all('aws_security_group')[0]!);
    expect(rules).toEqual([]);
    expect(unknown?.because).toBe('var.group has no value');
    expect(rulesWrittenIn(graph, graph.all('aws_vpc_security_group_ingress_rule')[0]!).map(line)).toEqual([
      'ingress all 0-65535 0.0.0.0/0',
    ]);
  });
});

describe('a peer that AWS decides', () => {
  test.each([
    ['"${aws_eip.nat.public_ip}/32"', 'network'],
    ['aws_vpc.ipam.cidr_block', 'network'],
    ['aws_vpc.ipam.ipv6_cidr_block', 'network'],
    ['"${var.address}/32"', 'network'],
    ['"${var.address}/0"', 'unknown'],
    ['var.block', 'unknown'],
    ['"everyone"', 'unknown'],
  ])('%s: %s', async (value, kind) => {
    const rules = await rulesOf(`
      variable "address" {}
      variable "block" {}
      resource "aws_eip" "nat" {}
      resource "aws_vpc" "ipam" {}
      ${group(`ingress {\n protocol = "tcp"\n from_port = 443\n to_port = 443\n cidr_blocks = [${value}]\n}`)}`);
    expect(rules.flatMap(({ peers }) => peers.map((peer) => peer.kind))).toEqual([kind]);
  });
});

describe('a port is open', () => {
  const ruleOf = async (protocol: string, ports: string) => {
    const [rule] = await rulesOf(
      `variable "port" {}\nvariable "protocol" {}\n${group(`ingress {\n protocol = ${protocol}\n ${ports}\n self = true\n}`)}`,
    );
    return rule!;
  };

  test.each([
    ['"tcp"', 'from_port = 22\n to_port = 22', true],
    ['"TCP"', 'from_port = "20"\n to_port = "30"', true],
    ['"6"', 'from_port = 0\n to_port = 65535', true],
    ['"-1"', 'from_port = 0\n to_port = 0', true],
    ['-1', 'from_port = null\n to_port = null', true],
    ['"all"', '', true],
    ['"udp"', 'from_port = 22\n to_port = 22', false],
    ['"tcp"', 'from_port = 23\n to_port = 65535', false],
    ['"icmp"', 'from_port = -1\n to_port = -1', false],
    ['var.protocol', 'from_port = 443\n to_port = 443', false],
  ])('%s %j: 22 by TCP %s', async (protocol, ports, isOpen) => {
    expect(opens(await ruleOf(protocol, ports), 'tcp', 22)).toBe(isOpen);
  });

  test.each([
    ['"tcp"', 'from_port = var.port\n to_port = 65535', 'var.port has no value'],
    ['var.protocol', 'from_port = 0\n to_port = 65535', 'var.protocol has no value'],
    ['"tcp"', 'from_port = "ssh"\n to_port = 22', 'a port is not a number'],
  ])('%s %j: nobody knows', async (protocol, ports, because) => {
    expect(opens(await ruleOf(protocol, ports), 'tcp', 22)).toEqual(new Unknown(because));
  });
});
