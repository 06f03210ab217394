import { acl, ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const ssh = lets.in(22, '0.0.0.0/0');
const group = (name: string, rules: string) =>
  `resource "aws_security_group" "${name}" {\n vpc_id = aws_vpc.main.id\n ${rules}\n }\n`;
const asked = async (hcl: string, to = 'aws_instance.web', port = 22) =>
  answerText(await ask(hcl, 'internet', to, port));
const inPublicSubnet = vpc + subnet('web', 1, toInternet);

describe('a host without a subnet', () => {
  const host = (more = '', rules = ssh) => `
    variable "subnet" {}
    resource "aws_security_group" "web" {
      ${rules}
    }
    resource "aws_instance" "web" {
      vpc_security_group_ids = [aws_security_group.web.id]
      ${more}
    }
    `;

  test('is in the default VPC, whose subnets give public addresses', async () => {
    expect(await asked(host())).toBe('reachable: tcp 22');
    expect(await asked(host('associate_public_ip_address = false'))).toMatch(/^blocked: public address/);
    expect(await asked(host('', lets.in(22, '10.0.0.0/8')))).toMatch(/^blocked: security group/);
  });

  test('is in the default group of the default VPC, whose rules the account has: not known', async () => {
    const bare = 'resource "aws_instance" "web" {\n}\n';
    expect(await asked(bare)).toMatch(/^unknown: the rules of the default group of the default VPC/);
  });

  test('is where a variable says: not known, unless its groups or its address stop everything', async () => {
    const named = 'subnet_id = var.subnet';
    expect(await asked(host(named))).toMatch(/^unknown: var.subnet has no value/);
    expect(await asked(host(`${named}\n associate_public_ip_address = true`))).toMatch(/^unknown: var.subnet/);
    expect(await asked(host(`${named}\n associate_public_ip_address = false`))).toMatch(/^blocked: public address/);
    expect(await asked(host(named, lets.in(22, '10.0.0.0/8')))).toMatch(/^blocked: security group/);
  });

  test('in a subnet that is looked up is not known either', async () => {
    const found = 'data "aws_subnet" "found" {\n id = "subnet-0123456789abcdef0"\n }\n';
    expect(await asked(found + host('subnet_id = data.aws_subnet.found.id'))).toMatch(/^unknown: /);
  });

  test('of a group in a VPC without a gateway has no way in, whichever its subnet is', async () => {
    const alone = 'resource "aws_vpc" "main" {\n cidr_block = "10.0.0.0/16"\n }\n';
    const hcl = `${alone}${host('subnet_id = var.subnet\n associate_public_ip_address = true', `vpc_id = aws_vpc.main.id\n ${ssh}`)}`;
    expect(await asked(hcl)).toMatch(/^blocked: internet gateway/);
  });
});

describe('a public address', () => {
  const host = (more = '') => inPublicSubnet + instance('web', 'web', ssh, more);

  test('may be an Elastic IP of an instance that is not known', async () => {
    const address = 'variable "host" {}\nresource "aws_eip" "one" {\n instance = var.host\n }\n';
    expect(await asked(host() + address)).toMatch(/^unknown: whether aws_eip.one is its address/);
    expect(await asked(host() + 'resource "aws_eip" "one" {}\n')).toMatch(/^blocked: public address/);
  });

  test('comes with an interface attached by a resource of its own', async () => {
    const one = (attachment: string) => `
      ${group('open', ssh)}
      resource "aws_network_interface" "one" {
        subnet_id = aws_subnet.web.id
        security_groups = [aws_security_group.open.id]
        ${attachment}
      }
      resource "aws_eip" "one" {
        network_interface = aws_network_interface.one.id
      }
      `;
    const shut = inPublicSubnet + instance('web', 'web', lets.in(443, '10.0.0.0/8'));
    const attachment = `resource "aws_network_interface_attachment" "one" {
      instance_id = aws_instance.web.id
      network_interface_id = aws_network_interface.one.id
      device_index = 1
    }
    `;
    expect(await asked(shut + one(''))).toMatch(/^blocked/);
    expect(await asked(shut + one('') + attachment)).toBe('reachable: tcp 22');
    expect(await asked(shut + one('attachment {\n instance = aws_instance.web.id\n device_index = 1\n }'))).toBe(
      'reachable: tcp 22',
    );
  });

  test('of one interface is not joined with the open group of another', async () => {
    const hcl = `
      ${inPublicSubnet}${subnet('private', 2)}
      ${group('shut', lets.in(443, '10.0.0.0/8'))}${group('open', ssh)}
      resource "aws_network_interface" "front" {
        subnet_id = aws_subnet.web.id
        security_groups = [aws_security_group.shut.id]
      }
      resource "aws_network_interface" "back" {
        subnet_id = aws_subnet.private.id
        security_groups = [aws_security_group.open.id]
      }
      resource "aws_eip" "front" {
        network_interface = aws_network_interface.front.id
      }
      resource "aws_instance" "web" {
        network_interface {
          device_index = 0
          network_interface_id = aws_network_interface.front.id
        }
        network_interface {
          device_index = 1
          network_interface_id = aws_network_interface.back.id
        }
      }
      `;
    expect(await asked(hcl)).toMatch(/^blocked: /);
  });

  test('is given by a launch template, and not known where the template is not', async () => {
    const scaled = (id: string) => `
      variable "template" {}
      ${inPublicSubnet}${group('web', ssh)}
      resource "aws_launch_template" "web" {
        name = "web"
        network_interfaces {
          associate_public_ip_address = true
          security_groups = [aws_security_group.web.id]
        }
      }
      resource "aws_autoscaling_group" "web" {
        vpc_zone_identifier = [aws_subnet.web.id]
        launch_template {
          id = ${id}
        }
      }
      `;
    expect(await asked(scaled('aws_launch_template.web.id'), 'aws_autoscaling_group.web')).toBe('reachable: tcp 22');
    expect(await asked(scaled('var.template'), 'aws_autoscaling_group.web')).toMatch(/^unknown: var.template/);
    expect(await asked(scaled('"lt-0123456789abcdef0"'), 'aws_autoscaling_group.web')).toMatch(
      /^unknown: the launch template of aws_autoscaling_group.web is not in the input/,
    );
  });

  test('is one of a spot request too', async () => {
    const hcl = `${inPublicSubnet}${group('web', ssh)}
      resource "aws_spot_instance_request" "web" {
        subnet_id = aws_subnet.web.id
        vpc_security_group_ids = [aws_security_group.web.id]
        associate_public_ip_address = true
      }
      resource "aws_spot_fleet_request" "fleet" {
        launch_specification {
          subnet_id = aws_subnet.web.id
          vpc_security_group_ids = [aws_security_group.web.id]
          associate_public_ip_address = true
        }
      }
      `;
    expect(await asked(hcl, 'aws_spot_instance_request.web')).toBe('reachable: tcp 22');
    expect(await asked(hcl, 'aws_spot_fleet_request.fleet')).toBe('reachable: tcp 22');
  });
});

describe('the groups of a host', () => {
  const withAddress = 'associate_public_ip_address = true';

  test('are more by aws_network_interface_sg_attachment', async () => {
    const hcl = (id: string) => `variable "interface" {}
      ${inPublicSubnet}${instance('web', 'web', lets.in(443, '10.0.0.0/8'), withAddress)}${group('open', ssh)}
      resource "aws_network_interface_sg_attachment" "more" {
        security_group_id = aws_security_group.open.id
        network_interface_id = ${id}
      }
      `;
    expect(await asked(hcl('aws_instance.web.primary_network_interface_id'))).toBe('reachable: tcp 22');
    expect(await asked(hcl('var.interface'))).toMatch(/^unknown: which host the interface/);
  });

  test('are the default group of the VPC, with the rules that are added to it', async () => {
    const host = `${inPublicSubnet}
      resource "aws_instance" "web" {
        subnet_id = aws_subnet.web.id
        ${withAddress}
      }
      `;
    const rule = `resource "aws_security_group_rule" "ssh" {
      security_group_id = aws_vpc.main.default_security_group_id
      type = "ingress"
      protocol = "tcp"
      from_port = 22
      to_port = 22
      cidr_blocks = ["0.0.0.0/0"]
    }
    `;
    expect(await asked(host)).toMatch(/^blocked: security group/);
    expect(await asked(host + rule)).toBe('reachable: tcp 22');
  });

  test('that are looked up have the rules that the input adds, and others', async () => {
    const hcl = (rules: string) => `${inPublicSubnet}
      data "aws_security_group" "found" {
        name = "web"
      }
      resource "aws_instance" "web" {
        subnet_id = aws_subnet.web.id
        vpc_security_group_ids = [data.aws_security_group.found.id]
        ${withAddress}
      }
      ${rules}`;
    const rule = `resource "aws_vpc_security_group_ingress_rule" "ssh" {
      security_group_id = data.aws_security_group.found.id
      ip_protocol = "tcp"
      from_port = 22
      to_port = 22
      cidr_ipv4 = "0.0.0.0/0"
    }
    `;
    expect(await asked(hcl(''))).toMatch(/^unknown: the rules of security group data.aws_security_group.found/);
    expect(await asked(hcl(rule))).toBe('reachable: tcp 22');
  });

  test('admit the block of the VPC, whatever that is', async () => {
    const hcl = `variable "cidr" {}
      ${(vpc + subnet('web', 1) + subnet('app', 2)).replace('"10.0.0.0/16"', 'var.cidr')}
      ${instance('app', 'app', lets.in(8080, 'cidr_blocks = [aws_vpc.main.cidr_block]'))}
      ${instance('web', 'web', lets.allOut)}`;
    expect(answerText(await ask(hcl, 'aws_instance.web', 'aws_instance.app', 8080))).not.toMatch(/^blocked/);
  });
});

describe('the default network ACL of a VPC', () => {
  const rule = (action: string, number: number) => `resource "aws_network_acl_rule" "ssh" {
    network_acl_id = aws_vpc.main.default_network_acl_id
    rule_number = ${number}
    rule_action = "${action}"
    protocol = "tcp"
    from_port = 22
    to_port = 22
    cidr_block = "0.0.0.0/0"
  }
  `;
  const host = inPublicSubnet + instance('web', 'web', ssh, 'associate_public_ip_address = true');

  test('stops what a rule that is added to it denies', async () => {
    expect(await asked(host + rule('deny', 50))).toBe(
      'blocked: network ACL of aws_vpc.main allows no tcp 22 in from internet',
    );
    expect(await asked(host + rule('deny', 150))).toBe('reachable: tcp 22');
  });

  test('is not in the way of a subnet with an ACL of its own', async () => {
    const own = acl('web', ['web'], ['in 100 allow -1 0-0 0.0.0.0/0', 'out 100 allow -1 0-0 0.0.0.0/0']);
    expect(await asked(host + rule('deny', 50) + own)).toBe('reachable: tcp 22');
  });

  test('may have a rule of which the ACL is not known', async () => {
    const stray = rule('deny', 50).replace('aws_vpc.main.default_network_acl_id', 'var.acl');
    expect(await asked(`variable "acl" {}\n${host}${stray}`)).toMatch(/^unknown: var.acl has no value/);
  });
});

describe('EKS', () => {
  const cluster = (more: string) => `${vpc}${subnet('web', 1)}
    resource "aws_eks_cluster" "main" {
      name = "main"
      vpc_config {
        subnet_ids = [aws_subnet.web.id]
        ${more}
      }
    }
    `;

  test('has a public endpoint unless that is switched off, for whom it says', async () => {
    const at = async (more: string) => answerText(await ask(cluster(more), 'internet', 'aws_eks_cluster.main'));
    expect(await at('')).toBe('reachable: tcp 443');
    expect(await at('endpoint_public_access = false')).toMatch(/^blocked/);
    const office = await ask(cluster('public_access_cidrs = ["203.0.113.0/24"]'), 'internet', 'aws_eks_cluster.main');
    expect([office.verdict, office.sources]).toEqual(['reachable', ['203.0.113.0/24']]);
    expect(answerText(await ask(cluster(''), 'internet', 'aws_eks_cluster.main', 22))).toMatch(/^blocked/);
  });

  test('opens SSH of nodes with a key to everyone, unless groups are named', async () => {
    const nodes = (more: string) => `${vpc}${subnet('web', 1, toInternet, 'map_public_ip_on_launch = true')}
      resource "aws_eks_cluster" "main" {
        name = "main"
        vpc_config {
          subnet_ids = [aws_subnet.web.id]
        }
      }
      ${group('office', '')}
      resource "aws_eks_node_group" "nodes" {
        cluster_name = aws_eks_cluster.main.name
        subnet_ids = [aws_subnet.web.id]
        ${more}
      }
      `;
    const key = (more = '') => `remote_access {\n ec2_ssh_key = "ops"\n ${more}\n }`;
    expect(await asked(nodes(key()), 'aws_eks_node_group.nodes')).toBe('reachable: tcp 22');
    expect(await asked(nodes(''), 'aws_eks_node_group.nodes')).toMatch(/^blocked/);
    const named = key('source_security_group_ids = [aws_security_group.office.id]');
    expect(await asked(nodes(named), 'aws_eks_node_group.nodes')).toMatch(/^blocked/);
  });
});

describe('what a thing listens on', () => {
  const open = lets.in(0, '0.0.0.0/0', '-1');

  test('is the port of a database alone, however wide its group is', async () => {
    const hcl = (more: string) => `${inPublicSubnet}${group('data', open)}
      resource "aws_db_subnet_group" "data" {
        name = "data"
        subnet_ids = [aws_subnet.web.id]
      }
      resource "aws_db_instance" "main" {
        db_subnet_group_name = aws_db_subnet_group.data.name
        vpc_security_group_ids = [aws_security_group.data.id]
        publicly_accessible = true
        ${more}
      }
      `;
    const mysql = hcl('engine = "mysql"');
    expect(answerText(await ask(mysql, 'internet', 'aws_db_instance.main'))).toBe('reachable: tcp 3306');
    expect(await asked(mysql, 'aws_db_instance.main')).toBe(
      'blocked: listener aws_db_instance.main listens on tcp 3306 only',
    );
    expect(answerText(await ask(hcl('engine = "postgres"\n port = 6000'), 'internet', 'aws_db_instance.main'))).toBe(
      'reachable: tcp 6000',
    );
  });

  test('is a load balancer’s listeners; without one in the input it is not known', async () => {
    const balancer = `${inPublicSubnet}${group('front', open)}
      resource "aws_lb" "front" {
        subnets = [aws_subnet.web.id]
        security_groups = [aws_security_group.front.id]
      }
      `;
    const listener = 'resource "aws_lb_listener" "https" {\n load_balancer_arn = aws_lb.front.arn\n port = 443\n }\n';
    expect(await asked(balancer + listener, 'aws_lb.front')).toMatch(/^blocked: listener/);
    expect(await asked(balancer + listener, 'aws_lb.front', 443)).toBe('reachable: tcp 443');
    expect(await asked(balancer, 'aws_lb.front')).toMatch(/^unknown: which ports aws_lb.front listens on/);
  });

  test('a group that admits other ports settles it, although the subnet is not in the input', async () => {
    const hcl = `
      resource "aws_security_group" "web" {
        vpc_id = "vpc-0aaaaaaaaaaaaaaa1"
        ${lets.in(443, '0.0.0.0/0')}
      }
      resource "aws_lb" "web" {
        subnets = ["subnet-0aaaaaaaaaaaaaaa1"]
        security_groups = [aws_security_group.web.id]
      }
      `;
    expect(await asked(hcl, 'aws_lb.web')).toMatch(/^blocked: security group aws_security_group.web allows no tcp 22/);
    expect(await asked(hcl, 'aws_lb.web', 443)).toMatch(/^unknown: /);
  });
});

test('a load balancer of IPv4 has no IPv6 address in a subnet that has both', async () => {
  const dual = (type: string) => `
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
      ipv6_cidr_block = "2001:db8:1234::/56"
    }
    resource "aws_internet_gateway" "main" {
      vpc_id = aws_vpc.main.id
    }
    ${subnet('web', 1, 'route {\n ipv6_cidr_block = "::/0"\n gateway_id = aws_internet_gateway.main.id\n }', 'ipv6_cidr_block = "2001:db8:1234:1::/64"')}
    ${group('front', lets.in(443, '::/0'))}
    resource "aws_lb" "front" {
      subnets = [aws_subnet.web.id]
      security_groups = [aws_security_group.front.id]
      ${type}
    }
    resource "aws_lb_listener" "https" {
      load_balancer_arn = aws_lb.front.arn
      port = 443
    }
    `;
  expect(await asked(dual(''), 'aws_lb.front', 443)).toMatch(/^blocked/);
  expect(await asked(dual('ip_address_type = "dualstack"'), 'aws_lb.front', 443)).toBe('reachable: tcp 443');
});
