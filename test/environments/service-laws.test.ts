import * as environments from '../../environments';
import { priorityOf } from '../../modules/load-balancer/rule-priority';
import { changed, problems, onlyServices, type Literal } from '../support/environments';
import { smallProd, smallTest } from '../support/small-prod';

const [dev, testing, prod] = [
  onlyServices(environments.dev, 'web'),
  onlyServices(smallTest, 'web'),
  onlyServices(smallProd, 'web'),
];

function changedAll(literal: object, changes: Record<string, unknown>): Literal {
  return Object.entries(changes).reduce<Literal>((copy, [path, value]) => changed(copy, path, value), { ...literal });
}

const { web } = prod.services;
const firewall = { blocking: 'on', requestsPer5Minutes: 2000 };
/** As `web`, for one of its hosts. */
const shop = { ...web, hosts: { 'shop.example.com': '/*' } };
const api = { ...web, hosts: { 'shop.example.com': '/api/*' } };

describe('services', () => {
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'run and use what the file defines',
      {
        'services.web.image': 'webb',
        'services.web.databases': ['main', 'mian'],
        'services.web.caches': ['session'],
        'services.web.tables': { session: ['read'] },
        'services.web.buckets': { uploads: ['read'], upload: ['write'] },
      },
      [
        'services.web.image: expected a name of imageRepositories (nearest: web), found "webb"',
        'services.web.databases[1]: expected a name of databases (nearest: main), found "mian"',
        'services.web.caches[0]: expected a name of caches (nearest: main), found "session"',
        'services.web.tables.session: expected a name of tables (nearest: sessions), found "session"',
        'services.web.buckets.upload: expected a name of buckets (nearest: uploads), found "upload"',
      ],
    ],
    [
      'call others of the file',
      { services: { web: { ...web, calls: ['web', 'apy', 'api'] }, api: { ...api, calls: ['web'] } } },
      [
        'services.web.calls[0]: expected a name of services, other than itself (nearest: api), found "web"',
        'services.web.calls[1]: expected a name of services, other than itself (nearest: api), found "apy"',
      ],
    ],
    [
      'call nothing where there is no other',
      { 'services.web.calls': ['web'] },
      ['services.web.calls[0]: expected a name of services, other than itself, found "web"'],
    ],
    [
      'have a domain of their own',
      { 'dns.privateZone': 'services.prod.internal' },
      [
        'dns.privateZone: expected a domain other than services.prod.internal, which services have, and not below it, found "services.prod.internal"',
      ],
    ],
    [
      'have a domain in which no zone hides a name',
      { 'dns.privateZone': 'web.services.prod.internal' },
      [
        'dns.privateZone: expected a domain other than services.prod.internal, which services have, and not below it, found "web.services.prod.internal"',
      ],
    ],
    [
      'have as many tasks at most as at least',
      { 'services.web.maxTasks': 2 },
      [
        'services.web.maxTasks: expected minTasks, 3, or more, found 2',
        'services.web.capacity.onDemandTasks: expected maxTasks, 2, or less, found 3',
      ],
    ],
    [
      'have a size of Fargate',
      { 'services.web.memoryMb': 8192 },
      ['services.web.memoryMb: expected a size that Fargate has for 512 CPU units: 1024, 2048, 3072, 4096, found 8192'],
    ],
    [
      'have CPU units of Fargate',
      { 'services.web.cpu': 768 },
      ['services.web.cpu: expected 256, 512, 1024, 2048, 4096, 8192 or 16384 CPU units, found 768'],
    ],
    [
      'have a task to spare in a critical environment',
      { 'services.web.minTasks': 1 },
      ['services.web.minTasks: expected 2 or more, since criticality is critical: one task is in one zone, found 1'],
    ],
    [
      'have no shell in a critical environment',
      { 'services.web.exec': 'on' },
      ['services.web.exec: expected "off", since criticality is critical, found "on"'],
    ],
    [
      'have a way to their images and their log',
      { 'network.interfaceEndpoints': ['ec2messages', 'ecr.api', 'kms', 'secretsmanager', 'ssm', 'ssmmessages'] },
      [
        'services.web.outbound: expected "internet", or network.interfaceEndpoints with ecr.dkr, logs, sns, which services.web needs, found "endpoints"',
      ],
    ],
    [
      'have NAT where they go to the internet',
      { 'network.natGateways': 'none', 'services.web.outbound': 'internet' },
      [
        'services.web.outbound: expected "endpoints", since natGateways is "none": no task has a public address, found "internet"',
      ],
    ],
    [
      'are not called as a user of each cache is',
      { services: { operator: web } },
      [
        'services.operator: expected a name whose user of caches, operator, is not the user operator of each cache, found "operator"',
      ],
    ],
    [
      'are not called as another one is but for a hyphen',
      { services: { 'web-shop': web, webshop: { ...web, hosts: {}, slo: 'none' } } },
      [
        'services.webshop: expected a name whose user of caches, webshop, is not that of services.web-shop, found "webshop"',
      ],
    ],
    [
      'have objectives for requests that a load balancer counts',
      { services: { web, worker: { ...web, hosts: {} } } },
      [
        'services.worker.slo: expected "none", since it answers for no hosts: the load balancer counts none of its requests, found {"availabilityPercent":99.9,"latencyMs":{"p95":500}}',
      ],
    ],
    [
      'have room in the name of their target group',
      { services: { 'checkout-for-guests': web } },
      [
        'services.checkout-for-guests: expected a name of 18 characters or less, for target groups such as prod-web-1a2b3c4d, found "checkout-for-guests"',
      ],
    ],
    [
      'span two zones',
      {
        'network.zones': ['eu-west-1a'],
        databases: {},
        caches: {},
        'services.web.databases': [],
        'services.web.caches': [],
      },
      [
        'network.zones: expected two zones or more, since balancer spans two and services.web spans two, found ["eu-west-1a"]',
      ],
    ],
  ])('%s', (_, changes, expected) => {
    const found = problems({ prod: changedAll(prod, changes) });
    expect(found).toEqual(expected.map((line) => `environments/prod.ts: ${line}`));
  });
});

