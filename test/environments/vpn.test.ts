import { dev, prod, test as testing } from '../../environments';
import { changed, problems } from '../support/environments';
import { all } from '../support/connected-networks';
import { certificateVpn, samlVpn, withVpn } from '../support/vpn';

const field = 'network.vpn';
/** The problems of the environment test with a value of its VPN changed, without the path of its file. */
const refusal = (path: string, value: unknown, valid: object = withVpn()) =>
  problems({ dev, test: changed(valid, `${field}${path && '.'}${path}`, value), prod }).map((line) =>
    line.replace(`environments/test.ts: ${field}`, ''),
  );

test.each([
  ['sign-in', samlVpn],
  ['certificates', certificateVpn],
])('a VPN of %s is taken', (_, vpn) => {
  expect(problems({ dev, test: withVpn(vpn), prod })).toEqual([]);
});

test('no environment has one unless it says so', () => {
  expect([dev, testing, prod].map(({ network }) => network.vpn)).toEqual(['none', 'none', 'none']);
});

describe('the fields', () => {
  const range = 'a /12 to /22 in private space';
  const arn = 'the ARN of a certificate in ACM, such as arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d';
  test.each<[path: string, value: unknown, message: string]>([
    [
      '',
      'on',
      ': expected "none" or an object of clientCidr, serverCertificateArn, authentication, reaches, protocol, port, sessionHours, banner, found "on"',
    ],
    ['clientCidr', '10.210.0.0/23', `.clientCidr: expected ${range}, found "10.210.0.0/23"`],
    ['clientCidr', '10.0.0.0/11', `.clientCidr: expected ${range}, found "10.0.0.0/11"`],
    ['clientCidr', '203.0.112.0/22', `.clientCidr: expected ${range}, found "203.0.112.0/22"`],
    [
      'clientCidr',
      '10.210.1.0/22',
      `.clientCidr: expected ${range}, from its first address: 10.210.0.0/22, found "10.210.1.0/22"`,
    ],
    ['serverCertificateArn', 'web', `.serverCertificateArn: expected ${arn}, found "web"`],
    ['authentication.type', 'none', '.authentication.type: expected one of saml, mutual-tls, found "none"'],
    [
      'authentication.metadataFile',
      '/etc/vpn.xml',
      '.authentication.metadataFile: expected the path of an XML file of the project, such as environments/saml/vpn.xml, found "/etc/vpn.xml"',
    ],
    [
      'authentication.selfServicePortal',
      true,
      '.authentication.selfServicePortal: expected "off", "on" or an object of name, metadataFile, found true',
    ],
    [
      'authentication.groups.developers',
      ' ',
      '.authentication.groups.developers: expected the id or name of a group, 1 to 255 of letters, digits, spaces and _.,@:/+=-, found " "',
    ],
    ['splitTunnel', false, '.splitTunnel: expected a known key'],
    ['sessionHours', 9, '.sessionHours: expected one of 8, 10, 12, 24 (hours), found 9'],
    ['port', 22, '.port: expected one of 443, 1194 (a port), found 22'],
    ['banner', '', '.banner: expected "none" or a banner of 1 to 1400 characters, found ""'],
  ])('%s refuses %j', (path, value, message) => {
    expect(refusal(path, value).join('\n')).toContain(message);
  });

  test('certificates take a reason', () => {
    expect(refusal('authentication.reason', 'no', withVpn(certificateVpn))).toEqual([
      '.authentication.reason: expected a reason of 10 to 300 characters, found "no"',
    ]);
  });
});

