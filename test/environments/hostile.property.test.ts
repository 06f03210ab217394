import * as environments from '../../environments';
import { cluster } from '../../environments/changes/clusters';
import { shard, shardMaps } from '../../environments/changes/shards';
import { withApis } from '../support/apis';
import { all, connected } from '../support/connected-networks';
import { problems } from '../support/environments';
import { withSignIn } from '../support/people';
import { put } from '../support/put';

// Every field of the environments, every hostile value: problems that name the file and the field, or a value that the field is for.

const throwing = Object.defineProperty({}, 'name', {
  enumerable: true,
  get: () => {
    throw new RangeError('no');
  },
});
const hostile: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 10n, Symbol('a')],
  ...['', '   ', 'undefined', '${file("/etc/passwd")}', '${path.root} is not a reason', '%{ for x in y }'],
  ...['a\u202eb', 'a\u0000b', 'a name with\u2066 a direction', 'x; drop table users', '*', '0.0.0.0/0', '::/0'],
  ...['[object Object] is none', 'x'.repeat(100_000), '__proto__', 'constructor', 'toString'],
  ...[new String('a'), new Date(0), () => 1, {}, { 0: 'x' }, { length: 3 }, { constructor: {} }, Object.create(null)],
  ...[throwing, [], [undefined], [[]], [{}], JSON.parse('{"__proto__": {}}'), { off: false, reason: 'It is not off' }],
];

