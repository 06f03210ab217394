import { changed, onlyServices, problems } from '../support/environments';
import { smallProd as prod } from '../support/small-prod';

/** A field, a value that it refuses, and the message: expected, and found if that is not just the value. */
type Refusal = [path: string, value: unknown, expected: string, found?: string];

function refuses(refusals: Refusal[]) {
  test.each(refusals)('refuses %s: %j', (path, value, expected, found = JSON.stringify(value)) => {
    const [first] = problems({ prod: changed(prod, path, value) });
    expect(first).toBe(`environments/prod.ts: ${path}: expected ${expected}, found ${found}`);
  });
}

describe('the load balancer', () => {
  const whole = '"none" or an object of reachedFrom, ipAddressType, certificate, firewall, deletionProtection';
  refuses([
    ['balancer', 'internet', whole],
    ['balancer.reachedFrom', 'world', 'one of internet, cloudfront'],
    ['balancer.certificate', '', 'the name of a certificate of dns.certificates'],
    ['balancer.firewall', 'off', '"none" or an object of blocking, requestsPer5Minutes'],
  ]);
});

describe('a service', () => {
  const capacity = 'the name of a group of clusterInstances or, on Fargate, an object of onDemandTasks, spotPercent';
  refuses([
    ['services', [], 'services by name'],
    ['services.web', 'web', 'an object with runtime, one of containers, instances, server, function'],
    ['services.web.runtime', 'lambda', 'one of containers, instances, server, function'],
    ['services.web.runtime', undefined, 'one of containers, instances, server, function', 'nothing'],
    ['services.web.image', 1, 'the name of a repository of imageRepositories'],
    ['services.web.port', 80, 'a whole number of (a port) from 1024 to 65535'],
    ['services.web.healthCheckPath', 'readyz', 'a path of 1 to 255 letters, digits and _./- that starts with /'],
    ['services.web.cpu', 100, 'a whole number of CPU units from 256 to 16384'],
    ['services.web.architecture', 'arm64', 'one of ARM64, X86_64'],
    ['services.web.minTasks', 0, 'a whole number of tasks from 1 to 1000, since consumes is "none"'],
    ['services.web.capacity', 'On Fargate', 'the name of a group of clusterInstances'],
    ['services.web.capacity', ['general'], capacity],
    ['services.web.capacity', undefined, capacity, 'nothing'],
    ['services.web.capacity.spotPercent', 101, 'a whole number of percent from 0 to 100'],
    ['services.web.capacity.onDemandTasks', undefined, 'a whole number of tasks from 0 to 1000', 'nothing'],
    ['services.web.capacity.instances', 'general', 'a known key (nearest: spotPercent)'],
    ['services.web.onDemandTasks', 3, 'a known key (nearest: minTasks)'],
    ['services.office.capacity', 'general', 'a known key (nearest: caches)'],
    ['services.web.slo', undefined, '"none" or an object of availabilityPercent, latencyMs', 'nothing'],
    ['services.web.slo', 99.9, '"none" or an object of availabilityPercent, latencyMs'],
    ['services.web.slo.availabilityPercent', 100, 'percent from 95 to 99.99'],
    ['services.web.slo.availabilityPercent', 90, 'percent from 95 to 99.99'],
    ['services.web.slo.availabilityPercent', '99.9 %', 'percent from 95 to 99.99'],
    ['services.web.slo.latencyMs', 300, '"none" or an object of p95'],
    ['services.web.slo.latencyMs.p95', 60_000, 'a whole number of milliseconds from 1 to 59999'],
    ['services.web.databases', 'main', 'names of databases, 0 to 20 of them'],
    ['services.web.buckets.uploads[0]', 'list', 'one of read, write, delete, presign'],
    ['services.web.tables', ['sessions'], 'rights by name'],
    ['services.web.tables.sessions', 'read', 'a list of read and write, or an object of leadingKeys'],
    ['services.web.tables.sessions[0]', 'scan', 'one of read, write'],
    ['services.web.calls', 'api', 'names of services, 0 to 20 of them'],
    ['services.web.outbound', 'all', 'one of internet, endpoints'],
    ['services.web.exec', true, 'one of on, off'],
  ]);

  test('of a runtime that there is not is told so, and not judged by fields that it may not have', () => {
    const web = { ...prod.services.web, runtime: 'lambda', cpu: 'much', calls: 1 };
    expect(problems({ prod: changed(prod, 'services.web', web) })).toEqual([
      'environments/prod.ts: services.web.runtime: expected one of containers, instances, server, function, found "lambda"',
    ]);
  });

  test.each([
    [['*'], '.leadingKeys[0]: expected a partition key, or the start of one and *'],
    [['a key'], '.leadingKeys[0]: expected a partition key, or the start of one and *'],
    [[], '.leadingKeys: expected partition keys, 1 to 20 of them, found []'],
  ])('has no items by keys that are none, or all: %j', (leadingKeys, expected) => {
    const [first] = problems({ prod: changed(prod, 'services.web.tables.sessions', { leadingKeys }) });
    expect(first).toContain(`services.web.tables.sessions${expected}`);
  });

  test.each([
    [{ 'Shop.example.com': '/*' }, '["Shop.example.com"]: expected a host such as'],
    [{ shop: '/*' }, '.shop: expected a host such as'],
    [{ '*': '/*' }, '["*"]: expected a host such as'],
    [{ 'a*.example.com': '/*' }, '["a*.example.com"]: expected a host such as'],
    [{ 'shop.example.com': 'api' }, '["shop.example.com"]: expected a path such as /* or /api/*'],
    [{ 'shop.example.com': '' }, '["shop.example.com"]: expected a path such as /* or /api/*'],
  ])('answers for no host or path that a balancer refuses: %j', (hosts, expected) => {
    const [first] = problems({ prod: changed(prod, 'services.web.hosts', hosts) });
    expect(first).toContain(`services.web.hosts${expected}`);
  });

  test.each([
    'PORT',
    'AWS_REGION',
    'DATABASE_MAIN_HOST',
    'CLUSTER_MAIN_HOST',
    'CACHE_X',
    'TABLE_SESSIONS',
    'BUCKET_UPLOADS',
    'SERVICE_API_URL',
    'MAIL_FROM',
    'USERS_ISSUER',
    'ECS_X',
    'lower',
  ])('has no variable %s of its own', (name) => {
    expect(problems({ prod: changed(prod, 'services.web.environment', { [name]: 'x' }) })).toEqual([
      `environments/prod.ts: services.web.environment.${name}: expected a variable of A-Z, 0-9 and _ that the platform does not set: no AWS_, ECS_, DATABASE_, CLUSTER_, CACHE_, TABLE_, ACCELERATOR_, FILE_SYSTEM_, SECRET_, BUCKET_, QUEUE_, TOPIC_, EVENT_BUS_, SERVICE_, MAIL_ or USERS_ in front, found "${name}"`,
    ]);
  });
});

