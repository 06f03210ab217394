import { Network, type NetworkProps, type SecondaryRange } from '../../../modules/network';
import { secondaryAclRules } from '../../../modules/network/network-acl-rules';
import { synth, type Synthesized } from '../../support/synth';

const account = '111122223333';
const [a, b, c] = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] as const;
const cidr = '100.64.0.0/16';

function network(props: Partial<NetworkProps> = {}, use: (network: Network) => void = () => {}) {
  return synth((stack) => {
    use(
      new Network(stack, 'network', {
        ...{ name: 'prod', account, region: 'eu-west-1', cidr: '10.30.0.0/16', zones: [a, b], natGateways: 'per-zone' },
        flowLogs: { key: { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` }, retentionDays: 365 },
        topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` },
        interfaceEndpoints: ['kms', 'email-smtp'],
        ...props,
      }),
    );
  });
}

const withRange = (
  props: Partial<NetworkProps> = {},
  use: (range: SecondaryRange, network: Network) => void = () => {},
) => network(props, (made) => use(made.addSecondaryRange(cidr), made));

const isSecondary = ({ tags }: { tags?: { Name: string } }) => tags?.Name.startsWith('prod-secondary') ?? false;
const nameOf = (synthesized: Synthesized, reference: string): string => {
  const [, type, name] = /^\$\{(\w+)\.([\w-]+)\.\w+\}$/.exec(reference)!;
  return synthesized.json.resource[type!][name!].tags.Name;
};

test('the VPC has the range, before the subnets that lie in it', () => {
  const synthesized = withRange();
  const [association] = synthesized.resources('aws_vpc_ipv4_cidr_block_association');
  expect(association!.attributes).toMatchObject({
    vpc_id: synthesized.reference('aws_vpc', 'id'),
    cidr_block: cidr,
  });
  for (const { depends_on } of synthesized.all('aws_subnet').filter(isSecondary)) {
    expect(depends_on).toEqual([`aws_vpc_ipv4_cidr_block_association.${association!.name}`]);
  }
});

test('each zone has a private subnet, an eighth of the range by its letter, that hands out no public address', () => {
  const subnets = withRange({ zones: [c, a, b] })
    .all('aws_subnet')
    .filter(isSecondary);
  const found = subnets.map(({ tags, cidr_block, availability_zone }) => [tags.Name, cidr_block, availability_zone]);
  expect(found.sort()).toEqual([
    ['prod-secondary-eu-west-1a', '100.64.0.0/19', a],
    ['prod-secondary-eu-west-1b', '100.64.32.0/19', b],
    ['prod-secondary-eu-west-1c', '100.64.64.0/19', c],
  ]);
  for (const { tags, map_public_ip_on_launch } of subnets) {
    expect([tags.tier, map_public_ip_on_launch]).toEqual(['private', false]);
  }
});

test('they go out as the private tier of their zone does, through the same table', () => {
  const synthesized = withRange();
  const tables = synthesized
    .all('aws_route_table_association')
    .map(({ subnet_id, route_table_id }) => [nameOf(synthesized, subnet_id), nameOf(synthesized, route_table_id)])
    .filter(([subnet]) => subnet!.startsWith('prod-secondary'));
  expect(tables.sort()).toEqual([
    ['prod-secondary-eu-west-1a', 'prod-private-eu-west-1a'],
    ['prod-secondary-eu-west-1b', 'prod-private-eu-west-1b'],
  ]);
});

test('every tier knows its hosts as hosts of the VPC', () => {
  const synthesized = withRange();
  const rules = (name: string) =>
    synthesized
      .all('aws_network_acl_rule')
      .filter(({ network_acl_id }) => nameOf(synthesized, network_acl_id) === name)
      .map(({ egress, rule_number, cidr_block }) => [egress, rule_number, cidr_block].join(' '));
  for (const tier of ['public', 'private', 'data'] as const) {
    const own = secondaryAclRules(tier, cidr).map(({ egress, ruleNumber }) => [egress, ruleNumber, cidr].join(' '));
    expect(own).toHaveLength(tier === 'data' ? 2 : 4);
    expect(rules(`prod-${tier}`)).toEqual(expect.arrayContaining(own));
  }
  // What the private tier has, they have: the same rules in a network ACL of their own.
  expect(rules('prod-secondary').sort()).toEqual(rules('prod-private').sort());
  const [acl] = synthesized.all('aws_network_acl').filter(isSecondary);
  expect(acl?.subnet_ids.map((id: string) => nameOf(synthesized, id))).toEqual([
    'prod-secondary-eu-west-1a',
    'prod-secondary-eu-west-1b',
  ]);
});

test('the rules of a tier still fit a network ACL: no more than 20 in a direction', () => {
  const sshFromCidrs = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}/32`);
  const synthesized = withRange({ sshFromCidrs });
  const count = new Map<string, Set<number>>();
  for (const { network_acl_id, egress, rule_number } of synthesized.all('aws_network_acl_rule')) {
    const key = `${network_acl_id} ${egress}`;
    const numbers = count.get(key) ?? new Set<number>();
    expect(numbers.has(rule_number)).toBe(false);
    count.set(key, numbers.add(rule_number));
  }
  expect(Math.max(...[...count.values()].map(({ size }) => size))).toBeLessThanOrEqual(20);
});

test('they reach the interface endpoints, on every port that those answer on', () => {
  const from = (range: string) =>
    withRange()
      .all('aws_vpc_security_group_ingress_rule')
      .filter(({ cidr_ipv4 }) => cidr_ipv4 === range)
      .map(({ from_port }) => from_port)
      .sort();
  expect(from(cidr)).toEqual(from('10.30.0.0/16'));
  expect(from(cidr)).toContain(443);
});

test('what is placed by its reference to a network is placed there', () => {
  withRange({ zones: [a, { retiring: b }] }, (range, made) => {
    expect(Object.keys(range.subnetIds)).toEqual([a]);
    expect(range.network).toEqual({
      vpcId: made.vpcId,
      cidr: '10.30.0.0/16',
      subnetIds: { ...made.subnetIds, private: range.subnetIds },
    });
  });
});

test('nothing of the network changes when it is added', () => {
  const bare = (attributes: unknown) =>
    JSON.stringify(attributes, (name, value) => (name === '//' ? undefined : value));
  const after = withRange();
  for (const { type, name, attributes } of network().resources()) {
    expect([name, bare(after.json.resource[type]?.[name])]).toEqual([name, bare(attributes)]);
  }
});

describe('refuses', () => {
  test.each([
    ['a range of private space, which AWS associates beside some primary ranges alone', '10.31.0.0/16'],
    ['the range that AWS associates with no other', '198.19.0.0/16'],
    ['a range larger than a VPC may have', '100.64.0.0/15'],
    ['one too small for eight subnets', '100.64.0.0/26'],
    ['one that does not start on its boundary', '100.64.1.0/16'],
    ['what is no range', 'pods'],
  ])('%s', (_, range) => {
    expect(() => network({}, (made) => made.addSecondaryRange(range))).toThrow(
      `stack/network: cidr: expected an IPv4 range from /16 to /25 in 100.64.0.0/10, found "${range}"`,
    );
  });

  test('a second one', () => {
    expect(() => withRange({}, (_, made) => made.addSecondaryRange('100.65.0.0/16'))).toThrow(
      'stack/network: cidr: expected one secondary range, found "100.65.0.0/16"',
    );
  });
});

test('every subnet has the tag of its tier', () => {
  const tiers = withRange()
    .all('aws_subnet')
    .map(({ tags }) => [tags.Name, tags.tier]);
  expect(Object.fromEntries(tiers)).toEqual(
    Object.fromEntries(
      [a, b].flatMap((zone) => [
        ...['public', 'private', 'data'].map((tier) => [`prod-${tier}-${zone}`, tier]),
        [`prod-secondary-${zone}`, 'private'],
      ]),
    ),
  );
});