/** What a hostile value may be: text for people, names of AWS, and none of what an environment can be without. */
const accepted = [
  'accelerators {}',
  'accessLogs.bucket "constructor"',
  'accessLogs.deletionProtection.off true',
  'accessLogs.deletionProtection.reason "constructor"',
  'accessLogs.deletionProtection.reason "x; drop table users"',
  'apis {}',
  'apis.status.authorizer.off true',
  'apis.status.authorizer.reason "constructor"',
  'apis.status.authorizer.reason "x; drop table users"',
  'balancer.deletionProtection.off true',
  'balancer.deletionProtection.reason "constructor"',
  'balancer.deletionProtection.reason "x; drop table users"',
  'bastion.sshFromCidrs []',
  'billing.budgets {}',
  'buckets.code.bucket "constructor"',
  'buckets.code.deletionProtection.off true',
  'buckets.code.deletionProtection.reason "constructor"',
  'buckets.code.deletionProtection.reason "x; drop table users"',
  'buckets.code.pagesOf []',
  'buckets.uploads.bucket "constructor"',
  'buckets.uploads.deletionProtection.off true',
  'buckets.uploads.deletionProtection.reason "constructor"',
  'buckets.uploads.deletionProtection.reason "x; drop table users"',
  'buckets.uploads.pagesOf []',
  'caches.main.applyImmediately false',
  'caches.main.applyImmediately true',
  'caches.main.deletionProtection.off true',
  'caches.main.deletionProtection.reason "constructor"',
  'caches.main.deletionProtection.reason "x; drop table users"',
  'caches.main.parameters {}',
  'caches.main.replicasPerShard 0',
  'clusterInstances.general.minServers 0',
  'clusterInstances.general.onDemandServers 0',
  'clusterInstances.general.spotPercent 0',
  'clusters.main.allowMajorVersionUpgrade false',
  'clusters.main.applyImmediately false',
  'clusters.main.applyImmediately true',
  'clusters.main.instances.a.promotionTier 0',
  'clusters.main.instances.b.promotionTier 0',
  'clusters.main.parameters {}',
  'clusters.main.proxy.borrowTimeoutSeconds 0',
  'clusters.main.serverless.minAcu 0.5',
  'dataKey.deletionProtection.off true',
  'dataKey.deletionProtection.reason "constructor"',
  'dataKey.deletionProtection.reason "x; drop table users"',
  'databases.main.allowMajorVersionUpgrade false',
  'databases.main.applyImmediately false',
  'databases.main.applyImmediately true',
  'databases.main.deletionProtection.off true',
  'databases.main.deletionProtection.reason "constructor"',
  'databases.main.deletionProtection.reason "x; drop table users"',
  'databases.main.multiAz false',
  'databases.main.multiAz true',
  'databases.main.parameters {}',
  'databases.main.readReplicas []',
  'databases.main.retiringReplicas []',
  'databases.main.shards.others {}',
  'dns.deletionProtection.off true',
  'dns.deletionProtection.reason "constructor"',
  'dns.deletionProtection.reason "x; drop table users"',
  'dns.dnssec.off true',
  'dns.dnssec.reason "constructor"',
  'dns.dnssec.reason "x; drop table users"',
  'edge.site.bucket "constructor"',
  'eventBus.deletionProtection.off true',
  'eventBus.deletionProtection.reason "constructor"',
  'eventBus.deletionProtection.reason "x; drop table users"',
  'eventBus.rules {}',
  'eventBus.rules.placed.description "0.0.0.0/0"',
  'eventBus.rules.placed.description "::/0"',
  'eventBus.rules.placed.description "__proto__"',
  'eventBus.rules.placed.description "constructor"',
  'eventBus.rules.placed.description "toString"',
  'eventBus.rules.placed.description "x; drop table users"',
  'eventBus.rules.placed.detailTypes.0 "*"',
  'eventBus.rules.placed.detailTypes.0 "0.0.0.0/0"',
  'eventBus.rules.placed.detailTypes.0 "::/0"',
  'eventBus.rules.placed.detailTypes.0 "__proto__"',
  'eventBus.rules.placed.detailTypes.0 "constructor"',
  'eventBus.rules.placed.detailTypes.0 "toString"',
  'eventBus.rules.placed.detailTypes.0 "x; drop table users"',
  'eventBus.rules.placed.maxRetries 0',
  'failedEvents.deletionProtection.off true',
  'failedEvents.deletionProtection.reason "constructor"',
  'failedEvents.deletionProtection.reason "x; drop table users"',
  'flows []',
  'flows.0.reason "constructor"',
  'flows.0.reason "x; drop table users"',
  'network.connectedNetworks {}',
  'network.connectedNetworks.analytics.through.applianceMode false',
  'network.connectedNetworks.analytics.through.dnsSupport true',
  'network.connectedNetworks.analytics.tiers.data.caches []',
  'network.connectedNetworks.analytics.tiers.data.databases []',
  'network.connectedNetworks.analytics.tiers.private false',
  'network.connectedNetworks.analytics.tiers.private true',
  'network.connectedNetworks.audit.through.allowRemoteVpcDnsResolution false',
  'network.connectedNetworks.audit.through.allowRemoteVpcDnsResolution true',
  'network.connectedNetworks.audit.tiers.private true',
  'network.connectedNetworks.depot.through.staticRoutesOnly false',
  'network.connectedNetworks.depot.through.staticRoutesOnly true',
  'network.connectedNetworks.depot.tiers.private true',
  'network.connectedNetworks.office.through.staticRoutesOnly false',
  'network.connectedNetworks.office.through.staticRoutesOnly true',
  'network.connectedNetworks.office.tiers.private true',
  'network.connectedNetworks.partner.through.allowRemoteVpcDnsResolution false',
  'network.connectedNetworks.partner.through.allowRemoteVpcDnsResolution true',
  'network.connectedNetworks.partner.tiers.private true',
  'network.connectedNetworks.tools.through.applianceMode false',
  'network.connectedNetworks.tools.through.dnsSupport true',
  'network.connectedNetworks.tools.tiers.private true',
  'peers []',
  'queues.orders.deletionProtection.off true',
  'queues.orders.deletionProtection.reason "constructor"',
  'queues.orders.deletionProtection.reason "x; drop table users"',
  'schedules {}',
  'schedules.nightly.description "0.0.0.0/0"',
  'schedules.nightly.description "::/0"',
  'schedules.nightly.description "__proto__"',
  'schedules.nightly.description "constructor"',
  'schedules.nightly.description "toString"',
  'schedules.nightly.description "x; drop table users"',
  'services.office.buckets {}',
  'services.office.caches []',
  'services.office.clusters []',
  'services.office.databases []',
  'services.office.deletionProtection.off true',
  'services.office.deletionProtection.reason "constructor"',
  'services.office.deletionProtection.reason "x; drop table users"',
  'services.office.environment {}',
  'services.office.eventSources []',
  'services.office.onDemandServers 0',
  'services.office.queues []',
  'services.office.reason "constructor"',
  'services.office.reason "x; drop table users"',
  'services.office.schedules {}',
  'services.office.sendsFrom []',
  'services.office.spotPercent 0',
  'services.office.topics []',
  'services.partners.buckets {}',
  'services.partners.caches []',
  'services.partners.calls []',
  'services.partners.clusters []',
  'services.partners.databases []',
  'services.partners.environment {}',
  'services.partners.eventSources []',
  'services.partners.queues []',
  'services.partners.sendsFrom []',
  'services.partners.topics []',
  'services.report.buckets {}',
  'services.report.caches []',
  'services.report.clusters []',
  'services.report.environment {}',
  'services.report.environment.NODE_EXTRA_CA_CERTS "   "',
  'services.report.environment.NODE_EXTRA_CA_CERTS "*"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "0.0.0.0/0"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "::/0"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "__proto__"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "constructor"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "toString"',
  'services.report.environment.NODE_EXTRA_CA_CERTS "x; drop table users"',
  'services.report.eventSources []',
  'services.report.firstCode.key "*"',
  'services.report.firstCode.key "0.0.0.0/0"',
  'services.report.firstCode.key "__proto__"',
  'services.report.firstCode.key "constructor"',
  'services.report.firstCode.key "toString"',
  'services.report.firstCode.version "__proto__"',
  'services.report.firstCode.version "constructor"',
  'services.report.firstCode.version "toString"',
  'services.report.handler "*"',
  'services.report.handler "0.0.0.0/0"',
  'services.report.handler "::/0"',
  'services.report.handler "__proto__"',
  'services.report.handler "constructor"',
  'services.report.handler "toString"',
  'services.report.queues []',
  'services.report.reservedConcurrency.off true',
  'services.report.reservedConcurrency.reason "constructor"',
  'services.report.reservedConcurrency.reason "x; drop table users"',
  'services.report.sendsFrom []',
  'services.report.tables {}',
  'services.report.topics []',
  'services.thumbnails.buckets {}',
  'services.thumbnails.caches []',
  'services.thumbnails.clusters []',
  'services.thumbnails.databases []',
  'services.thumbnails.environment {}',
  'services.thumbnails.eventSources []',
  'services.thumbnails.firstCode.key "*"',
  'services.thumbnails.firstCode.key "0.0.0.0/0"',
  'services.thumbnails.firstCode.key "__proto__"',
  'services.thumbnails.firstCode.key "constructor"',
  'services.thumbnails.firstCode.key "toString"',
  'services.thumbnails.firstCode.version "__proto__"',
  'services.thumbnails.firstCode.version "constructor"',
  'services.thumbnails.firstCode.version "toString"',
  'services.thumbnails.handler "*"',
  'services.thumbnails.handler "0.0.0.0/0"',
  'services.thumbnails.handler "::/0"',
  'services.thumbnails.handler "__proto__"',
  'services.thumbnails.handler "constructor"',
  'services.thumbnails.handler "toString"',
  'services.thumbnails.on.prefix "0.0.0.0/0"',
  'services.thumbnails.on.prefix "__proto__"',
  'services.thumbnails.on.prefix "constructor"',
  'services.thumbnails.on.prefix "toString"',
  'services.thumbnails.queues []',
  'services.thumbnails.reservedConcurrency.off true',
  'services.thumbnails.reservedConcurrency.reason "constructor"',
  'services.thumbnails.reservedConcurrency.reason "x; drop table users"',
  'services.thumbnails.sendsFrom []',
  'services.thumbnails.tables {}',
  'services.thumbnails.topics []',
  'services.web.buckets {}',
  'services.web.caches []',
  'services.web.calls []',
  'services.web.capacity.onDemandTasks 0',
  'services.web.capacity.spotPercent 0',
  'services.web.databases []',
  'services.web.environment {}',
  'services.web.eventSources []',
  'services.web.eventSources.0 "0.0.0.0/0"',
  'services.web.eventSources.0 "__proto__"',
  'services.web.eventSources.0 "constructor"',
  'services.web.eventSources.0 "toString"',
  'services.web.queues []',
  'services.web.sendsFrom []',
  'services.web.topics []',
  'services.worker.buckets {}',
  'services.worker.caches []',
  'services.worker.calls []',
  'services.worker.capacity.onDemandTasks 0',
  'services.worker.capacity.spotPercent 0',
  'services.worker.clusters []',
  'services.worker.command.0 "*"',
  'services.worker.command.0 "0.0.0.0/0"',
  'services.worker.command.0 "::/0"',
  'services.worker.command.0 "__proto__"',
  'services.worker.command.0 "constructor"',
  'services.worker.command.0 "toString"',
  'services.worker.command.0 "x; drop table users"',
  'services.worker.databases []',
  'services.worker.environment {}',
  'services.worker.eventSources []',
  'services.worker.hosts {}',
  'services.worker.minTasks 0',
  'services.worker.queues []',
  'services.worker.sendsFrom []',
  'services.worker.tables {}',
  'services.worker.topics []',
  'state.bucket "constructor"',
  'tables.receipts.consistentReads false',
  'tables.receipts.consistentReads true',
  'tables.receipts.contributorInsights false',
  'tables.receipts.contributorInsights true',
  'tables.receipts.deletionProtection.off true',
  'tables.receipts.deletionProtection.reason "constructor"',
  'tables.receipts.deletionProtection.reason "x; drop table users"',
  'tables.receipts.globalIndexes {}',
  'tables.receipts.localIndexes {}',
  'tables.sessions.consistentReads false',
  'tables.sessions.consistentReads true',
  'tables.sessions.contributorInsights false',
  'tables.sessions.contributorInsights true',
  'tables.sessions.deletionProtection.off true',
  'tables.sessions.deletionProtection.reason "constructor"',
  'tables.sessions.deletionProtection.reason "x; drop table users"',
  'tables.sessions.globalIndexes {}',
  'tables.sessions.localIndexes {}',
  'tables.sessions.timeToLive.enabled false',
  'tables.sessions.timeToLive.enabled true',
  'tables.shard-maps.consistentReads false',
  'tables.shard-maps.consistentReads true',
  'tables.shard-maps.contributorInsights false',
  'tables.shard-maps.contributorInsights true',
  'tables.shard-maps.globalIndexes {}',
  'tables.shard-maps.localIndexes {}',
  'tags.costCentre "0.0.0.0/0"',
  'tags.costCentre "::/0"',
  'tags.costCentre "__proto__"',
  'tags.costCentre "constructor"',
  'tags.costCentre "toString"',
  'topics.order-placed.deletionProtection.off true',
  'topics.order-placed.deletionProtection.reason "constructor"',
  'topics.order-placed.deletionProtection.reason "x; drop table users"',
  'users.selfSignUp false',
  'users.selfSignUp true',
];

