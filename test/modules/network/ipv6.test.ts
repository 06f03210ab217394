import { Network, subnetIpv6Number, type Ipv6, type NetworkProps, type Tier } from '../../../modules/network';
import { SecurityGroup } from '../../../modules/security-group';
import { synth, type Attributes, type Synthesized } from '../../support/synth';

const account = '111122223333';
const props: NetworkProps = {
  ...{ name: 'prod', account, region: 'eu-west-1', cidr: '10.30.0.0/16', natGateways: 'per-zone' },
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` },
  flowLogs: { key: { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` }, retentionDays: 365 },
};
const network = (ipv6?: Ipv6, more: Partial<NetworkProps> = {}) =>
  synth((stack) => new Network(stack, 'network', { ...props, ...(ipv6 && { ipv6 }), ...more }));

const tiers: readonly Tier[] = ['public', 'private', 'data'];
const bare = ({ json }: Synthesized) =>
  JSON.stringify(json.resource, (name, value) => (name === '//' ? undefined : value));

/** The resource that a reference such as `${aws_subnet.x.id}` points to. */
function target(synthesized: Synthesized, reference: string): Attributes {
  const [, type, name] = /^\$\{(\w+)\.([\w-]+)\.\w+\}$/.exec(reference)!;
  return synthesized.json.resource[type!][name!];
}

/** Where `::/0` of each route table leads. */
function worldRoutes(synthesized: Synthesized): Record<string, string> {
  return Object.fromEntries(
    synthesized
      .all('aws_route')
      .filter((route) => route.destination_ipv6_cidr_block)
      .map((route) => {
        expect(route).toMatchObject({ destination_ipv6_cidr_block: '::/0' });
        expect(route).not.toHaveProperty('destination_cidr_block');
        const way = route.gateway_id ? 'internet' : route.egress_only_gateway_id ? 'egress only' : 'other';
        return [target(synthesized, route.route_table_id).tags.Name, way];
      }),
  );
}

describe('the address plan of IPv6', () => {
  const letters = [...'abcdefgh'];

  test('has a number below 256 for every zone letter and tier, each once', () => {
    const numbers = letters.flatMap((letter) => tiers.map((tier) => subnetIpv6Number(`eu-west-1${letter}`, tier)));
    expect(new Set(numbers).size).toBe(24);
    expect(Math.min(...numbers)).toBe(0);
    expect(Math.max(...numbers)).toBeLessThan(256);
  });

  test('stays as it is: other numbers are other ranges, which AWS gives to no subnet in use', () => {
    const of = (zone: string) => tiers.map((tier) => subnetIpv6Number(zone, tier));
    expect(letters.map((letter) => of(`eu-west-1${letter}`).join(' '))).toEqual([
      ...['1 0 2', '33 32 34', '65 64 66', '97 96 98', '129 128 130', '161 160 162', '193 192 194', '225 224 226'],
    ]);
  });

  test('gives each subnet its /64 of the range of the VPC', () => {
    const synthesized = network('on');
    const [vpc] = synthesized.resources('aws_vpc');
    expect(vpc!.attributes.assign_generated_ipv6_cidr_block).toBe(true);
    for (const { tags, availability_zone, ipv6_cidr_block } of synthesized.all('aws_subnet')) {
      const number = subnetIpv6Number(availability_zone, tags.tier);
      expect(ipv6_cidr_block).toBe(`\${cidrsubnet(aws_vpc.${vpc!.name}.ipv6_cidr_block, 8, ${number})}`);
    }
  });

  test('moves no subnet when a zone is added, retires or goes', () => {
    const ranges = (zones: NetworkProps['zones']) =>
      Object.fromEntries(
        network('on', { zones })
          .all('aws_subnet')
          .map(({ tags, ipv6_cidr_block }) => [tags.Name, ipv6_cidr_block]),
      );
    const all = ranges(props.zones);
    expect(ranges(['eu-west-1c', { retiring: 'eu-west-1b' }, 'eu-west-1a'])).toEqual(all);
    expect(all).toMatchObject(ranges(['eu-west-1c']));
  });
});

