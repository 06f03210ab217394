import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

/** Objects, as Terraform has them, have no prototype: nothing may make a text of them by itself. */
const object = '{ a = [{ b = 1 }] }';
const world = (rule: string) => `
  ${vpc}${subnet('web', 1, toInternet)}${subnet('db', 2)}
  ${instance('web', 'web', lets.in(80, '0.0.0.0/0') + lets.allOut, 'associate_public_ip_address = true')}
  ${instance('db', 'db', lets.in(5432, '10.0.0.0/16'))}
  resource "aws_network_acl" "db" {
    vpc_id     = aws_vpc.main.id
    subnet_ids = [aws_subnet.db.id]
    ingress {
      ${rule}
      protocol   = "-1"
      cidr_block = "0.0.0.0/0"
      from_port  = 0
      to_port    = 0
    }
    egress {
      rule_no    = 100
      action     = "allow"
      protocol   = "-1"
      cidr_block = "0.0.0.0/0"
      from_port  = 0
      to_port    = 0
    }
  }`;

test.each([
  [`rule_no = ${object}\n action = "allow"`, 'the number of a rule of aws_network_acl.db'],
  [`rule_no = "first"\n action = "allow"`, 'the number of a rule of aws_network_acl.db'],
  [`rule_no = 100\n action = ${object}`, 'whether a rule of aws_network_acl.db allows or denies'],
  [`rule_no = 100`, 'whether a rule of aws_network_acl.db allows or denies'],
])('a rule of a network ACL with %s is not known', async (rule, because) => {
  expect(answerText(await ask(world(rule), 'web', 'db', 5432))).toBe(
    `unknown: ${because} (needed by network ACL aws_network_acl.db)`,
  );
});

test.each([
  ['associate_public_ip_address', `associate_public_ip_address = ${object}`],
  ['map_public_ip_on_launch', ''],
])('%s that is an object does not stop an answer', async (_, more) => {
  const hcl = `
    ${vpc}${subnet('web', 1, toInternet, `map_public_ip_on_launch = ${object}`)}
    ${instance('web', 'web', lets.in(80, '0.0.0.0/0'), more)}`;
  expect((await ask(hcl, 'internet', 'web', 80)).verdict).toBe('blocked');
});

test('nor do those of a load balancer and its targets', async () => {
  const hcl = `
    ${vpc}${subnet('web', 1, toInternet)}
    ${instance('web', 'web', lets.in(80, '0.0.0.0/0'))}
    resource "aws_lb" "main" {
      load_balancer_type = "network"
      subnets            = [aws_subnet.web.id]
    }
    resource "aws_lb_listener" "main" {
      load_balancer_arn = aws_lb.main.arn
      protocol          = ${object}
      port              = ${object}
      default_action {
        target_group_arn = aws_lb_target_group.main.arn
      }
    }
    resource "aws_lb_target_group" "main" {
      port               = ${object}
      preserve_client_ip = ${object}
    }
    resource "aws_lb_target_group_attachment" "main" {
      target_group_arn = aws_lb_target_group.main.arn
      target_id        = aws_instance.web.id
    }`;
  expect((await ask(hcl, 'internet', 'web', 80)).verdict).toBe('unknown');
});
