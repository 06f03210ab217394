import * as environments from '../../environments';
import { changed, problems, withoutServices, type Literal } from '../support/environments';

const dev = withoutServices(environments.dev);
const testing = withoutServices(environments.test);
const prod = withoutServices(environments.prod);

/** `literal` with several values replaced. */
function changedAll(literal: object, changes: Record<string, unknown>): Literal {
  return Object.entries(changes).reduce<Literal>((copy, [path, value]) => changed(copy, path, value), { ...literal });
}

describe('within an environment', () => {
  test.each<[law: string, changes: Record<string, unknown>, expected: string[]]>([
    [
      'zones are those of the region',
      { 'network.zones': ['eu-west-1a', 'eu-west-2b', 'eu-west-1d'] },
      [
        'network.zones[1]: expected a zone of eu-west-1: eu-west-1a, eu-west-1b, eu-west-1c, found "eu-west-2b"',
        'network.zones[2]: expected a zone of eu-west-1: eu-west-1a, eu-west-1b, eu-west-1c, found "eu-west-1d"',
      ],
    ],
    [
      'the key of what is protected stays',
      { 'dataKey.deletionProtection': { off: true, reason: 'destroyed with the environment' } },
      [
        'dataKey.deletionProtection: expected "on", while databases.main is protected, found {"off":true,"reason":"destroyed with the environment"}',
      ],
    ],
    [
      'Redis OSS takes users and a group of its own engine alone',
      { 'caches.main.engine': 'redis', 'caches.main.engineVersion': '7.1' },
      ['caches.main.userGroupEngine: expected "redis", which is all that Redis OSS takes, found "valkey"'],
    ],
    [
      'an audit log is of MySQL: PostgreSQL has it through parameters',
      { 'databases.main.auditLog': { events: ['CONNECT'], users: 'all', queryLogLimit: 1024 } },
      [
        'databases.main.auditLog: expected "none", of postgres: its audit log is pgaudit, through the parameters shared_preload_libraries and pgaudit.log, found {"events":["CONNECT"],"users":"all","queryLogLimit":1024}',
      ],
    ],
    [
      'a serverless cache has a version of its engine, two zones, and keeps no more ready than it may use',
      {
        'network.zones': ['eu-west-1a'],
        'databases.main.multiAz': false,
        'caches.main': {
          ...{ deployment: 'serverless', engine: 'redis', majorEngineVersion: '8', restoreFrom: 'none' },
          ...{ dataStorageGb: { max: 10, min: 20 }, ecpuPerSecond: { max: 5000, min: 'none' } },
          ...{ snapshotRetentionDays: 14, snapshotTime: '02:00', deletionProtection: 'on' },
        },
      },
      [
        'network.zones: expected two zones or more, since the subnet group of databases.main spans two and caches.main is serverless, found ["eu-west-1a"]',
        'caches.main.majorEngineVersion: expected one of 7, of redis (nearest: 7), found "8"',
        'caches.main.dataStorageGb.min: expected "none", or up to the maximum, 10, found 20',
      ],
    ],
    [
      'what fails over has two zones or more',
      { 'network.zones': ['eu-west-1a'] },
      [
        'network.zones: expected two zones or more, since databases.main is Multi-AZ and caches.main has replicas, found ["eu-west-1a"]',
      ],
    ],
    [
      'a database has two zones for its subnet group, even if it uses one',
      { 'network.zones': ['eu-west-1a'], 'databases.main.multiAz': false, 'caches.main.replicasPerShard': 0 },
      [
        'network.zones: expected two zones or more, since the subnet group of databases.main spans two, found ["eu-west-1a"]',
      ],
    ],
    [
      'zones that stay are counted, not those that retire',
      { 'network.zones': ['eu-west-1a', { retiring: 'eu-west-1b' }] },
      [
        'network.zones: expected two zones or more that stay, since databases.main is Multi-AZ and caches.main has replicas, found ["eu-west-1a",{"retiring":"eu-west-1b"}]',
      ],
    ],
    [
      'a zone stays or retires, and is one of the region',
      { 'network.zones': ['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1b' }, { retiring: 'eu-west-1d' }] },
      [
        'network.zones[3]: expected a zone of eu-west-1: eu-west-1a, eu-west-1b, eu-west-1c, found {"retiring":"eu-west-1d"}',
        'network.zones[2]: expected each zone once: eu-west-1b, found {"retiring":"eu-west-1b"}',
      ],
    ],
    [
      'each NAT gateway has an address, and no address is without a gateway',
      { 'network.natAddresses': { 'eu-west-1a': 'eipalloc-0a1b2c3d', 'eu-west-1d': 'eipalloc-0a1b2c3e' } },
      [
        'network.natAddresses: expected an address in each of the zones with a NAT gateway: eu-west-1a, eu-west-1b, eu-west-1c, found {"eu-west-1a":"eipalloc-0a1b2c3d","eu-west-1d":"eipalloc-0a1b2c3e"}',
        'network.natAddresses.eu-west-1d: expected nothing, or a NAT gateway there; the zones with a NAT gateway: eu-west-1a, eu-west-1b, eu-west-1c, found "eipalloc-0a1b2c3e"',
      ],
    ],
    [
      'an Elastic IP address is of one NAT gateway',
      {
        'network.natAddresses': {
          ...{ 'eu-west-1a': 'eipalloc-0a1b2c3d', 'eu-west-1b': 'eipalloc-0a1b2c3d' },
          'eu-west-1c': 'eipalloc-0a1b2c3f',
        },
      },
      [
        'network.natAddresses.eu-west-1b: expected an Elastic IP address of its own, not the network.natAddresses.eu-west-1a of environments/prod.ts, found "eipalloc-0a1b2c3d"',
      ],
    ],
    [
      'no address is without gateways, nor of a zone that retires',
      {
        'network.zones': ['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1c' }],
        'network.natGateways': 'single',
        'network.natAddresses': { 'eu-west-1a': 'eipalloc-0a1b2c3d', 'eu-west-1c': 'eipalloc-0a1b2c3e' },
      },
      [
        'network.natAddresses.eu-west-1c: expected nothing, or a NAT gateway there; the zones with a NAT gateway: eu-west-1a, found "eipalloc-0a1b2c3e"',
      ],
    ],
    [
      'a bastion with no way out has the endpoints of Session Manager',
      { 'network.natGateways': 'none', 'network.interfaceEndpoints': ['kms', 'ssm'] },
      [
        'network.interfaceEndpoints: expected also logs, ssmmessages, since natGateways "none" leaves the bastion no other way to Session Manager, found ["kms","ssm"]',
      ],
    ],
    [
      'an endpoint with zones of its own has them from the network',
      { 'network.interfaceEndpoints': ['kms', { service: 'email-smtp', zones: ['eu-west-1a', 'eu-west-1d'] }] },
      [
        'network.interfaceEndpoints[1].zones[1]: expected a zone of network.zones that stays: eu-west-1a, eu-west-1b, eu-west-1c, found "eu-west-1d"',
      ],
    ],
    [
      'a service has one endpoint, whether its zones are written or not',
      { 'network.interfaceEndpoints': ['kms', { service: 'kms', zones: ['eu-west-1a'] }] },
      [
        'network.interfaceEndpoints[1]: expected each service once: kms, found {"service":"kms","zones":["eu-west-1a"]}',
      ],
    ],
    [
      'the bastion stops after it starts',
      { 'bastion.hours': { days: 'MON-FRI', start: '19:00', stop: '07:00', timeZone: 'Etc/UTC' } },
      ['bastion.hours.stop: expected a time after start, 19:00, found "07:00"'],
    ],
    [
      'billing alarms rise',
      { 'billing.alarmThresholdsPercent': [25, 75, 50, 100] },
      ['billing.alarmThresholdsPercent: expected percentages that rise, found [25,75,50,100]'],
    ],
    [
      'a part costs no more than the whole',
      {
        'billing.budgets': {
          database: { limitUsd: 4000, service: 'Amazon Relational Database Service' },
          web: { limitUsd: 4001, tag: { key: 'service', value: 'web' } },
        },
      },
      ['billing.budgets.web.limitUsd: expected no more than monthlyBudgetUsd, 4000, found 4001'],
    ],
    [
      'an anomaly is less than the budget',
      { 'billing.anomalyThresholdUsd': 4001 },
      ['billing.anomalyThresholdUsd: expected no more than monthlyBudgetUsd, 4000, found 4001'],
    ],
    [
      'an engine has the version',
      {
        'databases.main.engineVersion': '17.66',
        'caches.main.engine': 'redis',
        'caches.main.userGroupEngine': 'redis',
      },
      [
        'databases.main.engineVersion: expected a postgres version of environments/aws/engine-versions.ts (nearest: 17.6), found "17.66"',
        'caches.main.engineVersion: expected a redis version of environments/aws/engine-versions.ts (nearest: 7.1), found "8.1"',
      ],
    ],
    [
      'MySQL has a class with Performance Insights',
      {
        'databases.main.engine': 'mysql',
        'databases.main.engineVersion': '8.4',
        'databases.main.instanceClass': 'db.t4g.small',
      },
      [
        'databases.main.instanceClass: expected a class of medium or larger: RDS for MySQL has no Performance Insights on smaller ones, found "db.t4g.small"',
      ],
    ],
    [
      'storage has room to grow',
      { 'databases.main.allocatedStorageGb': 205, 'databases.main.maxAllocatedStorageGb': 225 },
      ['databases.main.maxAllocatedStorageGb: expected 226 or more, 10 % above allocatedStorageGb, found 225'],
    ],
    [
      'gp3 has IOPS and throughput to provision from 400 GiB up',
      { 'databases.main.iops': 16_000, 'databases.main.throughputMibps': 1000 },
      [
        'databases.main.iops: expected "baseline": RDS provisions gp3 from 400 GiB up, found 16000',
        'databases.main.throughputMibps: expected "baseline": RDS provisions gp3 from 400 GiB up, found 1000',
      ],
    ],
    [
      'IOPS are those of the storage',
      { 'databases.main.allocatedStorageGb': 400, 'databases.main.iops': 3000 },
      ['databases.main.iops: expected 12000 to 64000, with that storage, found 3000'],
    ],
    [
      'throughput is a quarter of the IOPS at most',
      { 'databases.main.allocatedStorageGb': 400, 'databases.main.throughputMibps': 3001 },
      ['databases.main.throughputMibps: expected 500 to 3000, with those IOPS, found 3001'],
    ],
    [
      'io2 has IOPS that are provisioned',
      { 'databases.main.storageType': 'io2' },
      ['databases.main.iops: expected 1000 to 200000, with that storage, found "baseline"'],
    ],
    [
      'RDS upgrades minor versions of what has replicas',
      { 'databases.main.engineVersion': '17.6' },
      [
        'databases.main.engineVersion: expected "17", the major version alone: RDS upgrades minor versions of read replicas, then of their source, found "17.6"',
      ],
    ],
    [
      'a major version is upgraded at once',
      { 'databases.main.allowMajorVersionUpgrade': true },
      ['databases.main.applyImmediately: expected true, while allowMajorVersionUpgrade is, found false'],
    ],
    [
      'a major version of MySQL is upgraded without replicas',
      {
        'databases.main.engine': 'mysql',
        'databases.main.engineVersion': '8.4',
        'databases.main.allowMajorVersionUpgrade': true,
        'databases.main.applyImmediately': true,
      },
      [
        'databases.main.readReplicas: expected none while MySQL is upgraded: RDS upgrades replicas first. Retire them, found ["reporting","reads"]',
      ],
    ],
    [
      'a replica has a name of its own, also one with a class',
      {
        'databases.main.readReplicas': ['reads', { name: 'reads', instanceClass: 'db.r7g.large' }],
        'databases.main.retiringReplicas': [{ name: 'reads', instanceClass: 'db.r7g.large' }],
      },
      [
        'databases.main.readReplicas[1]: expected each name once, found {"name":"reads","instanceClass":"db.r7g.large"}',
        'databases.main.retiringReplicas[0]: expected a name that is not in readReplicas any more, found {"name":"reads","instanceClass":"db.r7g.large"}',
      ],
    ],
    [
      'a replica of MySQL has Performance Insights too',
      {
        'databases.main.engine': 'mysql',
        'databases.main.engineVersion': '8.4',
        'databases.main.readReplicas': ['reads', { name: 'reporting', instanceClass: 'db.t4g.small' }],
      },
      [
        'databases.main.readReplicas[1].instanceClass: expected a class of medium or larger: RDS for MySQL has no Performance Insights on smaller ones, found "db.t4g.small"',
      ],
    ],
    [
      'parameters of a cache are its own, and not those of every cache',
      { 'caches.main.parameters': { timeout: '300', 'maxmemory-policy': 'noeviction' } },
      [
        'caches.main.parameters.maxmemory-policy: expected nothing: it is set to the cache\'s eviction policy, found "noeviction"',
      ],
    ],
    [
      'parameters of a database are its own, and not those of TLS and logs',
      { 'databases.main.parameters': { work_mem: '65536', 'rds.force_ssl': '0', max_connections: 'many' } },
      [
        'databases.main.parameters["rds.force_ssl"]: expected nothing: it is set to force TLS on every connection, found "0"',
        'databases.main.parameters.max_connections: expected a whole number: the threshold of the alarm on connections is computed from it, found "many"',
      ],
    ],
    [
      'a database is restored from another',
      { 'databases.main.restoreFrom': { pointInTime: { of: 'main', at: '2026-09-01T10:00:00Z' } } },
      [
        'databases.main.restoreFrom.pointInTime.of: expected another database of this environment; of one that is restored, restoreFrom may be "none", found "main"',
      ],
    ],
    [
      'a replica is kept or retiring',
      { 'databases.main.retiringReplicas': ['old', 'reads'] },
      ['databases.main.retiringReplicas[1]: expected a name that is not in readReplicas any more, found "reads"'],
    ],
    [
      'RDS has 15 replicas of a source',
      { 'databases.main.retiringReplicas': [...'abcdefghijklmn'] },
      [
        'databases.main.retiringReplicas: expected 13 or less, for 15 replicas with those of readReplicas, found ["a","b","c","d","e","f","g","h","i","j","k","l","m","n"]',
      ],
    ],
    [
      'backups keep out of maintenance',
      { 'databases.main.backupWindow': '03:30-04:30', 'caches.main.snapshotWindow': '02:00-04:01' },
      [
        'databases.main.backupWindow: expected a window outside maintenance, sun:03:00-sun:04:00, found "03:30-04:30"',
        'caches.main.snapshotWindow: expected a window outside maintenance, sun:04:00-sun:05:00, found "02:00-04:01"',
      ],
    ],
    [
      'a cache has 90 nodes at most',
      { 'caches.main.shards': 31 },
      ['caches.main.shards: expected 30 or less, for 90 nodes with their replicas, found 31'],
    ],
    [
      'a certificate is for names of the public zone',
      { 'dns.certificates.web.names': ['shop.example.com', '*.shop.example.com', 'myshop.example.com', 'example.com'] },
      [
        'dns.certificates.web.names[2]: expected shop.example.com or a name below it, found "myshop.example.com"',
        'dns.certificates.web.names[3]: expected shop.example.com or a name below it, found "example.com"',
      ],
    ],
    [
      'the first name of a certificate has 64 characters or less',
      { 'dns.certificates.web.names': [`${'a'.repeat(49)}.shop.example.com`, `${'b'.repeat(49)}.shop.example.com`] },
      [
        `dns.certificates.web.names[0]: expected a first name of 64 characters or less; a longer one may follow it, found "${'a'.repeat(49)}.shop.example.com"`,
      ],
    ],
    [
      'the private zone hides no public name',
      { 'dns.privateZone': 'example.com' },
      ['dns.privateZone: expected a domain that does not hide shop.example.com in the network, found "example.com"'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(problems({ prod: changedAll(prod, changes) })).toEqual(
      expected.map((line) => `environments/prod.ts: ${line}`),
    );
  });

  test.each([
    ['sun:23:00-mon:00:30', '00:00-00:30'],
    ['mon:00:00-mon:01:00', '23:30-00:01'],
    ['sun:23:30-mon:00:30', '23:00-23:31'],
    ['wed:23:30-thu:00:30', '00:29-01:00'],
  ])('maintenance %s meets a backup at %s', (maintenanceWindow, backupWindow) => {
    const met = { 'databases.main.maintenanceWindow': maintenanceWindow, 'databases.main.backupWindow': backupWindow };
    expect(problems({ prod: changedAll(prod, met) })).toHaveLength(1);
  });

  test.each([
    ['sun:23:00-mon:00:00', '00:00-00:30'],
    ['mon:00:30-mon:01:30', '23:30-00:30'],
  ])('maintenance %s ends or starts beside a backup at %s', (maintenanceWindow, backupWindow) => {
    const separateWindows = {
      'databases.main.maintenanceWindow': maintenanceWindow,
      'databases.main.backupWindow': backupWindow,
    };
    expect(problems({ prod: changedAll(prod, separateWindows) })).toEqual([]);
  });

  test("a cache's name leaves room for its users' ids", () => {
    const longNamed = (cache: string) => ({
      preproduction: { ...prod, name: 'preproduction', caches: { [cache]: prod.caches.main } },
    });
    expect(problems(longNamed('cache-of-17-chars'))).toEqual([]);
    expect(problems(longNamed('cache-of-18-charss'))).toEqual([
      'environments/preproduction.ts: caches.cache-of-18-charss: expected a name of 17 characters or less, for ids of 40 such as preproduction-cache-of-18-charss-operator, found "cache-of-18-charss"',
    ]);
  });

  test('one zone is enough where nothing spans two', () => {
    const small = { 'network.zones': ['eu-west-1a'], databases: {}, 'caches.main.replicasPerShard': 0 };
    expect(problems({ prod: changedAll(prod, small) })).toEqual([]);
  });
});