describe('instances of the cluster', () => {
  const general = {
    ...{ instanceTypes: ['m7g.large', 'm6g.large', 'c7g.large'], minServers: 2, maxServers: 6 },
    ...{ onDemandServers: 2, spotPercent: 50, outbound: 'internet' },
  };
  const wrong = (field: string, value: unknown) =>
    problems({ prod: changed(prod, 'clusterInstances', { general: { ...general, [field]: value } }) })[0];

  test('are any number of groups, also none', () => {
    const web = onlyServices(prod, 'web');
    for (const clusterInstances of [{}, { general }, { general, large: general }]) {
      expect(problems({ prod: { ...web, clusterInstances } })).toEqual([]);
    }
  });

  test.each<[field: string, value: unknown, expected: string]>([
    ['instanceTypes', [], 'instance types, 1 to 20 of them, found []'],
    ['instanceTypes', ['mac2.metal'], 'an instance type of environments/aws/instance-types.ts'],
    ['minServers', -1, 'a whole number of servers from 0 to 1000, found -1'],
    ['maxServers', 0, 'a whole number of servers from 1 to 1000, found 0'],
    ['onDemandServers', '2', 'a whole number of servers from 0 to 1000, found "2"'],
    ['spotPercent', 101, 'a whole number of percent from 0 to 100, found 101'],
    ['outbound', 'none', 'one of internet, endpoints, found "none"'],
    ['desired', 2, 'a known key (nearest: '],
  ])('refuse %s: %j', (field, value, expected) => {
    expect(wrong(field, value)).toContain(`environments/prod.ts: clusterInstances.general.${field}`);
    expect(wrong(field, value)).toContain(`: expected ${expected}`);
  });

  test.each<[value: unknown, expected: string]>([
    ['none', 'clusterInstances: expected groups of instances by name, found "none"'],
    [undefined, 'clusterInstances: expected groups of instances by name, found nothing'],
    [{ 'a--b': general }, 'clusterInstances.a--b: expected a name of 1 to 21 of a-z, 0-9 and single hyphens'],
    [{ constructor: general }, 'clusterInstances.constructor: expected a name of 1 to 21'],
    [{ general: 2 }, 'clusterInstances.general: expected an object of instanceTypes, minServers'],
  ])('are refused as %j', (value, expected) => {
    const [first] = problems({ prod: changed(prod, 'clusterInstances', value) });
    expect(first).toContain(expected);
  });
});

