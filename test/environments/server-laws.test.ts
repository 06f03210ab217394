import { dev } from '../../environments';
import { changed, onlyServices, problems, withoutServices, type Literal } from '../support/environments';
import { smallProd, smallTest as testing } from '../support/small-prod';

const prod = onlyServices(smallProd, 'web', 'office');

function changedAll(literal: object, changes: Record<string, unknown>): Literal {
  return Object.entries(changes).reduce<Literal>((copy, [path, value]) => changed(copy, path, value), { ...literal });
}
const office = (field: string) => `services.office.${field}`;

describe('services of instances', () => {
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'have as many servers at most as at least, whenever it is',
      {
        [office('maxServers')]: 1,
        [office('schedules.morning.max')]: 2,
        [office('onDemandServers')]: 1,
      },
      [
        'maxServers: expected minServers, 2, or more, found 1',
        'schedules.morning.max: expected min, 3, or more, found 2',
      ],
    ],
    [
      'have no more servers on demand than there can be',
      { [office('onDemandServers')]: 5 },
      ['onDemandServers: expected maxServers, 4, or less, found 5'],
    ],
    [
      'have several types for Spot',
      { [office('instanceTypes')]: ['t4g.small', 't4g.medium'] },
      [
        'instanceTypes: expected three types or more, since spotPercent is not 0: of one type, all are taken back at once, found ["t4g.small","t4g.medium"]',
      ],
    ],
    [
      'have types of their architecture',
      { [office('instanceTypes[1]')]: 't3.small' },
      ['instanceTypes[1]: expected a type of architecture ARM64, found "t3.small"'],
    ],
    [
      'have a server to spare in a critical environment, at any time',
      { [office('minServers')]: 1, [office('onDemandServers')]: 1, [office('schedules.evening.min')]: 1 },
      [
        'minServers: expected 2 or more, since criticality is critical: one server is in one zone, found 1',
        'schedules.evening.min: expected 2 or more, since criticality is critical: one server is in one zone, found 1',
      ],
    ],
    [
      'have a way to their image, their log and their metrics',
      { 'network.interfaceEndpoints': ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'sns', 'sqs', 'ssmmessages'] },
      [
        'outbound: expected "internet", or network.interfaceEndpoints with monitoring, ssm, which services.office needs, found "endpoints"',
      ],
    ],
    [
      'have variables that user data has room for',
      {
        [office('environment')]: {
          ONE: 'x'.repeat(1900),
          TWO: 'x'.repeat(1900),
          THREE: 'x'.repeat(1900),
          FOUR: 'x'.repeat(1900),
        },
      },
      ['environment: expected variables of 6144 bytes together or less, for user data of 16 KB, found "7622 bytes"'],
    ],
    [
      'call no others',
      { [office('calls')]: ['web'] },
      ['calls: expected nothing: only services of the runtime "containers" call others, found ["web"]'],
    ],
  ])('%s', (_, changes, expected) => {
    const found = problems({ prod: changedAll(prod, changes) });
    expect(found).toEqual(expected.map((line) => `environments/prod.ts: services.office.${line}`));
  });

  test('are called by no service, since they have no name to be called by', () => {
    expect(problems({ prod: changed(prod, 'services.web.calls', ['office']) })).toEqual([
      'environments/prod.ts: services.web.calls[0]: expected a name of services, other than itself, that runs containers, found "office"',
    ]);
  });

  test.each<[path: string, value: unknown, expected: string]>([
    ['instanceTypes[0]', 'm1.small', 'an instance type of environments/aws/instance-types.ts (nearest: m7g.small)'],
    ['minServers', 0, 'a whole number of servers from 1 to 1000'],
    ['cpuPercent', 0, 'a whole number of percent from 1 to 100'],
    ['schedules', [], 'schedules by name'],
    ['schedules.morning.at', '7', 'a time as HH:MM, 00:00 to 23:59'],
    ['schedules.morning.timeZone', 'Dublin', 'an IANA time zone'],
    ['schedules.morning.days', 'MON-', 'days such as MON-FRI or MON,WED, rising from SUN to SAT'],
  ])('refuse %s: %j', (path, value, expected) => {
    const [first] = problems({ prod: changed(prod, office(path), value) });
    expect(first).toContain(`environments/prod.ts: services.office.${path}: expected ${expected.split(' (')[0]}`);
  });
});

