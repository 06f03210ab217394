import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as environments from '../../environments';
import { EnvironmentProblems, loadEnvironments } from '../../environments/load';
import { changed, problems } from '../support/environments';

const { dev, test: testing, prod } = environments;

describe('the environments of this repository', () => {
  test('are sound, in order of promotion', () => {
    expect(loadEnvironments({ prod, test: testing, dev })).toEqual([dev, testing, prod]);
    expect(loadEnvironments(environments)).toHaveLength(Object.keys(environments).length);
  });

  test('are one line each, a file of the name of its export', () => {
    const index = readFileSync(join(__dirname, '../../environments/index.ts'), 'utf8');
    const lines = index.split('\n').filter((line) => line && !line.startsWith('//'));
    expect(lines.sort()).toEqual(
      Object.keys(environments)
        .map((name) => `export { ${name} } from './${name}';`)
        .sort(),
    );
  });

  test.each(Object.keys(environments))('%s is a complete literal: no spread, no condition, no process', (name) => {
    const source = readFileSync(join(__dirname, `../../environments/${name}.ts`), 'utf8');
    expect(source).toMatch(
      new RegExp(
        `^import type { Environment } from './schema';\n\nexport const ${name} = {\n[^]*\n} satisfies Environment;\n$`,
      ),
    );
    expect(source).not.toMatch(/\.\.\.|process|require\(|`/);
    expect(source.replace(/'[^']*'/g, '')).not.toMatch(/\?|\(/);
  });

  test('grow from one store in one zone to many in three', () => {
    const shape = ({ network, databases, caches, logRetentionDays }: typeof dev | typeof prod) => ({
      zones: network.zones.length,
      natGateways: network.natGateways,
      multiAz: databases.main.multiAz,
      replicas: databases.main.readReplicas.length,
      cacheReplicas: caches.main.replicasPerShard,
      logRetentionDays,
    });
    expect(shape(dev)).toEqual({
      zones: 2,
      natGateways: 'single',
      multiAz: false,
      replicas: 0,
      cacheReplicas: 0,
      logRetentionDays: 30,
    });
    expect(shape(testing as never)).toEqual({
      zones: 2,
      natGateways: 'per-zone',
      multiAz: true,
      replicas: 1,
      cacheReplicas: 1,
      logRetentionDays: 90,
    });
    expect(shape(prod)).toEqual({
      zones: 3,
      natGateways: 'per-zone',
      multiAz: true,
      replicas: 2,
      cacheReplicas: 2,
      logRetentionDays: 365,
    });
  });
});

describe('a fourth environment', () => {
  const staging = {
    ...prod,
    name: 'staging',
    criticality: 'high',
    account: '333344445555',
    region: 'eu-north-1',
    state: {
      bucket: 'example-terrace-staging-state',
      oldVersionRetentionDays: 180,
      replica: { region: 'eu-west-3', bucket: 'example-terrace-staging-copy' },
    },
    logRetentionDays: 180,
    identity: {
      ...prod.identity,
      ci: { repository: 'example/terrace', planEnvironment: 'staging-plan', applyEnvironment: 'staging' },
    },
    clusters: {},
    schedules: {},
    network: { ...prod.network, cidr: '10.40.0.0/16', zones: ['eu-north-1a', 'eu-north-1b', 'eu-north-1c'] },
    dns: {
      ...prod.dns,
      publicZone: 'shop-staging.example.com',
      certificates: { web: { names: ['shop-staging.example.com'], usedBy: ['balancer', 'distribution'] } },
    },
    ...{ mail: 'none', users: 'none' },
    accessLogs: { bucket: 'example-terrace-staging-access-logs', deletionProtection: 'on' },
    audit: {
      ...prod.audit,
      archive: {
        ...prod.audit.archive,
        bucket: 'example-terrace-staging-archive',
        unlockedBucket: 'example-terrace-staging-archive-unlocked',
      },
    },
    buckets: { uploads: { ...prod.buckets.uploads, bucket: 'example-terrace-staging-uploads' } },
    canaries: {},
    services: { web: { ...prod.services.web, hosts: { 'shop-staging.example.com': '/*' } } },
    edge: {
      ...prod.edge,
      hosts: ['shop-staging.example.com'],
      site: { ...prod.edge.site, bucket: 'example-terrace-staging-site' },
    },
    databases: { main: { ...prod.databases.main, backupRetentionDays: 21 } },
    recovery: { ...prod.recovery, reports: { bucket: 'example-terrace-staging-recovery-reports' } },
  };

  test('is one more export, and takes its place by criticality', () => {
    expect(loadEnvironments({ dev, test: testing, prod, staging }).map(({ name }) => name)).toEqual([
      'dev',
      'test',
      'staging',
      'prod',
    ]);
  });

  test('of the same criticality stands by name', () => {
    const peers = { dev, test: testing, prod, staging: changed(staging, 'criticality', 'critical') };
    const strong = { ...peers, staging: changed(peers.staging, 'logRetentionDays', 365) };
    expect(loadEnvironments(strong).map(({ name }) => name)).toEqual(['dev', 'test', 'prod', 'staging']);
  });
});

describe('a copy of an environment', () => {
  test.each(['alpha', 'staging', 'zeta'])(
    'that is called %s is what is wrong, and not the one that it was copied from',
    (name) => {
      const copied = problems({ dev, test: testing, prod, [name]: changed(testing, 'name', name) });
      const [field, found] = ['identity.ci', testing.identity.ci];
      expect(copied).toEqual([
        `environments/${name}.ts: account: expected an account of its own, not the account of environments/test.ts, found "${testing.account}"`,
        `environments/${name}.ts: state.bucket: expected a bucket of its own, not the state.bucket of environments/test.ts, found "${testing.state.bucket}"`,
        ...[
          ...['accessLogs.bucket', 'audit.archive.bucket', 'audit.archive.unlockedBucket'],
          ...['buckets.uploads.bucket', 'buckets.code.bucket', 'edge.site.bucket', 'recovery.reports.bucket'],
        ].map((it) => {
          const expected = `expected a bucket of its own, not the ${it} of environments/test.ts`;
          return expect.stringContaining(`environments/${name}.ts: ${it}: ${expected}`);
        }),
        `environments/${name}.ts: ${field}.planEnvironment: expected a GitHub environment of its own, not the ${field}.planEnvironment of environments/test.ts, found "${found.planEnvironment}"`,
        `environments/${name}.ts: ${field}.applyEnvironment: expected a GitHub environment of its own, not the ${field}.applyEnvironment of environments/test.ts, found "${found.applyEnvironment}"`,
        `environments/${name}.ts: network.cidr: expected a range that does not overlap ${testing.network.cidr} of environments/test.ts, found "${testing.network.cidr}"`,
        `environments/${name}.ts: dns.publicZone: expected a domain beside ${testing.dns.publicZone} of environments/test.ts, neither above nor below it, found "${testing.dns.publicZone}"`,
      ]);
    },
  );
});

describe('problems are reported', () => {
  test('at once: every problem of every file, each file together', () => {
    const wrong = {
      dev: changed(changed(dev, 'account', '1'), 'network.zones', ['eu-central-1a', 'eu-west-1a', 7]),
      prod: changed(changed(prod, 'logRetentionDays', 29), 'network.cidr', '10.10.0.0/20'),
    };
    expect(problems(wrong)).toEqual([
      'environments/dev.ts: account: expected an account id of twelve digits, as a string, found "1"',
      'environments/dev.ts: network.zones[2]: expected an Availability Zone such as eu-west-1a, found 7',
      'environments/dev.ts: network.zones[1]: expected a zone of eu-central-1: eu-central-1a, eu-central-1b, eu-central-1c, found "eu-west-1a"',
      expect.stringMatching(/^environments\/prod\.ts: logRetentionDays: expected one of 1, .*, found 29$/),
      'environments/prod.ts: network.cidr: expected a range that does not overlap 10.10.0.0/16 of environments/dev.ts, found "10.10.0.0/20"',
    ]);
  });

  test('as data, and as a message that ends with what to do', () => {
    let refusal: unknown;
    try {
      loadEnvironments({ prod: changed(prod, 'network.cidr', '8.8.8.0/24') });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(EnvironmentProblems);
    expect(refusal).toMatchObject({
      name: 'EnvironmentProblems',
      problems: [
        {
          file: 'environments/prod.ts',
          field: 'network.cidr',
          expected: 'a /16 to /22 in private space',
          found: '"8.8.8.0/24"',
        },
      ],
      message:
        'environments/prod.ts: network.cidr: expected a /16 to /22 in private space, found "8.8.8.0/24"\n' +
        '1 problem; nothing was written. environments/schema.ts describes each field.',
    });
  });

  test('when there is no environment at all', () => {
    expect(problems({})).toEqual([
      "environments/index.ts: expected `export { dev } from './dev'`, one line or more, found nothing",
    ]);
  });

  test('in a line each, however long the value', () => {
    const [line] = problems({ prod: changed(prod, 'extra', Array(99).fill('a word')) });
    expect(line!.length).toBeLessThan(200);
    expect(line).toMatch(/…$/);
    expect(problems({ prod: changed(prod, 'tags.owner', 'two\nlines') })[0]).toMatch(/found "two\\nlines"$/);
  });
});

describe('what is no data is refused, not run into', () => {
  const cycle: Record<string, unknown> = { ...prod };
  cycle['self'] = cycle;
  const throwing = {
    get account() {
      throw new Error('no');
    },
  };

  test('an export that is not there', () => {
    expect(problems({ prod: undefined })).toEqual([
      'environments/prod.ts: expected `export const prod = { … } satisfies Environment`, found nothing',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['a number', 42, '42'],
    ['a list', [1], '[1]'],
    ['a function', () => prod, 'a function'],
    ['a symbol', Symbol('prod'), 'a symbol'],
    ['a bigint', 1n, 'a bigint'],
    ['a date', new Date(0), 'a Date'],
    ['a map', new Map(), 'a Map'],
    ['a class instance', new (class Prod {})(), 'a Prod'],
    ['a getter that throws', throwing, 'an object that throws when read'],
    ['a revoked proxy', revoked(), 'an object that throws when read'],
    [
      'too many fields',
      Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, i])),
      'an object of 1001 fields',
    ],
    [
      '__proto__ for a key',
      JSON.parse('{"__proto__": {"name": "prod"}}'),
      'an object with __proto__ or a symbol for a key',
    ],
    ['a symbol for a key', { [Symbol('name')]: 'prod' }, 'an object with __proto__ or a symbol for a key'],
  ])('%s for an environment', (_, value, found) => {
    const known =
      'name, criticality, account, region, tags, state, notifications, logRetentionDays, logDataProtection, accessLogs, identity, billing, audit, network, bastion, dns, dataKey, databases, clusters, caches, tables, accelerators, fileSystems, migrations, secrets, buckets, imageRepositories, queues, topics, eventBus, mail, users, balancer, clusterInstances, tracing, services, apis, schedules, pipes, failedEvents, edge, canaries, recovery, flows, peers';
    expect(problems({ prod: value })).toEqual([`environments/prod.ts: expected an object of ${known}, found ${found}`]);
  });

  test.each<[string, unknown, string]>([
    ['a function', () => '10.0.0.0/16', 'a function'],
    ['a boxed string', new String('10.0.0.0/16'), 'a String'],
    ['a string without end', 'x'.repeat(1e6), 'a string of 1000000 characters'],
    ['NaN', Number.NaN, 'NaN'],
  ])('%s for a field', (_, value, found) => {
    const literal = { ...prod, network: { ...prod.network, cidr: value } };
    expect(problems({ prod: literal })).toEqual([
      `environments/prod.ts: network.cidr: expected a /16 to /22 in private space, found ${found}`,
    ]);
  });

  test('a cycle', () => {
    expect(problems({ prod: cycle })).toEqual([
      expect.stringMatching(
        /^environments\/prod\.ts: self: expected a known key \(nearest: \w+\), found \{"name":"prod"/,
      ),
    ]);
  });

  test('a list without end', () => {
    const literal = { ...prod, network: { ...prod.network, zones: new Array(1e6) } };
    expect(problems({ prod: literal })).toEqual([
      'environments/prod.ts: network.zones: expected zones, 1 to 8 of them, found a list of 1000000 entries',
    ]);
  });

  test('a list with a hole', () => {
    const zones = ['eu-west-1a'];
    zones[2] = 'eu-west-1c';
    expect(problems({ prod: { ...prod, network: { ...prod.network, zones } } })).toEqual([
      'environments/prod.ts: network.zones[1]: expected an Availability Zone such as eu-west-1a, found nothing',
    ]);
  });

  test('lists of lists of lists that are one list', () => {
    const many = Array.from({ length: 12 }).reduce<unknown>((inner) => Array(500).fill(inner), 'x');
    expect(problems({ prod: { ...prod, tags: many } }).length).toBeGreaterThan(0);
  });

  test("names of Object's own methods", () => {
    const methods = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    const literal = { ...prod, ...Object.fromEntries(methods.map((name) => [name, 1])) };
    expect(problems({ prod: literal })).toEqual(
      methods.map((name) => expect.stringContaining(`environments/prod.ts: ${name}: expected a known key`)),
    );
  });

  test('a value that changes from one reading to the next is read once', () => {
    let readings = 0;
    const literal = Object.defineProperty({ ...prod }, 'account', {
      enumerable: true,
      get: () => (readings++ === 0 ? prod.account : '0'),
    });
    expect(loadEnvironments({ prod: literal })[0]!.account).toBe(prod.account);
  });
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