describe('a network with IPv6', () => {
  test('routes it as IPv4: the public tier both ways, the private tier out alone, the data tier nowhere', () => {
    const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
    expect(worldRoutes(network('on'))).toEqual({
      ...Object.fromEntries(zones.map((zone) => [`prod-public-${zone}`, 'internet'])),
      ...Object.fromEntries(zones.map((zone) => [`prod-private-${zone}`, 'egress only'])),
    });
  });

  test('has no way out for a private tier that has none over IPv4, and gives it no addresses', () => {
    const synthesized = network('on', { natGateways: 'none' });
    expect(synthesized.types()).not.toContain('aws_egress_only_internet_gateway');
    expect(Object.values(worldRoutes(synthesized))).toEqual(['internet', 'internet', 'internet']);
    for (const subnet of synthesized.all('aws_subnet')) expect(subnet.assign_ipv6_address_on_creation).toBe(false);
  });

  test('gives addresses by itself in the private tier alone', () => {
    for (const { tags, assign_ipv6_address_on_creation: assigns } of network('on').all('aws_subnet'))
      expect([tags.Name, assigns]).toEqual([tags.Name, tags.tier === 'private']);
  });

  test('has rules of network ACLs for it, of its own range and the world', () => {
    const synthesized = network('on', { sshFromCidrs: ['198.51.100.0/24'] });
    const own = synthesized.reference('aws_vpc', 'ipv6_cidr_block');
    const ranges = synthesized.all('aws_network_acl_rule').map((rule) => {
      expect(Object.hasOwn(rule, 'cidr_block')).not.toBe(Object.hasOwn(rule, 'ipv6_cidr_block'));
      return rule.ipv6_cidr_block;
    });
    expect([...new Set(ranges)].sort()).toEqual([own, '::/0', undefined].sort());
    const ssh = synthesized.all('aws_network_acl_rule').filter(({ from_port }) => from_port === 22);
    expect(ssh.map(({ cidr_block }) => cidr_block)).toEqual(['198.51.100.0/24']);
  });

  test('leaves everything of IPv4 where it is: only the VPC and subnets change, and only by their ranges', () => {
    const [off, on] = [network(), network('on')];
    for (const { type, name, attributes } of off.resources()) {
      const { '//': _, ...was } = attributes;
      expect(on.json.resource[type]![name]).toMatchObject(was);
    }
  });

  test('keeps its endpoints on IPv4', () => {
    for (const endpoint of network('on', { interfaceEndpoints: ['ssm'] }).all('aws_vpc_endpoint'))
      expect(endpoint).not.toHaveProperty('ip_address_type');
  });
});

describe('IPv6 that retires', () => {
  test('off, which is the default, is IPv4 alone', () => {
    expect(bare(network('off'))).toBe(bare(network()));
    expect(/ipv6|::\/0/.test(bare(network()))).toBe(false);
  });

  test('first gives no more addresses, and nothing else changes', () => {
    const before = bare(network('on'));
    expect(bare(network({ retiring: 'addresses' }))).toBe(
      before.replaceAll('"assign_ipv6_address_on_creation":true', '"assign_ipv6_address_on_creation":false'),
    );
  });

  test('then keeps the range of the VPC alone, which goes last', () => {
    expect(bare(network({ retiring: 'ranges' })).replace('"assign_generated_ipv6_cidr_block":true,', '')).toBe(
      bare(network('off')),
    );
  });
});

describe('the security group of a network', () => {
  const opened = (ipv6: Ipv6) =>
    synth((stack) => {
      const group = { network: new Network(stack, 'network', { ...props, ipv6 }), name: 'web', description: 'Web' };
      const { connections } = new SecurityGroup(stack, 'web', group);
      connections.allowToInternet(443, 'Payments');
      connections.allowFromInternet(443, 'The shop');
    });
  const ranges = (synthesized: Synthesized, way: 'egress' | 'ingress') =>
    synthesized
      .all(`aws_vpc_security_group_${way}_rule`)
      .map(({ cidr_ipv4, cidr_ipv6, from_port }) => `${cidr_ipv4 ?? cidr_ipv6} ${from_port}`)
      .sort();

  test.each(['on', { retiring: 'addresses' }] as const)('opens IPv6 too where that is %j', (ipv6) => {
    expect(ranges(opened(ipv6), 'egress')).toEqual(['0.0.0.0/0 443', '::/0 443']);
    expect(ranges(opened(ipv6), 'ingress')).toEqual(['0.0.0.0/0 443', '::/0 443']);
  });

  test.each(['off', { retiring: 'ranges' }] as const)('opens IPv4 alone where it is %j', (ipv6) => {
    expect(ranges(opened(ipv6), 'egress')).toEqual(['0.0.0.0/0 443']);
    expect(ranges(opened(ipv6), 'ingress')).toEqual(['0.0.0.0/0 443']);
  });

  test('that another stack made is like one of this, if its network is told', () => {
    const imported = (network?: { vpcId: string; ipv6Cidr: string }) =>
      synth((stack) => {
        const group = SecurityGroup.import(stack, 'web', { securityGroupId: 'sg-1' }, network);
        group.connections.allowToInternet(443, 'Payments');
      });
    expect(ranges(imported(), 'egress')).toEqual(['0.0.0.0/0 443']);
    const dual = imported({ vpcId: 'vpc-1', ipv6Cidr: '2001:db8:1234:1a00::/56' });
    expect(ranges(dual, 'egress')).toEqual(['0.0.0.0/0 443', '::/0 443']);
  });
});

test.each([
  ['yes', 'ipv6: expected one of off, on'],
  [{ retiring: 'all' }, 'ipv6.retiring: expected one of addresses, ranges, found "all"'],
  ['${var.ipv6}', 'ipv6'],
])('ipv6 %j is refused', (ipv6, message) => {
  expect(() => network(ipv6 as never)).toThrow(message);
});

test.each(['10.0.0.0', 'fd00::', 5])('a range of IPv6 is one, not %j', (ipv6Cidr) => {
  const network = { vpcId: 'vpc-1', ipv6Cidr } as never;
  expect(() => synth((stack) => new SecurityGroup(stack, 'web', { network, name: 'web', description: 'Web' }))).toThrow(
    'network.ipv6Cidr: expected the IPv6 range of a VPC',
  );
});