describe('services of one server', () => {
  const another = { ...dev.services.office, hosts: { 'office.shop-dev.example.com': '/*' } };
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'have a type of their architecture',
      { [office('instanceType')]: 't3.small' },
      ['services.office.instanceType: expected a type of architecture ARM64, found "t3.small"'],
    ],
    [
      'are in a zone of the network',
      { [office('zone')]: 'eu-central-1c' },
      ['services.office.zone: expected a zone of network.zones: eu-central-1a, eu-central-1b, found "eu-central-1c"'],
    ],
    [
      'go to AWS with their own address',
      { [office('outbound')]: 'endpoints' },
      ['services.office.outbound: expected "internet", since a single server has a public address, found "endpoints"'],
    ],
    [
      'say why one is enough where an outage hurts',
      { criticality: 'high' },
      ['services.office.reason: expected why one server is enough, since criticality is high, found "none"'],
    ],
    [
      'answer for a host at least',
      { [office('hosts')]: {} },
      ['services.office.hosts: expected a host or more: it answers the internet, found {}'],
    ],
    [
      'answer for whole hosts of the zone',
      {
        [office('hosts')]: { '*.shop-dev.example.com': '/*', 'example.org': '/*', 'a.shop-dev.example.com': '/api/*' },
      },
      [
        'services.office.hosts["*.shop-dev.example.com"]: expected a host without a wildcard, as its certificate is, found "*.shop-dev.example.com"',
        'services.office.hosts["example.org"]: expected shop-dev.example.com or a name below it, found "example.org"',
        'services.office.hosts["a.shop-dev.example.com"]: expected "/*": a single server answers for the whole host, found "/api/*"',
      ],
    ],
    [
      'answer for no host of another service',
      { [office('hosts')]: { 'shop-dev.example.com': '/*' } },
      [
        'services.office.hosts["shop-dev.example.com"]: expected a host that services.web does not answer for, found "shop-dev.example.com"',
      ],
    ],
    [
      'answer for no host of another server',
      { 'services.back': another },
      [
        'services.office.hosts["office.shop-dev.example.com"]: expected a host that services.back does not answer for, found "office.shop-dev.example.com"',
        'services.back.hosts["office.shop-dev.example.com"]: expected a host that services.office does not answer for, found "office.shop-dev.example.com"',
      ],
    ],
    [
      'call no others',
      { [office('calls')]: [] },
      ['services.office.calls: expected nothing: only services of the runtime "containers" call others, found []'],
    ],
    [
      'have a reason that says something',
      { [office('reason')]: 'cheap' },
      ['services.office.reason: expected "none" or a reason of 10 to 300 characters, found "cheap"'],
    ],
  ])('%s', (_, changes, expected) => {
    const found = problems({ dev: changedAll(dev, changes) });
    expect(found.filter((line) => line.includes('office') || line.includes('back'))).toEqual(
      expected.map((line) => `environments/dev.ts: ${line}`),
    );
  });

  test('answer for no host of the distribution', () => {
    const services = {
      ...prod.services,
      back: { ...dev.services.office, zone: 'eu-west-1a', reason: 'an example of one that is' },
    };
    const host = { ...services.back, hosts: { 'www.shop.example.com': '/*' } };
    expect(problems({ prod: { ...prod, services: { ...services, back: host } } })).toEqual([
      'environments/prod.ts: services.back.hosts["www.shop.example.com"]: expected a host that edge does not answer for, found "www.shop.example.com"',
    ]);
    const own = { ...services.back, hosts: { 'back.shop.example.com': '/*' } };
    expect(problems({ prod: { ...prod, services: { ...services, back: own } } })).toEqual([]);
  });

  test('have a domain', () => {
    const alone = { ...withoutServices(dev), dns: 'none', balancer: 'none', services: { office: dev.services.office } };
    expect(problems({ dev: alone })).toEqual([
      'environments/dev.ts: dns: expected a public zone, since services.office answers for office.shop-dev.example.com, found "none"',
    ]);
  });

  test('need no second zone, and no balancer', () => {
    const alone = {
      ...withoutServices(dev),
      databases: {},
      services: { office: { ...dev.services.office, databases: [] } },
    };
    expect(problems({ dev: changed(alone, 'network.zones', ['eu-central-1a']) })).toEqual([]);
  });
});

test('a more critical environment has no weaker servers', () => {
  expect(problems({ test: testing, prod: changed(prod, office('onDemandServers'), 0) })).toEqual([
    'environments/prod.ts: services.office.onDemandServers: expected 1 or more, as the less critical environments/test.ts has, found 0',
  ]);
});