test('services may call each other, below the private zone or where there is none', () => {
  const services = { web: { ...web, calls: ['api'] }, api: { ...api, calls: ['web'] } };
  expect(problems({ prod: changedAll(prod, { services }) })).toEqual([]);
  expect(problems({ prod: changedAll(prod, { services, 'dns.privateZone': 'none' }) })).toEqual([]);
});

describe('requests', () => {
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'reach a service by a balancer',
      { balancer: 'none', edge: 'none' },
      ['balancer: expected a load balancer, since services.web answers for shop.example.com, found "none"'],
    ],
    [
      'are answered with a certificate that exists',
      { 'balancer.certificate': 'shop', 'edge.certificate': 'web2' },
      [
        'balancer.certificate: expected a certificate of dns.certificates that is usedBy "balancer" (nearest: web), found "shop"',
        'edge.certificate: expected a certificate of dns.certificates that is usedBy "distribution" (nearest: web), found "web2"',
      ],
    ],
    [
      'are answered with a certificate that their balancer may show',
      { 'dns.certificates.web.usedBy': ['distribution'] },
      ['balancer.certificate: expected a certificate of dns.certificates that is usedBy "balancer", found "web"'],
    ],
    [
      'are answered with a certificate of their host',
      {
        'services.web.hosts': { 'shop.example.com': '/*', 'cart.shop.example.com': '/*' },
        'edge.hosts': ['shop.example.com', 'cart.shop.example.com'],
      },
      [
        'services.web.hosts["cart.shop.example.com"]: expected a host that balancer.certificate is for: shop.example.com, www.shop.example.com, found "cart.shop.example.com"',
        'edge.hosts[1]: expected a host that edge.certificate is for: shop.example.com, www.shop.example.com, found "cart.shop.example.com"',
      ],
    ],
    [
      'from the internet pass a web ACL',
      { 'balancer.reachedFrom': 'internet', edge: 'none' },
      [
        'balancer.firewall: expected an object of blocking, requestsPer5Minutes, since the internet reaches the balancer, found "none"',
      ],
    ],
    [
      'come over IPv6 where the network has it, and from the internet itself',
      { 'balancer.ipAddressType': 'dualstack' },
      [
        'balancer.ipAddressType: expected "ipv4", since network.ipv6 is "off", found "dualstack"',
        'balancer.ipAddressType: expected "ipv4", since it is reached from "cloudfront": the distribution asks it over IPv4, found "dualstack"',
      ],
    ],
    [
      'come over IPv6 no more when it retires',
      { 'balancer.ipAddressType': 'dualstack', 'network.ipv6': { retiring: 'addresses' } },
      [
        'balancer.ipAddressType: expected "ipv4", since network.ipv6 retires, found "dualstack"',
        'balancer.ipAddressType: expected "ipv4", since it is reached from "cloudfront": the distribution asks it over IPv4, found "dualstack"',
      ],
    ],
    [
      'come through the distribution that the balancer answers to',
      { edge: 'none' },
      ['balancer.reachedFrom: expected "internet", since edge is "none", found "cloudfront"'],
    ],
    [
      'reach the balancer by the distribution that alone may ask it',
      { 'edge.site.dynamicPaths': [] },
      [
        'edge.site.dynamicPaths: expected the paths that the balancer answers, since it answers to the distribution alone, found []',
      ],
    ],
    [
      'pass no balancer beside the distribution that asks it',
      { 'balancer.reachedFrom': 'internet', 'balancer.firewall': firewall },
      ['balancer.reachedFrom: expected "cloudfront", since the distribution of edge asks it, found "internet"'],
    ],
    [
      'of a distribution without files have a balancer that answers',
      { balancer: 'none', services: {}, 'edge.site': 'none' },
      ['balancer: expected a load balancer, since the distribution of edge asks one, found "none"'],
    ],
    [
      'for a service are for a host of the distribution',
      { 'edge.hosts': ['www.shop.example.com'] },
      [
        'services.web.hosts["shop.example.com"]: expected a host of edge.hosts: www.shop.example.com, found "shop.example.com"',
      ],
    ],
    [
      'for a host of the distribution are answered by a service',
      { 'services.web.hosts': { 'shop.example.com': '/*' } },
      [
        'edge.hosts[1]: expected a host that a service answers for, since the distribution asks the balancer, found "www.shop.example.com"',
      ],
    ],
    [
      'are for one service',
      { 'edge.hosts': ['shop.example.com'], services: { web: shop, shop } },
      [
        'services.web.hosts["shop.example.com"]: expected a path that shares no request with shop.example.com/* of services.shop, or a longer one, found "/*"',
      ],
    ],
    [
      'match four rules at most, each more special than the one before',
      {
        services: {
          web,
          ...Object.fromEntries(
            ['/a/*', '/a/b/*', '/a/b/c/*', '/a/b/c/d/*'].map((path, at) => [
              `s${at}`,
              { ...web, hosts: { 'shop.example.com': path } },
            ]),
          ),
        },
      },
      [
        'services.s3.hosts["shop.example.com"]: expected a host and path that share requests with fewer than 4 more general ones, found "/a/b/c/d/*"',
      ],
    ],
  ])('%s', (_, changes, expected) => {
    const found = problems({ prod: changedAll(prod, changes) });
    expect(found).toEqual(expected.map((line) => `environments/prod.ts: ${line}`));
  });

  test('of a longer path go to another service', () => {
    expect(problems({ prod: changedAll(prod, { services: { web, api } }) })).toEqual([]);
  });

  test('match rules of different priorities: a name whose priority is taken is refused', () => {
    const [first, second, priority] = namesOfOnePriority();
    const at = (path: string) => ({ ...web, caches: [], hosts: { 'shop.example.com': path } });
    const services = { [first]: at('/first/*'), [second]: at('/second/*') };
    expect(problems({ prod: changedAll(prod, { services, 'edge.hosts': ['shop.example.com'] }) })).toEqual([
      expect.stringMatching(
        `: expected another name for services\\.s\\d+: the priority of its rule, ${priority}, is that of s\\d+-shop\\.example\\.com, found "s\\d+"$`,
      ),
    ]);
  });

  test('are answered for a wildcard by a certificate for it alone', () => {
    const wild = {
      ...{ 'dns.certificates.web.names': ['shop-dev.example.com', '*.shop-dev.example.com'] },
      'services.web.hosts': { '*.shop-dev.example.com': '/*', 'a.b.shop-dev.example.com': '/*' },
    };
    expect(problems({ dev: changedAll(dev, wild) })).toEqual([
      'environments/dev.ts: services.web.hosts["a.b.shop-dev.example.com"]: expected a host that balancer.certificate is for: shop-dev.example.com, *.shop-dev.example.com, found "a.b.shop-dev.example.com"',
    ]);
  });
});

