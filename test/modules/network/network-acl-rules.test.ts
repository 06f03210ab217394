import { Address4, Address6 } from 'ip-address';
import type { Tier } from '../../../modules/network';
import { networkAclRules } from '../../../modules/network/network-acl-rules';

const vpc = { cidr: '10.30.0.0/16', ipv6Cidr: '2001:db8:1234:1a00::/56' };
const office = '198.51.100.0/24';
const tiers: readonly Tier[] = ['public', 'private', 'data'];

type Packet = readonly [protocol: 'tcp' | 'udp', port: number, address: string];

/** What AWS does: the first rule that matches decides, and a packet that none matches is dropped. */
function passes(tier: Tier, direction: 'in' | 'out', [protocol, port, address]: Packet, ssh: string[] = []): boolean {
  const [first] = networkAclRules(tier, vpc, ssh)
    .filter((rule) => rule.egress === (direction === 'out') && rule.protocol === protocol)
    .filter(({ fromPort = 0, toPort = 0 }) => fromPort <= port && port <= toPort)
    .filter((rule) => covers(rule, address))
    .sort((a, b) => a.ruleNumber - b.ruleNumber);
  return first?.ruleAction === 'allow';
}

function covers(
  { cidrBlock, ipv6CidrBlock }: { cidrBlock?: string; ipv6CidrBlock?: string },
  address: string,
): boolean {
  if (address.includes(':')) return !!ipv6CidrBlock && new Address6(address).isInSubnet(new Address6(ipv6CidrBlock));
  return !!cidrBlock && new Address4(address).isInSubnet(new Address4(cidrBlock));
}

/** The same two places in IPv6. */
const inIpv6 = { '203.0.113.9': '2001:db8:ffff::9', '10.30.0.9': '2001:db8:1234:1a20::9' };

const world = '203.0.113.9';
const neighbour = '10.30.0.9';

describe('what a tier lets in', () => {
  test.each<[string, Packet, Record<Tier, boolean>]>([
    ['HTTPS from the world', ['tcp', 443, world], { public: true, private: false, data: false }],
    ['HTTP from the world', ['tcp', 80, world], { public: true, private: false, data: false }],
    ['replies from the world', ['tcp', 49_152, world], { public: true, private: true, data: false }],
    [
      'replies to a NAT gateway, which counts from 1024',
      ['tcp', 1024, world],
      { public: true, private: true, data: false },
    ],
    ['SSH from the world', ['tcp', 22, world], { public: false, private: false, data: false }],
    ['RDP from the world', ['tcp', 3389, world], { public: false, private: false, data: false }],
    ['mail from the world', ['tcp', 25, world], { public: false, private: false, data: false }],
    ['UDP from the world', ['udp', 53, world], { public: false, private: false, data: false }],
    ['PostgreSQL from the VPC', ['tcp', 5432, neighbour], { public: true, private: true, data: true }],
    ['SSH from the VPC', ['tcp', 22, neighbour], { public: true, private: true, data: true }],
    ['RDP from the VPC', ['tcp', 3389, neighbour], { public: true, private: true, data: true }],
    ['replies from the VPC', ['tcp', 49_152, neighbour], { public: true, private: true, data: true }],
    ['UDP from the VPC', ['udp', 514, neighbour], { public: true, private: true, data: false }],
  ])('%s', (_, packet, expected) => {
    const [protocol, port, address] = packet;
    for (const from of [address, inIpv6[address as keyof typeof inIpv6]]) {
      const passing = tiers.map((tier) => [tier, passes(tier, 'in', [protocol, port, from])]);
      expect([from, Object.fromEntries(passing)]).toEqual([from, expected]);
    }
  });
});

describe('what a tier lets out', () => {
  test.each<[string, Packet, Record<Tier, boolean>]>([
    [
      'HTTPS to the world, or to S3 through its gateway endpoint',
      ['tcp', 443, world],
      { public: true, private: true, data: false },
    ],
    [
      'any TCP to the world: security groups say which',
      ['tcp', 587, world],
      { public: true, private: true, data: false },
    ],
    ['replies to the world', ['tcp', 49_152, world], { public: true, private: true, data: false }],
    ['UDP to the world', ['udp', 123, world], { public: false, private: false, data: false }],
    ['TCP to the VPC', ['tcp', 5432, neighbour], { public: true, private: true, data: true }],
    ['UDP to the VPC', ['udp', 514, neighbour], { public: true, private: true, data: false }],
  ])('%s', (_, packet, expected) => {
    const [protocol, port, address] = packet;
    for (const from of [address, inIpv6[address as keyof typeof inIpv6]]) {
      const passing = tiers.map((tier) => [tier, passes(tier, 'out', [protocol, port, from])]);
      expect([from, Object.fromEntries(passing)]).toEqual([from, expected]);
    }
  });
});

