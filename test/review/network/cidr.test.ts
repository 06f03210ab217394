import {
  covers,
  isPublic,
  isWorld,
  overlaps,
  parseCidr,
  publicAddresses,
  union,
  without,
  type Cidr,
} from '../../../review/network/cidr';

const cidr = (text: string): Cidr => parseCidr(text)!;
const cidrs = (...texts: readonly string[]) => texts.map(cidr);

describe('a block of addresses', () => {
  test.each(['::/0', '0::/0', '0:0:0:0:0:0:0:0/0', '2001:db8::1/0', ' ::/0 '])('%s is all of IPv6', (text) => {
    expect(cidr(text)).toMatchObject({ family: 6, first: 0n, last: 2n ** 128n - 1n });
  });

  test('loses the bits behind its prefix, as AWS takes it', () => {
    expect(cidr('10.1.2.3/8')).toMatchObject({ first: cidr('10.0.0.0').first, last: cidr('10.255.255.255').last });
  });

  test('of an address without a prefix is that address', () => {
    expect(publicAddresses([cidr('8.8.8.8')], 4)).toBe(1n);
  });

  test.each(['', 'world', '10.0.0.0/33', '10.0.0/8', '1.2.3.4/x', '::/129', 'sg-0abc', '{aws_eip.a.public_ip}/32'])(
    '"%s" is none',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe('several blocks', () => {
  test('are joined where they overlap or touch', () => {
    expect(union(cidrs('10.0.1.0/24', '10.0.0.0/24', '10.0.0.128/25', '10.0.3.0/24', '::/0'), 4)).toEqual([
      { first: cidr('10.0.0.0').first, last: cidr('10.0.1.255').last },
      { first: cidr('10.0.3.0').first, last: cidr('10.0.3.255').last },
    ]);
  });

  test('cover what lies in them together, and no block that sticks out', () => {
    const halves = cidrs('10.0.0.0/17', '10.0.128.0/17');
    expect(covers(halves, cidr('10.0.0.0/16'))).toBe(true);
    expect(covers(halves, cidr('10.0.0.0/15'))).toBe(false);
    expect(covers(halves, cidr('::/0'))).toBe(false);
  });

  test('overlap only within a family', () => {
    expect(overlaps(cidr('10.0.0.0/8'), cidr('10.3.0.0/16'))).toBe(true);
    expect(overlaps(cidr('10.0.0.0/9'), cidr('10.128.0.0/9'))).toBe(false);
    expect(overlaps(cidr('0.0.0.0/0'), cidr('::/0'))).toBe(false);
  });
});

describe('the world', () => {
  test.each([
    [['0.0.0.0/0']],
    [['1.2.3.4/0']],
    [['0.0.0.0/1', '128.0.0.0/1']],
    [['0.0.0.0/1']],
    [['64.0.0.0/2', '10.0.0.0/8']],
    [['52.0.0.0/8', '54.0.0.0/8']],
  ])('is in %j', (texts) => {
    expect(isWorld(cidrs(...texts), 4)).toBe(true);
  });

  test.each([[[]], [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']], [['17.0.0.0/8']], [['::/0']]])(
    'is not in %j',
    (texts: string[]) => {
      expect(isWorld(cidrs(...texts), 4)).toBe(false);
    },
  );

  test('of IPv6 is what is routed: half of it, but no private addresses and nobody’s own block', () => {
    expect(isWorld(cidrs('::/0'), 6)).toBe(true);
    expect(isWorld(cidrs('::/1', '8000::/1'), 6)).toBe(true);
    expect(isWorld(cidrs('2000::/3'), 6)).toBe(true);
    expect(isWorld(cidrs('fc00::/7'), 6)).toBe(false);
    expect(isWorld(cidrs('2600:1f00::/24'), 6)).toBe(false);
    expect(isWorld(cidrs('0.0.0.0/0'), 6)).toBe(false);
  });

  test('reaches a block only when the internet routes to it', () => {
    expect(isPublic(cidr('10.20.0.0/16'))).toBe(false);
    expect(isPublic(cidr('fd00::/8'))).toBe(false);
    expect(isPublic(cidr('8.8.8.8/32'))).toBe(true);
    expect(isPublic(cidr('10.0.0.0/7'))).toBe(true);
  });
});

describe('what a block has outside of ranges', () => {
  const ranges = (...texts: readonly string[]) => union(cidrs(...texts), 4);
  const left = (text: string, ...out: readonly string[]) =>
    without(cidr(text), ranges(...out)).map(({ first, last }) => [first, last]);

  test('is all of it, a part of it, or nothing', () => {
    const block = cidr('10.0.0.0/24');
    expect(left('10.0.0.0/24', '10.0.1.0/24')).toEqual([[block.first, block.last]]);
    expect(left('10.0.0.0/24', '10.0.0.0/25')).toEqual([[cidr('10.0.0.128').first, block.last]]);
    expect(left('10.0.0.0/24', '10.0.0.64/26', '10.0.0.192/26')).toEqual([
      [block.first, cidr('10.0.0.63').first],
      [cidr('10.0.0.128').first, cidr('10.0.0.191').first],
    ]);
    expect(left('10.0.0.0/24', '10.0.0.0/8')).toEqual([]);
    expect(left('10.0.0.0/24')).toEqual([[block.first, block.last]]);
  });
});