describe('the distribution', () => {
  refuses([
    ['edge', 'on', '"none" or an object of hosts, certificate, site, firewall, priceClass'],
    ['edge.hosts', [], 'hosts, 1 to 100 of them'],
    ['edge.hosts[0]', '*.shop.example.com', 'a domain such as shop.example.com, in lower case'],
    ['edge.site', 'some', '"none" or an object of bucket, paths, dynamicPaths, deletionProtection'],
    ['edge.site.dynamicPaths[0]', 'api/*', 'a path such as /* or /api/*, 1 to 128 letters, digits and _-.$/~"\'@:+&*?'],
    ['edge.firewall', 'none', 'an object of blocking, requestsPer5Minutes'],
    ['edge.firewall.requestsPer5Minutes', 9, 'a whole number of requests from 10 to 2000000000'],
    ['edge.priceClass', 'all', 'one of PriceClass_100, PriceClass_200, PriceClass_All'],
  ]);
});

describe('a table', () => {
  const key = 'an object of name, type';
  const provisioned = { read: { min: 1, max: 10, targetPercent: 70 }, write: { min: 1, max: 10, targetPercent: 70 } };
  refuses([
    ['tables', [], 'tables by name'],
    ['tables.sessions.partitionKey', 'id', key],
    ['tables.sessions.partitionKey.name', 'an id', 'the name of an attribute, 1 to 255 letters, digits and _.-'],
    ['tables.sessions.partitionKey.type', 'string', 'one of S, N, B'],
    ['tables.sessions.sortKey', 'at', '"none" or an object of name, type'],
    ['tables.sessions.timeToLive', 'expiresAt', '"none" or an object of attribute, enabled'],
    ['tables.sessions.timeToLive.enabled', 'on', 'true or false'],
    ['tables.sessions.capacity', 'on-demand', 'an object of onDemand, or of provisioned'],
    ['tables.sessions.capacity.onDemand.maxReadUnits', 0, 'a whole number of units from 1 to 10000000'],
    ['tables.sessions.tableClass', 'INFREQUENT', 'one of STANDARD, STANDARD_INFREQUENT_ACCESS'],
    ['tables.sessions.stream', 'on', 'one of none, KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES'],
    ['tables.sessions.contributorInsights', 'on', 'true or false'],
    ['tables.sessions.pointInTimeRecovery', 'on', 'an object of recoveryDays, or of off, reason'],
    ['tables.sessions.pointInTimeRecovery.recoveryDays', 36, 'a whole number of days from 1 to 35'],
    ['tables.sessions.deletionProtection', false, '"on" or an object of off, reason'],
  ]);

  test('has a capacity on demand or provisioned, and not both', () => {
    const both = { onDemand: { maxReadUnits: 1, maxWriteUnits: 1 }, provisioned };
    expect(problems({ prod: changed(prod, 'tables.sessions.capacity', { provisioned }) })).toEqual([]);
    expect(problems({ prod: changed(prod, 'tables.sessions.capacity', both) })[0]).toContain(
      'tables.sessions.capacity.provisioned: expected a known key',
    );
  });

  test.each<[field: string, index: object, expected: string]>([
    ['ab', {}, 'a name of 3 to 21 letters, digits and _.-, found "ab"'],
    ['by-user', { nonKeyAttributes: 'some' }, '"all" or names of attributes, 0 to 20 of them, found "some"'],
    ['by-user', { capacity: 5 }, '"table" or an object of readUnits, writeUnits, found 5'],
  ])('has no global index %s with %j', (name, change, expected) => {
    const index = {
      partitionKey: { name: 'user', type: 'S' },
      sortKey: 'none',
      nonKeyAttributes: [],
      capacity: 'table',
    };
    const [first] = problems({
      prod: changed(prod, 'tables.sessions.globalIndexes', { [name]: { ...index, ...change } }),
    });
    expect(first).toContain(`environments/prod.ts: tables.sessions.globalIndexes.${name}`);
    expect(first).toContain(`: expected ${expected}`);
  });
});

describe('a bucket', () => {
  refuses([
    ['buckets', [], 'buckets by name'],
    ['buckets.uploads.standardIaAfterDays', 0, 'a whole number of days from 1 to 36500'],
    ['buckets.uploads.expireAfterDays', 'always', '"never" or a whole number of days from 1 to 36500'],
    ['buckets.uploads.oldVersionDays', 0, 'a whole number of days from 1 to 3650'],
    ['buckets.uploads.pagesOf[0]', 'https://shop.example.com', 'a domain such as shop.example.com, in lower case'],
  ]);
});