/** Two services whose rules for one host have the same priority. */
function namesOfOnePriority(): [string, string, number] {
  const taken = new Map<number, string>();
  for (let index = 0; ; index += 1) {
    const name = `s${index}`;
    const priority = priorityOf(`${name}-shop.example.com`, 0);
    const other = taken.get(priority);
    if (other) return [other, name, priority];
    taken.set(priority, name);
  }
}

describe('buckets', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'move objects when S3 does',
      { 'buckets.uploads.standardIaAfterDays': 7 },
      'buckets.uploads.standardIaAfterDays: expected 30 days or more, or "never": S3 moves no object to Standard-IA sooner, found 7',
    ],
    [
      'move objects no earlier than S3 charges for',
      { 'buckets.uploads.glacierInstantAfterDays': 40 },
      'buckets.uploads.glacierInstantAfterDays: expected 60 days or more, since standardIaDays is 30 and S3 charges for 30 days of that class, found 40',
    ],
    [
      'have one use',
      { 'buckets.uploads.bucket': 'example-terrace-prod-state' },
      'buckets.uploads.bucket: expected a bucket of its own, not the state.bucket of environments/prod.ts, found "example-terrace-prod-state"',
    ],
  ])('%s', (_, changes, expected) => {
    expect(problems({ prod: changedAll(prod, changes) })).toEqual([`environments/prod.ts: ${expected}`]);
  });
});

describe('a more critical environment', () => {
  const off = { off: true, reason: 'it is only an example' };
  test.each<[path: string, value: unknown, expected: string]>([
    ['accessLogs.deletionProtection', off, '"on"'],
    ['buckets.uploads.oldVersionDays', 7, '30 or more'],
    ['buckets.uploads.deletionProtection', off, '"on"'],
    ['balancer.deletionProtection', off, '"on"'],
    ['tables.sessions.pointInTimeRecovery', { recoveryDays: 7 }, '35 or more'],
    ['services.web.capacity.onDemandTasks', 1, '2 or more'],
    ['services.web.outbound', 'internet', '"endpoints"'],
    ['edge.firewall.blocking', off, '"on"'],
    ['edge.site.deletionProtection', off, '"on"'],
  ])('has no weaker %s: %j', (path, value, expected) => {
    const onFargate = changed(testing, 'services.web.capacity', { onDemandTasks: 2, spotPercent: 50 });
    expect(problems({ test: onFargate, prod: changed(prod, path, value) })).toEqual([
      `environments/prod.ts: ${path}: expected ${expected}, as the less critical environments/test.ts has, found ${JSON.stringify(value)}`,
    ]);
  });
});