describe('across environments', () => {
  test('an environment is called what its file is called', () => {
    expect(problems({ production: prod })).toEqual([
      'environments/production.ts: name: expected "production", as its export and its file are called, found "prod"',
    ]);
  });

  test.each<[path: string, value: unknown, expected: string]>([
    ['account', dev.account, 'an account of its own, not the account of environments/dev.ts'],
    ['state.bucket', dev.state.bucket, 'a bucket of its own, not the state.bucket of environments/dev.ts'],
    [
      'identity.ci.applyEnvironment',
      'DEV',
      'a GitHub environment of its own, not the identity.ci.applyEnvironment of environments/dev.ts',
    ],
    [
      'identity.ci.planEnvironment',
      'dev',
      'a GitHub environment of its own, not the identity.ci.applyEnvironment of environments/dev.ts',
    ],
    [
      'identity.ci.applyEnvironment',
      'prod-plan',
      'a GitHub environment of its own, not the identity.ci.planEnvironment of environments/prod.ts',
    ],
    ['network.cidr', '10.10.0.0/16', 'a range that does not overlap 10.10.0.0/16 of environments/dev.ts'],
    ['network.cidr', '10.10.240.0/20', 'a range that does not overlap 10.10.0.0/16 of environments/dev.ts'],
  ])('%s: %j is taken', (path, value, expected) => {
    expect(problems({ dev, prod: changed(prod, path, value) })).toEqual([
      `environments/prod.ts: ${path}: expected ${expected}, found ${JSON.stringify(value)}`,
    ]);
  });

  test('a network overlaps with no other, whichever is the smaller', () => {
    expect(problems({ dev: changed(dev, 'network.cidr', '10.30.16.0/22'), prod })).toEqual([
      'environments/prod.ts: network.cidr: expected a range that does not overlap 10.30.16.0/22 of environments/dev.ts, found "10.30.0.0/16"',
    ]);
  });

  test.each([['example.com'], ['shop-dev.example.com'], ['a.shop-dev.example.com']])(
    'the domain %s is above, at or below that of another environment',
    (publicZone) => {
      const names = { 'dns.publicZone': publicZone, 'dns.certificates': {} };
      expect(problems({ dev, prod: changedAll(prod, names) })).toEqual([
        `environments/prod.ts: dns.publicZone: expected a domain beside shop-dev.example.com of environments/dev.ts, neither above nor below it, found "${publicZone}"`,
      ]);
    },
  );

  test('an environment may have no names, beside others that do', () => {
    expect(problems({ dev: changed(dev, 'dns', 'none'), test: changed(testing, 'dns', 'none'), prod })).toEqual([]);
  });

  const inGitLab = (planRef: unknown, applyRef: unknown, project = 'shop/web') => ({
    gitlab: { url: 'https://gitlab.com', project, planRef, applyRef },
  });
  const oidc = (planSubject: string, applySubject: string) => ({
    oidc: { url: 'https://ci.example.com', audience: 'aws', planSubject, applySubject },
  });
  const [main, live] = [{ branch: 'main' }, { branch: 'live' }];

  test.each<[what: string, ofDev: unknown, ofProd: unknown, field: string, expected: string]>([
    [
      'a branch that applies another environment',
      inGitLab({ tag: 'a' }, main),
      inGitLab({ tag: 'b' }, main),
      'gitlab.applyRef',
      'a branch or tag of its own, not the identity.ci.gitlab.applyRef of environments/dev.ts',
    ],
    [
      'a branch that applies another environment, to plan',
      inGitLab('any-branch', main),
      inGitLab(main, live),
      'gitlab.planRef',
      'a branch or tag of its own, not the identity.ci.gitlab.applyRef of environments/dev.ts',
    ],
    [
      'a branch for plan and apply',
      inGitLab('any-branch', live),
      inGitLab(main, main),
      'gitlab.applyRef',
      'a branch or tag of its own, not the identity.ci.gitlab.planRef of environments/prod.ts',
    ],
    [
      'any branch where much is at stake',
      inGitLab('any-branch', main),
      inGitLab('any-branch', live),
      'gitlab.planRef',
      'one branch or tag, since criticality is critical: a plan reads the state',
    ],
    [
      'the subject of another environment',
      oidc('plan:a', 'apply:a'),
      oidc('plan:b', 'apply:a'),
      'oidc.applySubject',
      'a subject of its own, not the identity.ci.oidc.applySubject of environments/dev.ts',
    ],
    [
      'a subject that its issuer does not write',
      inGitLab('any-branch', main),
      { oidc: { ...oidc('plan:b', 'repo:a').oidc, url: 'https://token.actions.githubusercontent.com' } },
      'oidc.planSubject',
      "another issuer than GitHub's: a trust of github names repository and environment",
    ],
  ])('%s is refused', (_, ofDev, ofProd, field, expected) => {
    const [line] = problems({ dev: changed(dev, 'identity.ci', ofDev), prod: changed(prod, 'identity.ci', ofProd) });
    expect(line).toContain(`environments/prod.ts: identity.ci.${field}: expected ${expected}, found `);
  });

  test('two projects of GitLab may call their branches the same, and plans of less critical environments run for any branch', () => {
    const ofDev = changed(dev, 'identity.ci', inGitLab('any-branch', main));
    const ofTest = changed(testing, 'identity.ci', inGitLab('any-branch', main, 'shop/other'));
    expect(
      problems({ dev: ofDev, test: ofTest, prod: changed(prod, 'identity.ci', inGitLab(live, { tag: 'live' })) }),
    ).toEqual([]);
  });

  test('two repositories may call their GitHub environments the same', () => {
    const elsewhere = changedAll(prod, {
      'identity.ci.repository': 'example/another',
      'identity.ci.planEnvironment': 'dev-plan',
      'identity.ci.applyEnvironment': 'dev',
    });
    expect(problems({ dev, prod: elsewhere })).toEqual([]);
  });
});

