import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Graph } from '../../../review/model/graph';
import { graphOfHcl, graphOfStacks } from '../../../review/model/load';
import { securityGroup } from '../../../policies/rules/security-group';

const facts = (name: string) => factsFor(name, 'critical');

/** The catalogue's ids of what fails, with the message: `SG-01 aws_security_group.web ingress.0.cidr_blocks: …`. */
function failures(graph: Graph, ...ids: readonly string[]): string[] {
  const rules = securityGroup.filter(({ aliases }) => ids.includes(aliases[0]!));
  return evaluate(graph, rules, facts)
    .filter(({ status }) => status === 'fail')
    .map(({ aliases, message }) => `${aliases[0]} ${message}`);
}

const rule = (name: string, body: string, group = 'web') => `
  resource "aws_vpc_security_group_ingress_rule" "${name}" {
    security_group_id = aws_security_group.${group}.id
    ${body}
  }`;
const group = 'resource "aws_security_group" "web" {}';

describe('addresses that are the world together', () => {
  test('are told by every rule that is a part of it, and by none that is not', async () => {
    const graph = await graphOfHcl(`${group}
      ${rule('low', 'ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "0.0.0.0/1"')}
      ${rule('high', 'ip_protocol = "-1"\n cidr_ipv4 = "128.0.0.0/1"')}
      ${rule('office', 'ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "203.0.113.0/24"')}`);
    expect(failures(graph, 'SG-01').map((message) => message.replace(/,.*/, ''))).toEqual([
      'SG-01 aws_vpc_security_group_ingress_rule.low cidr_ipv4: expected no SSH (22) or RDP (3389) from the IPv4 internet',
      'SG-01 aws_vpc_security_group_ingress_rule.high cidr_ipv4: expected no SSH (22) or RDP (3389) from the IPv4 internet',
    ]);
  });

  test('count only where the ports meet', async () => {
    const quarters = ['0.0.0.0/3', '32.0.0.0/3'].map((cidr, index) =>
      rule(
        `r${index}`,
        `ip_protocol = "tcp"\n from_port = ${22 + index}\n to_port = ${22 + index}\n cidr_ipv4 = "${cidr}"`,
      ),
    );
    const graph = await graphOfHcl([group, ...quarters].join('\n'));
    // A /3 alone is more than anybody owns.
    expect(failures(graph, 'SG-01')).toHaveLength(1);
    const small = ['17.0.0.0/8', '18.0.0.0/8'].map((cidr, index) =>
      rule(
        `r${index}`,
        `ip_protocol = "tcp"\n from_port = ${22 + index}\n to_port = 22${index}\n cidr_ipv4 = "${cidr}"`,
      ),
    );
    expect(failures(await graphOfHcl([group, ...small].join('\n')), 'SG-01')).toEqual([]);
  });

  test('do not add up over two groups', async () => {
    const graph = await graphOfHcl(`${group}
      resource "aws_security_group" "other" {}
      ${rule('one', 'ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "17.0.0.0/8"')}
      ${rule('two', 'ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "18.0.0.0/8"', 'other')}`);
    expect(failures(graph, 'SG-01')).toEqual([]);
  });

  test('are found in any order of many rules', async () => {
    const blocks = Array.from({ length: 256 }, (_, index) => `${(index * 37) % 256}.0.0.0/8`);
    const graph = await graphOfHcl(`${group}
      ${blocks
        .map((cidr, index) =>
          rule(`r${index}`, `ip_protocol = "tcp"\n from_port = ${index}\n to_port = 1000\n cidr_ipv4 = "${cidr}"`),
        )
        .join('\n')}`);
    expect(failures(graph, 'SG-03').length).toBeGreaterThan(200);
  });
});

describe('a rule beside others', () => {
  test('is judged whatever stands before it', async () => {
    const graph = await graphOfHcl(`
      resource "aws_security_group" "web" {
        ingress {
          protocol  = "-1"
          from_port = 0
          to_port   = 0
          self      = true
        }
        ingress {
          protocol         = "tcp"
          from_port        = 3389
          to_port          = 3389
          cidr_blocks      = ["0.0.0.0/0"]
          ipv6_cidr_blocks = ["::/0"]
        }
      }`);
    expect(failures(graph, 'SG-01', 'SG-02', 'SG-05')).toEqual([
      'SG-01 aws_security_group.web ingress.1.cidr_blocks: expected no SSH (22) or RDP (3389) from the IPv4 internet, found "0.0.0.0/0" on port 3389',
      'SG-02 aws_security_group.web ingress.1.ipv6_cidr_blocks: expected no SSH (22) or RDP (3389) from the IPv6 internet, found "::/0" on port 3389',
    ]);
  });

  test('is one finding for each place, however many of its ports are at fault', async () => {
    const graph = await graphOfHcl(`${group}${rule('all', 'ip_protocol = "-1"\n cidr_ipv4 = "0.0.0.0/0"')}`);
    expect(failures(graph, 'SG-01', 'SG-03', 'SG-04', 'SG-05').map((message) => message.slice(0, 5))).toEqual([
      'SG-01',
      'SG-04',
      'SG-05',
      'SG-03',
    ]);
  });
});

test('a rule that another stack adds to a group is judged with the group', async () => {
  const backend = (key: string) => ({ backend: { s3: { bucket: 'example-state', key } } });
  const stacks = [
    {
      name: 'prod-network',
      environment: 'prod',
      file: 'network.json',
      json: {
        terraform: backend('network'),
        resource: { aws_security_group: { web: {} } },
        output: { group: { value: '${aws_security_group.web.id}' } },
      },
    },
    {
      name: 'prod-app',
      environment: 'prod',
      file: 'app.json',
      json: {
        terraform: backend('app'),
        data: {
          terraform_remote_state: {
            network: { backend: 's3', config: { bucket: 'example-state', key: 'network' } },
          },
        },
        resource: {
          aws_vpc_security_group_ingress_rule: Object.fromEntries(
            ['0.0.0.0/1', '128.0.0.0/1'].map((cidr, index) => [
              `half${index}`,
              {
                security_group_id: '${data.terraform_remote_state.network.outputs.group}',
                ip_protocol: 'tcp',
                from_port: 5432,
                to_port: 5432,
                cidr_ipv4: cidr,
                cidr_ipv6: null,
                referenced_security_group_id: null,
              },
            ]),
          ),
          aws_instance: {
            web: { vpc_security_group_ids: ['${data.terraform_remote_state.network.outputs.group}'] },
          },
        },
      },
    },
  ];
  const graph = await graphOfStacks(stacks);
  expect(failures(graph, 'SG-04', 'SG-08')).toEqual([
    expect.stringContaining('half0 cidr_ipv4: expected no database, cache or admin port from the internet'),
    expect.stringContaining('half1 cidr_ipv4: expected no database, cache or admin port from the internet'),
  ]);
});
