import { Graph } from '../../../review/model/graph';
import { graphOfHcl } from '../../../review/model/load';
import { Resource } from '../../../review/model/resource';
import { Reference } from '../../../review/model/value';
import { find, reach, topologyOf } from '../../../review/reach';
import { instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

/** From the internet to `aws_instance.web`, port 22, where a module that was not read is given a resource. */
async function asked(hcl: string, given?: string): Promise<string> {
  const { resources } = await graphOfHcl(hcl);
  const [any] = resources;
  const resource = resources.find(({ address }) => address === given);
  const { root, provider, writtenAt } = any!;
  const module = new Resource(
    { address: 'module.other', mode: 'managed', type: '@module', name: 'other', root, provider, writtenAt },
    () => ({ options: resource ? [new Reference(resource, 'id')] : [] }),
  );
  const topology = topologyOf(new Graph([...resources, module]));
  const [from, to] = ['internet', 'aws_instance.web'].map((name) => find(topology, name).parties![0]!);
  return answerText(reach(topology, from!, to!, { port: 22 }));
}

const address = 'associate_public_ip_address = true';
const open = lets.in(22, '0.0.0.0/0');
const alone = 'resource "aws_vpc" "main" {\n cidr_block = "10.0.0.0/16"\n }\n';

describe('a module that was not read', () => {
  test.each([
    [
      'a rule to a group',
      vpc + subnet('web', 1, toInternet) + instance('web', 'web', '', address),
      'aws_security_group.web',
    ],
    ['a route to a table', vpc + subnet('web', 1) + instance('web', 'web', open, address), 'aws_route_table.web'],
    [
      'an address to an instance',
      vpc + subnet('web', 1, toInternet) + instance('web', 'web', open),
      'aws_instance.web',
    ],
  ])('may add %s that it is given', async (_, hcl, given) => {
    expect(await asked(hcl, given)).toMatch(
      new RegExp(`^unknown: what module.other, which was not read, adds to ${given}`),
    );
    expect(await asked(hcl)).toMatch(/^blocked: /);
  });

  test('may add a gateway to a VPC that it is given, where its routes may lead', async () => {
    const hcl = `${alone}
      resource "aws_subnet" "web" {
        vpc_id = aws_vpc.main.id
        cidr_block = "10.0.1.0/24"
      }
      ${instance('web', 'web', open, address)}`;
    expect(await asked(hcl, 'aws_vpc.main')).toMatch(
      /^unknown: what module.other, which was not read, adds to aws_vpc.main/,
    );
    expect(await asked(hcl)).toMatch(/^blocked: internet gateway/);
  });

  test('opens nothing that the rest stops', async () => {
    const hcl = vpc + subnet('web', 1, toInternet) + instance('web', 'web', lets.in(443, '10.0.0.0/8'), address);
    expect(await asked(hcl, 'aws_vpc.main')).toMatch(/^blocked: security group/);
    expect(await asked(hcl, 'aws_subnet.web')).toMatch(/^blocked: security group/);
  });
});