describe('a more critical environment', () => {
  const off = { off: true, reason: 'a reason that is long enough' };
  test.each<[path: string, value: unknown, expected: string]>([
    ['state.oldVersionRetentionDays', 89, '90 or more'],
    ['logRetentionDays', 60, '90 or more'],
    ['identity.passwordPolicy.minimumLength', 15, '16 or more'],
    ['identity.maxSessionHours', 5, '4 or less'],
    ['network.zones', ['eu-west-1a'], '2 or more of them'],
    ['network.natGateways', 'single', '"per-zone"'],
    ['bastion.sshFromCidrs', ['203.0.113.0/24'], 'none'],
    ['databases.main.multiAz', false, 'true'],
    ['databases.main.backupRetentionDays', 13, '14 or more'],
    ['databases.main.deletionProtection', off, '"on"'],
    ['dns.dnssec', off, '"on"'],
    ['dns.deletionProtection', off, '"on"'],
    ['caches.main.replicasPerShard', 0, '1 or more'],
    ['caches.main.snapshotRetentionDays', 6, '7 or more'],
    ['dataKey.deletionProtection', off, '"on"'],
    ['caches.main.deletionProtection', off, '"on"'],
    ['imageRepositories.web.keptImages', 19, '20 or more'],
  ])('is never weaker: %s %j', (path, value, expected) => {
    expect(problems({ dev, test: testing, prod: changed(prod, path, value) })).toContain(
      `environments/prod.ts: ${path}: expected ${expected}, as the less critical environments/test.ts has, found ${JSON.stringify(value)}`,
    );
  });

  test('changes its passwords as often', () => {
    const strict = changed(testing, 'identity.passwordPolicy.maxAgeDays', 60);
    expect(problems({ dev, test: strict, prod })).toEqual([
      'environments/prod.ts: identity.passwordPolicy.maxAgeDays: expected 60 or less, as the less critical environments/test.ts has, found 90',
    ]);
  });

  test('is held against the best of those below it', () => {
    const strict = changed(dev, 'logRetentionDays', 180);
    expect(problems({ dev: strict, test: testing, prod })).toEqual([
      'environments/test.ts: logRetentionDays: expected 180 or more, as the less critical environments/dev.ts has, found 90',
    ]);
  });

  test('is not held against its peers', () => {
    expect(problems({ test: testing, dev: changed(dev, 'criticality', 'medium') })).toEqual([]);
  });

  test('may keep stores that no other has', () => {
    expect(problems({ dev, prod: changed(prod, 'databases', { orders: prod.databases.main }) })).toEqual([]);
  });
});
