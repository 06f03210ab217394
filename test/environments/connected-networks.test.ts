import { dev, prod, test as testing } from '../../environments';
import { all, connected } from '../support/connected-networks';
import { changed, problems } from '../support/environments';

const valid = connected(all);
const field = 'network.connectedNetworks';

/** The problems of the environment test with a value changed, without the path of its file. */
const refusal = (path: string, value: unknown) =>
  problems({ dev, test: changed(valid, `${field}.${path}`, value), prod }).map((line) =>
    line.replace(`environments/test.ts: ${field}.`, ''),
  );

test('networks through each of what there is are taken', () => {
  expect(problems({ dev, test: valid, prod })).toEqual([]);
});

describe('the fields', () => {
  const range = 'a /8 to /32 in private space';
  test.each<[path: string, value: unknown, message: string]>([
    ['office.ranges', [], 'office.ranges: expected IPv4 ranges, 1 to 20 of them, found []'],
    ['office.ranges[0]', '0.0.0.0/0', `office.ranges[0]: expected ${range}, found "0.0.0.0/0"`],
    ['office.ranges[0]', '203.0.113.0/24', `office.ranges[0]: expected ${range}, found "203.0.113.0/24"`],
    ['office.ranges[0]', '10.200.0.0', `office.ranges[0]: expected ${range}, found "10.200.0.0"`],
    [
      'office.ranges[0]',
      '10.200.1.0/16',
      `office.ranges[0]: expected ${range}, from its first address: 10.200.0.0/16, found "10.200.1.0/16"`,
    ],
    [
      'office.through.type',
      'direct-connect',
      'office.through.type: expected one of transit-gateway, peering-requester, peering-accepter, vpn, found "direct-connect"',
    ],
    [
      'office.through.ipAddress',
      '10.0.0.1',
      'office.through.ipAddress: expected a public IPv4 address, found "10.0.0.1"',
    ],
    [
      'office.through.bgpAsn',
      0,
      'office.through.bgpAsn: expected a whole number of (an ASN) from 1 to 2147483647, found 0',
    ],
    ['office.through.staticRoutesOnly', 'yes', 'office.through.staticRoutesOnly: expected true or false, found "yes"'],
    [
      'tools.through.transitGatewayId',
      'tgw-1',
      'tools.through.transitGatewayId: expected the id of a transit gateway, such as tgw-0a1b2c3d4e5f67890, found "tgw-1"',
    ],
    [
      'partner.through.peerRegion',
      'eu-west-9',
      'partner.through.peerRegion: expected a region of environments/aws/regions.ts (nearest: eu-west-1), found "eu-west-9"',
    ],
    ['office.tiers.public', true, 'office.tiers.public: expected a known key (nearest: private), found true'],
    ['office.tiers.data', 'all', 'office.tiers.data: expected "none" or an object of databases, caches, found "all"'],
    [
      'Office',
      all.office,
      'Office: expected a name of 1 to 21 of a-z, 0-9 and single hyphens, a letter first, found "Office"',
    ],
  ])('%s refuses %j', (path, value, message) => {
    expect(refusal(path, value)).toContain(message);
  });
});

describe('the laws', () => {
  test.each<[law: string, path: string, value: unknown, messages: readonly string[]]>([
    [
      'a range is not in the VPC',
      'office.ranges',
      [testing.network.cidr],
      [
        `office.ranges[0]: expected a range that does not overlap network.cidr, ${testing.network.cidr}, found "${testing.network.cidr}"`,
      ],
    ],
    [
      'a range is behind one network',
      'tools.ranges',
      ['10.203.0.0/24', '10.200.4.0/24'],
      ['tools.ranges[1]: expected a range that does not overlap 10.200.0.0/16 of office, found "10.200.4.0/24"'],
    ],
    [
      'no two ranges of a network overlap',
      'tools.ranges',
      ['10.203.0.0/24', '10.203.0.128/25'],
      ['tools.ranges[1]: expected a range that does not overlap 10.203.0.0/24 of tools, found "10.203.0.128/25"'],
    ],
    [
      'a range is not of another environment',
      'tools.ranges',
      ['10.30.4.0/24'],
      [
        `tools.ranges[0]: expected a range that does not overlap ${prod.network.cidr} of environments/prod.ts, found "10.30.4.0/24"`,
      ],
    ],
    [
      'a network has a tier',
      'tools.tiers',
      { private: false, data: 'none' },
      ['tools.tiers: expected private: true, or data, or both, found {"private":false,"data":"none"}'],
    ],
    [
      'the data tier is connected with stores',
      'analytics.tiers.data',
      { databases: [], caches: [] },
      ['analytics.tiers.data: expected "none", or a database or a cache, found {"databases":[],"caches":[]}'],
    ],
    [
      'stores are those of the environment',
      'analytics.tiers.data',
      { databases: ['mian'], caches: ['main', 'other'] },
      [
        'analytics.tiers.data.databases[0]: expected a name of databases (nearest: main), found "mian"',
        'analytics.tiers.data.caches[1]: expected a name of caches (nearest: main), found "other"',
      ],
    ],
    [
      'networks behind one transit gateway share its attachment',
      'tools.through.applianceMode',
      true,
      ['tools.through.applianceMode: expected false, as analytics has it: they share an attachment, found true'],
    ],
    [
      'a customer gateway has one connection',
      'depot.through.ipAddress',
      '203.0.113.1',
      [
        'depot.through.ipAddress: expected a value of its own, not that of office: add ranges there, found "203.0.113.1"',
      ],
    ],
    [
      'the two sides of BGP have an ASN each',
      'depot.through.bgpAsn',
      64_512,
      ["depot.through.bgpAsn: expected another ASN than 64512, which is of AWS's side, found 64512"],
    ],
  ])('%s', (_, path, value, messages) => {
    expect(refusal(path, value)).toEqual(messages);
  });

  test('without BGP the ASN of the device means nothing', () => {
    expect(refusal('office.through.bgpAsn', 64_512)).toEqual([]);
  });
});

describe('a connected network of an environment’s name is that environment', () => {
  const through = all.partner.through;
  const joined = (ranges: string[], peers: string[]) =>
    problems({
      dev,
      test: changed(connected({ prod: { ranges, through, tiers: { private: true, data: 'none' } } }), 'peers', peers),
      prod,
    });

  test('which peers has, within its VPC', () => {
    expect(joined(['10.30.4.0/24'], ['prod'])).toEqual([]);
  });

  test('and no other one', () => {
    expect(joined(['10.30.4.0/24'], [])).toEqual([
      'environments/test.ts: network.connectedNetworks.prod: expected prod in peers, since it is an environment, found "prod"',
    ]);
    expect(joined(['10.99.4.0/24'], ['prod'])).toEqual([
      `environments/test.ts: network.connectedNetworks.prod.ranges[0]: expected a range in ${prod.network.cidr} of environments/prod.ts, found "10.99.4.0/24"`,
    ]);
  });

  test('a peer that is not connected is no problem', () => {
    expect(problems({ dev, test: { ...testing, peers: ['prod'] }, prod })).toEqual([]);
  });
});
