import { Address4 } from 'ip-address';
import { blockCidr, spareBlocks, subnetCidrs, tierBlocks, zoneLetters } from '../../../modules/network/address-plan';

const vpcs = ['10.0.0.0/16', '10.30.0.0/16', '172.16.0.0/18', '192.168.16.0/20', '10.1.4.0/22'];
const zones = [...zoneLetters].map((letter) => `eu-west-1${letter}`);
const allBlocks = [...Object.values(tierBlocks), ...spareBlocks];

function bounds(cidr: string): [bigint, bigint] {
  const range = new Address4(cidr);
  return [range.startAddress().bigInt(), range.endAddress().bigInt()];
}

describe('the address plan', () => {
  test('gives each zone a slot by its letter, and each tier its part of it', () => {
    expect(subnetCidrs('10.30.0.0/16', 'eu-west-1a')).toEqual({
      private: '10.30.0.0/20',
      public: '10.30.16.0/22',
      data: '10.30.20.0/22',
    });
    expect(subnetCidrs('10.30.0.0/16', 'eu-west-1b')).toEqual({
      private: '10.30.32.0/20',
      public: '10.30.48.0/22',
      data: '10.30.52.0/22',
    });
    expect(subnetCidrs('10.30.0.0/16', 'eu-west-1h')).toEqual({
      private: '10.30.224.0/20',
      public: '10.30.240.0/22',
      data: '10.30.244.0/22',
    });
  });

  test("fits the smallest VPC with AWS's smallest subnets", () => {
    expect(subnetCidrs('10.1.4.0/22', 'eu-west-1c')).toEqual({
      private: '10.1.5.0/26',
      public: '10.1.5.64/28',
      data: '10.1.5.80/28',
    });
  });

  test('is the same for every region: only the letter counts', () => {
    expect(subnetCidrs('10.0.0.0/16', 'us-east-1d')).toEqual(subnetCidrs('10.0.0.0/16', 'eu-west-1d'));
  });

  test.each(vpcs)('fills %s with every zone, tier and spare block, without gap or overlap', (vpc) => {
    const ranges = zones.flatMap((zone) => allBlocks.map((block) => blockCidr(vpc, zone, block)));
    const [start, end] = bounds(vpc);
    let next = start;
    for (const [first, last] of ranges.map(bounds).sort(([a], [b]) => Number(a - b))) {
      expect(first).toBe(next);
      next = last + 1n;
    }
    expect(next).toBe(end + 1n);
  });

  test.each(vpcs)('cuts %s into ranges that start on their boundary', (vpc) => {
    for (const zone of zones) {
      for (const cidr of allBlocks.map((block) => blockCidr(vpc, zone, block))) {
        expect(new Address4(cidr).networkForm()).toBe(cidr);
      }
    }
  });

  test('has room for two more tiers in every zone', () => {
    expect(spareBlocks.map((block) => blockCidr('10.30.0.0/16', 'eu-west-1a', block))).toEqual([
      '10.30.24.0/22',
      '10.30.28.0/22',
    ]);
  });

  test('never moves: this table is what stands in the accounts', () => {
    expect({ tierBlocks, spareBlocks, zoneLetters }).toEqual({
      tierBlocks: {
        private: { firstEighth: 0, eighths: 4 },
        public: { firstEighth: 4, eighths: 1 },
        data: { firstEighth: 5, eighths: 1 },
      },
      spareBlocks: [
        { firstEighth: 6, eighths: 1 },
        { firstEighth: 7, eighths: 1 },
      ],
      zoneLetters: 'abcdefgh',
    });
  });

  test.each(['eu-west-1i', 'eu-west-1', ''])('refuses zone "%s"', (zone) => {
    expect(() => subnetCidrs('10.0.0.0/16', zone)).toThrow(
      `subnet range: zone: expected the name of an Availability Zone that ends in a to h, found "${zone}"`,
    );
  });
});