describe('SSH', () => {
  test('comes in from the ranges listed, to the public tier alone', () => {
    const packet: Packet = ['tcp', 22, '198.51.100.7'];
    expect(tiers.filter((tier) => passes(tier, 'in', packet, [office]))).toEqual(['public']);
    expect(passes('public', 'in', ['tcp', 22, world], [office])).toBe(false);
    expect(passes('public', 'in', ['tcp', 3389, '198.51.100.7'], [office])).toBe(false);
  });

  test('keeps its rule numbers when ranges come and go', () => {
    const numbers = (...ranges: string[]) =>
      Object.fromEntries(
        networkAclRules('public', vpc, ranges)
          .filter(({ id }) => id.startsWith('ssh-'))
          .map(({ id, ruleNumber }) => [id, ruleNumber]),
      );
    const both = numbers(office, '192.0.2.0/24');
    expect(numbers('192.0.2.0/24', office)).toEqual(both);
    expect({ ...numbers(office), ...numbers('192.0.2.0/24') }).toEqual(both);
    expect(Object.keys(both)).toEqual(['ssh-192-0-2-0-24', 'ssh-198-51-100-0-24']);
  });

  test('gives ranges that hash to the same number one each, whatever their order', () => {
    const numbers = (...ranges: string[]) =>
      networkAclRules('public', vpc, ranges)
        .filter(({ id }) => id.startsWith('ssh-'))
        .map(({ ruleNumber }) => ruleNumber);
    const [one, other] = ['10.0.91.0/24', '10.0.217.0/24'];
    expect(numbers(one)).toEqual(numbers(other));
    expect(new Set(numbers(one, other)).size).toBe(2);
    expect(numbers(other, one)).toEqual(numbers(one, other));
  });
});

describe.each(tiers)("of the %s tier, IPv6's rules", (tier) => {
  test('are those of IPv4, each right behind the one that it is like', () => {
    const without = networkAclRules(tier, { cidr: vpc.cidr }, [office]);
    const rules = networkAclRules(tier, vpc, [office]);
    expect(rules.filter(({ cidrBlock }) => cidrBlock)).toEqual(without);
    const other = (rule: (typeof rules)[number]) => ({
      ...rule,
      ...{ id: `${rule.id}-ipv6`, ruleNumber: rule.ruleNumber + 1, cidrBlock: undefined },
      ipv6CidrBlock: rule.cidrBlock === vpc.cidr ? vpc.ipv6Cidr : '::/0',
      ...(rule.protocol === 'icmp' && { protocol: '58', icmpType: 2, icmpCode: 0 }),
    });
    const expected = without.filter(({ id }) => !id.startsWith('ssh-')).map(other);
    expect(rules.filter(({ ipv6CidrBlock }) => ipv6CidrBlock)).toEqual(expected);
  });
});

describe.each(tiers)("the %s tier's rules", (tier) => {
  const ranges = Array.from({ length: 10 }, (_, index) => `203.0.113.${index}/32`);
  const rules = networkAclRules(tier, vpc, ranges);

  test.each([true, false])(
    'fit AWS: numbers differ and lie within 1 to 32766, no more than 19 (egress: %s)',
    (egress) => {
      const own = rules.filter((rule) => rule.egress === egress);
      const numbers = own.map((rule) => rule.ruleNumber);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...numbers)).toBeLessThanOrEqual(32_766);
      // The quota of 20 counts the default rule, and each family for itself (Amazon VPC quotas).
      expect(own.filter(({ cidrBlock }) => cidrBlock).length).toBeLessThanOrEqual(19);
      expect(own.filter(({ ipv6CidrBlock }) => ipv6CidrBlock).length).toBeLessThanOrEqual(19);
    },
  );

  test('name what they open: no rule for all protocols', () => {
    for (const { protocol } of rules) expect(['tcp', 'udp', 'icmp', '58']).toContain(protocol);
  });

  test('of ICMP know only "fragmentation needed"', () => {
    for (const rule of rules.filter(({ protocol }) => protocol === 'icmp')) {
      expect(rule).toMatchObject({ icmpType: 3, icmpCode: 4 });
    }
  });
});