/** Those of the repository, and what none of them has. */
const withNetworks = connected(all);
const proxy = { maxConnectionsPercent: 90, idleClientSeconds: 1800, borrowTimeoutSeconds: 30 };
const web = { ...environments.test.services.web, clusters: ['main'] };
const shards = { map: 'shard-maps', others: { z: shard } };
const readingMap = Object.fromEntries(
  Object.entries({ ...withNetworks.services, web }).map(([name, service]) => [
    name,
    { ...service, tables: { ...service.tables, 'shard-maps': ['read'] } },
  ]),
);
const literals = {
  ...environments,
  prod: {
    ...withApis,
    users: withSignIn.users,
    services: {
      ...withApis.services,
      partners: { ...withApis.services.partners, users: 'office', outbound: 'internet' },
    },
    edge: withSignIn.edge,
  },
  test: {
    ...withNetworks,
    databases: { main: { ...withNetworks.databases.main, shards } },
    clusters: { main: { ...cluster, proxy } },
    tables: { ...withNetworks.tables, 'shard-maps': shardMaps },
    services: readingMap,
  },
};
/** They have fields of others: of `worker`, and of services. */
const again = ['services.bounces', 'services.orders'];

/** Of each field, the first environment that has it; of a list, its first entry. */
const places = new Map(
  Object.entries(literals).flatMap(([name, literal]) =>
    placesIn(literal)
      .filter((place) => !again.some((other) => place.join('.').startsWith(other)))
      .map((place): [string, { name: string; literal: object; place: readonly string[] }] => [
        place.join('.'),
        { name, literal, place },
      ]),
  ),
);

