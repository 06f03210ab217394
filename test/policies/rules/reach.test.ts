import { reach } from '../../../policies/rules/reach';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import { graphOfHcl } from '../../../review/model/load';

/** Findings of a rule, as `fail aws_instance.a: …`. */
async function findings(hcl: string, id: string): Promise<string[]> {
  const rules = reach.filter((rule) => rule.id === id);
  return evaluate(await graphOfHcl(hcl), rules, (name) => factsFor(name, 'critical'))
    .filter(({ status }) => status !== 'pass')
    .map((finding) => {
      const { status } = finding;
      const found = status === 'fail' ? finding.found : status === 'unknown' ? finding.because : '';
      return `${status} ${('attribute' in finding && finding.attribute) || ''}: ${found}`;
    });
}

const network = `
  resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
  resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
  resource "aws_subnet" "main" {
    vpc_id = aws_vpc.main.id
    cidr_block = "10.0.1.0/24"
  }
  resource "aws_subnet" "other" {
    vpc_id = aws_vpc.main.id
    cidr_block = "10.0.2.0/24"
  }
  resource "aws_default_route_table" "main" {
    default_route_table_id = aws_vpc.main.default_route_table_id
    route {
      cidr_block = "0.0.0.0/0"
      gateway_id = aws_internet_gateway.main.id
    }
  }
  `;
const group = (name: string, from: number, to: number, cidr = '0.0.0.0/0') => `
  resource "aws_security_group" "${name}" {
    vpc_id = aws_vpc.main.id
    ingress {
      protocol = "tcp"
      from_port = ${from}
      to_port = ${to}
      cidr_blocks = ["${cidr}"]
    }
  }
  `;
const hosts = (count: number, groupName: string, subnet = 'main') =>
  Array.from(
    { length: count },
    (_, index) => `
  resource "aws_instance" "${groupName}${subnet}${index}" {
    subnet_id = aws_subnet.${subnet}.id
    vpc_security_group_ids = [aws_security_group.${groupName}.id]
    associate_public_ip_address = true
  }
  `,
  ).join('');

describe('administration ports: one cause is one finding', () => {
  const rule = 'reach/no-admin-port-from-internet';

  test('of all ports of a range, and of every host that has the group, wherever it is', async () => {
    const [found, ...more] = await findings(
      network + group('open', 0, 65_535) + hosts(2, 'open') + hosts(2, 'open', 'other'),
      rule,
    );
    expect(more).toEqual([]);
    expect(found).toContain('tcp 22-23, 2375, 3389, 5900, 5985-5986 by security group aws_security_group.open');
    for (const name of ['openmain0', 'openmain1', 'openother0', 'openother1'])
      expect(found).toContain(`aws_instance.${name}`);
  });

  test('two bad groups are two', async () => {
    const hcl = network + group('one', 22, 22) + group('two', 22, 22) + hosts(1, 'one') + hosts(1, 'two');
    expect(await findings(hcl, rule)).toEqual([
      'fail aws_instance.onemain0: tcp 22 by security group aws_security_group.one, which allows tcp 22 in from 0.0.0.0/0',
      'fail aws_instance.twomain0: tcp 22 by security group aws_security_group.two, which allows tcp 22 in from 0.0.0.0/0',
    ]);
  });

  test('a database in an open group never answers them', async () => {
    const database = `
      resource "aws_db_subnet_group" "main" {
        name = "main"
        subnet_ids = [aws_subnet.main.id]
      }
      resource "aws_db_instance" "main" {
        engine = "mysql"
        db_subnet_group_name = aws_db_subnet_group.main.name
        publicly_accessible = true
        vpc_security_group_ids = [aws_security_group.open.id]
      }
      `;
    const hcl = network + group('open', 0, 65_535) + database;
    expect(await findings(hcl, rule)).toEqual([]);
    expect(await findings(hcl, 'reach/data-tier-not-from-internet')).toEqual([
      'fail aws_db_instance.main: tcp 3306 by security group aws_security_group.open, which allows tcp in from 0.0.0.0/0',
    ]);
  });

  test('what is not known is told once for all ports', async () => {
    const hcl = `variable "subnet" {}\n${network}${group('open', 0, 65_535)}${hosts(2, 'open').replaceAll('aws_subnet.main.id', 'var.subnet')}`;
    expect(await findings(hcl, rule)).toEqual([
      expect.stringMatching(/^unknown aws_instance.openmain0 and 1 more: var.subnet has no value/),
    ]);
  });
});

describe('what forwards an administration port, and what answers none', () => {
  const nlb = (listens: number, group = 'closed') => `${network}${group === 'closed' ? vpcOnly : ''}
    resource "aws_instance" "main" {
      subnet_id              = aws_subnet.main.id
      vpc_security_group_ids = [aws_security_group.${group}.id]
    }
    resource "aws_lb" "main" {
      load_balancer_type = "network"
      subnets            = [aws_subnet.main.id]
    }
    resource "aws_lb_target_group" "main" {
      port               = 22
      protocol           = "TCP"
      vpc_id             = aws_vpc.main.id
      preserve_client_ip = ${listens === 22}
    }
    resource "aws_lb_target_group_attachment" "main" {
      target_group_arn = aws_lb_target_group.main.arn
      target_id        = aws_instance.main.id
    }
    resource "aws_lb_listener" "main" {
      load_balancer_arn = aws_lb.main.arn
      port              = ${listens}
      protocol          = "TCP"
      default_action {
        type             = "forward"
        target_group_arn = aws_lb_target_group.main.arn
      }
    }`;
  const vpcOnly = group('closed', 22, 22, '10.0.0.0/16');
  const id = 'reach/no-admin-port-from-internet';

  test('a network load balancer is not open where its target rejects the address of the client', async () => {
    expect(await findings(nlb(22), id)).toEqual([]);
  });

  test('a network load balancer and the target that accepts its traffic are one finding', async () => {
    const found = await findings(nlb(22, 'open') + group('open', 22, 22), id);
    expect(found).toEqual([expect.stringMatching(/^fail aws_instance.main: /)]);
  });

  test('a load balancer without targets in the input is judged itself', async () => {
    const withoutTarget = nlb(22).replace(/resource "aws_lb_target_group_attachment"[^}]*}/, '');
    expect(await findings(withoutTarget, id)).toEqual([
      'fail aws_lb.main: tcp 22 by network ACL of aws_vpc.main, which allows everything (default network ACL)',
    ]);
  });

  test('a database whose port is not known answers no administration port', async () => {
    const database = `${network}
      resource "aws_rds_cluster_instance" "main" {
        cluster_identifier  = "elsewhere"
        engine              = "aurora-mysql"
        publicly_accessible = true
      }`;
    expect(await findings(database, id)).toEqual([]);
    expect(await findings(database, 'reach/data-tier-not-from-internet')).toHaveLength(1);
  });
});
