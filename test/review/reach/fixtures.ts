import { graphOfHcl } from '../../../review/model/load';
import {
  find,
  portsText,
  reachInEveryVariant,
  topologyOf,
  type Answer,
  type Party,
  type PortQuery,
} from '../../../review/reach';

/** What is between two names in HCL, of which each means one thing. */
export async function ask(hcl: string, from: string, to: string, expected: number | PortQuery = {}): Promise<Answer> {
  const topology = topologyOf(await graphOfHcl(hcl));
  const one = (name: string): Party => {
    const { parties } = find(topology, name);
    if (parties?.length !== 1) throw new Error(`${name} is ${parties?.length ?? 0} things`);
    return parties[0]!;
  };
  return reachInEveryVariant(
    topology,
    one(from),
    one(to),
    typeof expected === 'number' ? { port: expected } : expected,
  );
}

/** An answer in a line: `reachable: tcp 5432`, `blocked: security group aws_security_group.b allows no tcp 22 in from internet`. */
export function answerText({ verdict, ports, stop, because }: Answer): string {
  if (verdict === 'reachable') return `reachable: ${portsText(ports)}`;
  if (verdict === 'unknown') return `unknown: ${because}`;
  return `blocked: ${stop?.layer} ${stop?.label} ${stop?.text}`;
}

/** A VPC, 10.0.0.0/16, with an internet gateway. */
export const vpc = `
  resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
  resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
`;

/** A subnet, 10.0.<n>.0/24, with a table of its own and what `routes` puts there. */
export function subnet(name: string, n: number, routes = '', more = ''): string {
  return `
  resource "aws_subnet" "${name}" {
    vpc_id = aws_vpc.main.id
    cidr_block = "10.0.${n}.0/24"
    ${more}
  }
  resource "aws_route_table" "${name}" {
    vpc_id = aws_vpc.main.id
    ${routes}
  }
  resource "aws_route_table_association" "${name}" {
    subnet_id = aws_subnet.${name}.id
    route_table_id = aws_route_table.${name}.id
  }
`;
}

export const toInternet = 'route {\n cidr_block = "0.0.0.0/0"\n gateway_id = aws_internet_gateway.main.id\n }';

/** A group and an instance in a subnet that has it; the rules are written as HCL blocks. */
export function instance(name: string, subnet: string, rules: string, more = ''): string {
  return `
  resource "aws_security_group" "${name}" {
    vpc_id = aws_vpc.main.id
    ${rules}
  }
  resource "aws_instance" "${name}" {
    subnet_id = aws_subnet.${subnet}.id
    vpc_security_group_ids = [aws_security_group.${name}.id]
    ${more}
  }
`;
}

const block = (direction: string, protocol: string, from: number, to: number, peer: string) =>
  `${direction} {\n protocol = "${protocol}"\n from_port = ${from}\n to_port = ${to}\n ${peer}\n }\n`;

/** Rules of a group: `peer` is a block of addresses, else what is written. */
export const lets = {
  in: (port: number, peer: string, protocol = 'tcp') => block('ingress', protocol, port, port, peerText(peer)),
  out: (port: number, peer: string, protocol = 'tcp') => block('egress', protocol, port, port, peerText(peer)),
  allOut: block('egress', '-1', 0, 0, 'cidr_blocks = ["0.0.0.0/0"]\n ipv6_cidr_blocks = ["::/0"]'),
};

function peerText(peer: string): string {
  if (peer.includes('=')) return peer;
  return `${peer.includes(':') ? 'ipv6_cidr_blocks' : 'cidr_blocks'} = [${peer
    .split(' ')
    .map((one) => (one.startsWith('var.') ? one : `"${one}"`))
    .join(', ')}]`;
}

/** An ACL of subnets: `in 100 allow tcp 443-443 0.0.0.0/0`, a rule a line. */
export function acl(name: string, subnets: readonly string[], rules: readonly string[]): string {
  const blocks = rules.map((rule) => {
    const [way, number, action, protocol, ports = '0-0', cidr = ''] = rule.split(' ');
    const [from, to = from] = ports.split('-');
    const attribute = cidr.includes(':') ? 'ipv6_cidr_block' : 'cidr_block';
    return `${way === 'in' ? 'ingress' : 'egress'} {
      rule_no = ${number}
      action = "${action}"
      protocol = "${protocol}"
      from_port = ${from}
      to_port = ${to}
      ${attribute} = ${cidr.startsWith('var.') ? cidr : `"${cidr}"`}
    }`;
  });
  return `
  resource "aws_network_acl" "${name}" {
    vpc_id = aws_vpc.main.id
    subnet_ids = [${subnets.map((one) => `aws_subnet.${one}.id`).join(', ')}]
    ${blocks.join('\n')}
  }
`;
}
