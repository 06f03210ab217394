import { acl, ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const host = (rules: string) =>
  `variable "on" {}\n${vpc}${subnet('web', 1, toInternet)}${instance('web', 'web', rules, 'associate_public_ip_address = true')}`;
const maybe = (resource: string) => resource.replace('{', '{\n count = var.on ? 1 : 0');
const open = lets.in(22, '0.0.0.0/0');
const rule = `resource "aws_security_group_rule" "ssh" {
  security_group_id = aws_security_group.web.id
  type = "ingress"
  protocol = "tcp"
  from_port = 22
  to_port = 22
  cidr_blocks = ["0.0.0.0/0"]
}
`;
const hole = acl('web', ['web'], ['in 100 deny -1 0-0 0.0.0.0/0']);
const block =
  'resource "aws_vpc_block_public_access_options" "main" {\n internet_gateway_block_mode = "block-bidirectional"\n }\n';

describe('what may be absent, since its count is not known, decides nothing', () => {
  test.each([
    ['a rule that opens', host('') + maybe(rule)],
    ['a network ACL that denies', host(open) + maybe(hole)],
    ['a block of public access', host(open) + maybe(block)],
    [
      'an internet gateway',
      host(open)
        .replace(/(resource "aws_internet_gateway" "main" \{)/, '$1\n count = var.on ? 1 : 0\n')
        .replace('aws_internet_gateway.main.id', 'aws_internet_gateway.main[0].id'),
    ],
  ])('%s', async (_, hcl) => {
    expect(answerText(await ask(hcl, 'internet', 'aws_instance.web', 22))).toMatch(/^unknown: /);
  });

  test('names what decides, of all that depend on the same condition', async () => {
    const queue = maybe('resource "aws_sqs_queue" "first" {\n }\n');
    const answer = await ask(queue + host('') + maybe(rule), 'internet', 'aws_instance.web', 22);
    expect(answerText(answer)).toMatch(/^unknown: aws_security_group_rule\.ssh\[0\] may be absent/);
  });

  test('where the rest decides, it does not matter', async () => {
    expect(answerText(await ask(host('') + maybe(hole), 'internet', 'aws_instance.web', 22))).toMatch(/^blocked/);
    expect(answerText(await ask(host(open) + maybe(rule), 'internet', 'aws_instance.web', 22))).toBe(
      'reachable: tcp 22',
    );
  });
});

test('a default subnet has the main route table of the default VPC', async () => {
  const hcl = `resource "aws_default_subnet" "a" {
      availability_zone = "eu-west-1a"
    }
    resource "aws_security_group" "web" {
      ${open}
    }
    resource "aws_instance" "web" {
      subnet_id = aws_default_subnet.a.id
      vpc_security_group_ids = [aws_security_group.web.id]
    }
    `;
  expect(answerText(await ask(hcl, 'internet', 'aws_instance.web', 22))).toBe('reachable: tcp 22');
});