function placesIn(value: unknown, place: readonly string[] = []): string[][] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .filter(([name]) => !Array.isArray(value) || name === '0')
          .flatMap(([name, part]) => placesIn(part, [...place, name]))
      : [];
  return [[...place], ...inside];
}

const mutants = [...places.values()].flatMap((place) => hostile.map((value) => ({ ...place, value })));

test('what is made hostile is without a fault before', () => {
  for (const [name, literal] of Object.entries(literals)) expect(problems({ [name]: literal })).toEqual([]);
});

test(`each of ${mutants.length} hostile values is refused by its file and field, or is what the field is for`, () => {
  const [taken, unclear]: [string[], string[]] = [[], []];
  for (const { name, literal, place, value } of mutants) {
    // What is thrown is not caught: only problems are.
    const lines = problems({ [name]: put(literal, place, value) });
    const field = new RegExp(`^environments/${name}\\.ts: .*expected .*, found `);
    unclear.push(...lines.filter((line) => !field.test(line)));
    if (lines.length === 0) taken.push(`${place.join('.')} ${String(JSON.stringify(value))}`);
  }
  expect(unclear).toEqual([]);
  expect([...new Set(taken)].sort()).toEqual(accepted);
});

describe('a name that is a member of every JavaScript object', () => {
  const [{ databases, caches, flows, identity }, expected] = [
    environments.dev,
    'not a member of every JavaScript object',
  ];
  const [flow] = flows;

  test.each<[field: string, change: object]>([
    ['name', { name: 'constructor' }],
    ['databases.main.readReplicas[0]', { databases: { main: { ...databases.main, readReplicas: ['constructor'] } } }],
    [
      'databases.main.parameters.constructor',
      { databases: { main: { ...databases.main, parameters: { constructor: '1' } } } },
    ],
    ['databases.constructor', { databases: { constructor: databases.main } }],
    ['caches.main.parameters.constructor', { caches: { main: { ...caches.main, parameters: { constructor: '1' } } } }],
    ['caches.constructor', { caches: { constructor: caches.main } }],
    ['peers[0]', { peers: ['constructor'] }],
    ['flows[0].from', { flows: [{ ...flow, from: '__proto__' }] }],
    ['flows[0].to', { flows: [{ ...flow, to: 'constructor' }] }],
    [
      'identity.ci.planEnvironment',
      { identity: { ...identity, ci: { ...identity.ci, planEnvironment: '__proto__' } } },
    ],
  ])('is refused in %s', (field, change) => {
    const [line] = problems({ dev: { ...environments.dev, ...change } });
    expect(line).toMatch(`environments/dev.ts: ${field}: expected `);
    expect(line).toContain(expected);
  });
});