describe('the laws', () => {
  test.each<[law: string, path: string, value: unknown, messages: readonly string[]]>([
    [
      'a device is not in the VPC',
      'clientCidr',
      '10.20.0.0/20',
      [
        `.clientCidr: expected a range that does not overlap ${testing.network.cidr}, network.cidr of environments/test.ts, found "10.20.0.0/20"`,
      ],
    ],
    [
      'nor in that of another environment',
      'clientCidr',
      '10.30.0.0/20',
      [
        `.clientCidr: expected a range that does not overlap ${prod.network.cidr}, network.cidr of environments/prod.ts, found "10.30.0.0/20"`,
      ],
    ],
    [
      'it reaches something',
      'reaches',
      { databases: [], clusters: [], caches: [] },
      ['.reaches: expected a database, a cluster or a cache, found {"databases":[],"clusters":[],"caches":[]}'],
    ],
    [
      'what it reaches is of the environment',
      'reaches',
      { databases: ['mian'], clusters: ['sales'], caches: ['other'] },
      [
        '.reaches.databases[0]: expected a name of databases (nearest: main), found "mian"',
        '.reaches.clusters[0]: expected a name of clusters (nearest: analytics), found "sales"',
        '.reaches.caches[0]: expected a name of caches (nearest: main), found "other"',
      ],
    ],
    [
      'somebody may connect',
      'authentication.groups',
      {},
      ['.authentication.groups: expected 1 to 50 groups, found {}'],
    ],
    [
      'a group has one name',
      'authentication.groups',
      { developers: 'everyone', analysts: 'everyone' },
      ['.authentication.groups.analysts: expected another group than that of developers, found "everyone"'],
    ],
    [
      'certificates are of the account and region',
      'serverCertificateArn',
      'arn:aws:acm:eu-west-1:222233334444:certificate/1a2b',
      [
        '.serverCertificateArn: expected a certificate of arn:aws:acm:eu-west-2:222233334444:, found "arn:aws:acm:eu-west-1:222233334444:certificate/1a2b"',
      ],
    ],
    [
      'the portal has a provider of its own',
      'authentication.selfServicePortal',
      { name: 'vpn', metadataFile: 'environments/saml/portal.xml' },
      ['.authentication.selfServicePortal.name: expected a SAML provider of its own, found "vpn"'],
    ],
  ])('%s', (_, path, value, messages) => {
    expect(refusal(path, value)).toEqual(messages);
  });

  test('a device is in no connected network, of any environment', () => {
    const { office } = all;
    const near = changed(withVpn(), 'network.connectedNetworks', { office: { ...office, ranges: ['10.210.0.0/16'] } });
    expect(problems({ dev, test: near, prod })).toEqual([
      'environments/test.ts: network.vpn.clientCidr: expected a range that does not overlap 10.210.0.0/16, connected network office of environments/test.ts, found "10.210.0.0/22"',
    ]);
    const far = changed(prod, 'network.connectedNetworks', { office: { ...office, ranges: ['10.210.2.0/24'] } });
    expect(problems({ dev, test: withVpn(), prod: far })).toEqual([
      'environments/test.ts: network.vpn.clientCidr: expected a range that does not overlap 10.210.2.0/24, connected network office of environments/prod.ts, found "10.210.0.0/22"',
    ]);
  });

  test('devices of two environments have ranges of their own', () => {
    const { region, account } = prod;
    const serverCertificateArn = `arn:aws:acm:${region}:${account}:certificate/1a2b`;
    const other = changed(prod, 'network.vpn', { ...samlVpn, serverCertificateArn });
    expect(problems({ dev, test: withVpn(), prod: other })).toEqual([
      'environments/prod.ts: network.vpn.clientCidr: expected a range that does not overlap 10.210.0.0/22, network.vpn.clientCidr of environments/test.ts, found "10.210.0.0/22"',
    ]);
  });

  test('people sign in to the VPN by an application of its own', () => {
    const saml = { name: 'vpn', metadataFile: 'environments/saml/okta.xml', signInRegions: ['eu-west-2'] };
    expect(problems({ dev, test: changed(withVpn(), 'identity.saml', saml), prod })).toContain(
      'environments/test.ts: network.vpn.authentication.name: expected a SAML provider of its own, found "vpn"',
    );
  });

  test('a session of a more critical environment is not longer', () => {
    const { region, account } = prod;
    const vpn = { ...samlVpn, clientCidr: '10.211.0.0/22', sessionHours: 24 };
    const serverCertificateArn = `arn:aws:acm:${region}:${account}:certificate/1a2b`;
    expect(
      problems({ dev, test: withVpn(), prod: changed(prod, 'network.vpn', { ...vpn, serverCertificateArn }) }),
    ).toEqual([expect.stringMatching(/^environments\/prod\.ts: network\.vpn\.sessionHours: expected .*8/)]);
  });
});
