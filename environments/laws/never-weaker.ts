import { criticalities } from '../../review/criticality';
import { problem, render, type Problem } from '../load/problem';
import type { Environment } from '../schema';
import { isInVpc } from '../store-users';
import type { Candidate } from './across';
import { zonesThatStay } from './network';
import { eachShard } from './shards';
import type { Sound } from './sound';

type Path = readonly string[];

/** How well a field protects: the higher its rank, the better. */
interface Protection {
  readonly path: Path;
  readonly rank: number;
  /** What protects as well, in words: `90 or more`. */
  readonly asGood: string;
}

/** An environment of higher criticality is never protected less than one of lower. */
export function neverWeaker(candidates: readonly Candidate[]): Problem[] {
  const best = new Map<string, Protection & { readonly file: string }>();
  // From the least critical up: each level is held against the best of those below it.
  return criticalities.flatMap((criticality) => {
    const peers = candidates
      .filter(({ sound }) => sound.criticality === criticality)
      .map((candidate) => ({ candidate, protections: protectionsOf(candidate.sound) }));
    const problems = peers.flatMap(({ candidate, protections }) =>
      protections.flatMap(({ path, rank }) => {
        const below = best.get(path.join('.'));
        if (!below || below.rank <= rank) return [];
        return problem(candidate, { path, expected: `${below.asGood}, as the less critical ${below.file} has` });
      }),
    );
    for (const { candidate, protections } of peers) {
      for (const protection of protections) {
        const field = protection.path.join('.');
        const known = best.get(field);
        if (!known || known.rank <= protection.rank) best.set(field, { ...protection, file: candidate.file });
      }
    }
    return problems;
  });
}

function protectionsOf(environment: Sound<Environment>): Protection[] {
  const {
    state,
    logRetentionDays,
    logDataProtection,
    identity,
    audit,
    network,
    bastion,
    dns,
    dataKey,
    databases = {},
    clusters = {},
    caches = {},
    tables = {},
    accelerators = {},
    fileSystems = {},
    secrets = {},
    accessLogs,
    buckets = {},
    imageRepositories = {},
    queues = {},
    topics = {},
    eventBus,
    mail,
    users,
    balancer,
    clusterInstances = {},
    tracing,
    services = {},
    apis = {},
    pipes = {},
    failedEvents,
    edge,
    recovery,
  } = environment;
  const front = typeof balancer === 'object' ? balancer : {};
  const distribution = typeof edge === 'object' ? edge : {};
  const site = typeof distribution.site === 'object' ? distribution.site : {};
  const firewall = typeof front.firewall === 'object' ? front.firewall : {};
  const bus = typeof eventBus === 'object' ? eventBus : {};
  const sender = typeof mail === 'object' ? mail : {};
  const vpn = typeof network?.vpn === 'object' ? network.vpn : {};
  const people = typeof users === 'object' ? users : {};
  const firewallOfUsers = typeof people.firewall === 'object' ? people.firewall : {};
  const names = typeof dns === 'object' ? dns : {};
  const traces = typeof tracing === 'object' ? tracing : {};
  const backups = typeof recovery === 'object' ? recovery : {};
  return [
    ...more(['state', 'oldVersionRetentionDays'], state?.oldVersionRetentionDays),
    ...more(['logRetentionDays'], logRetentionDays),
    ...each(
      ['logDataProtection'],
      typeof logDataProtection === 'object' ? logDataProtection.dataIdentifiers : logDataProtection,
    ),
    ...more(['identity', 'passwordPolicy', 'minimumLength'], identity?.passwordPolicy?.minimumLength),
    ...less(['identity', 'passwordPolicy', 'maxAgeDays'], identity?.passwordPolicy?.maxAgeDays),
    ...less(['identity', 'maxSessionHours'], identity?.maxSessionHours),
    ...protectionsOfAudit(audit ?? {}),
    ...count(['network', 'zones'], zonesThatStay(environment)),
    ...rising(['network', 'natGateways'], ['none', 'single', 'per-zone'], network?.natGateways),
    ...less(['network', 'vpn', 'sessionHours'], vpn.sessionHours),
    ...closed(['bastion', 'sshFromCidrs'], bastion?.sshFromCidrs),
    ...on(['dns', 'dnssec'], names.dnssec),
    ...on(['dns', 'deletionProtection'], names.deletionProtection),
    ...on(['dataKey', 'deletionProtection'], dataKey?.deletionProtection),
    ...Object.entries(databases).flatMap(([name, database]) => [
      ...rising(['databases', name, 'multiAz'], [false, true], database?.multiAz),
      ...more(['databases', name, 'backupRetentionDays'], database?.backupRetentionDays),
      ...notOff(['databases', name, 'backupPlan'], database?.backupPlan, 'a plan'),
      ...on(['databases', name, 'deletionProtection'], database?.deletionProtection),
      // PostgreSQL has none, so those of MySQL are compared.
      ...(database?.engine === 'mysql' ? audited(['databases', name, 'auditLog'], database.auditLog) : []),
    ]),
    ...eachShard(environment, ({ deletionProtection }, path) =>
      on([...path, 'deletionProtection'], deletionProtection),
    ),
    ...Object.entries(clusters).flatMap(([name, cluster]) => [
      ...count(['clusters', name, 'instances'], cluster?.instances && Object.keys(cluster.instances)),
      ...more(['clusters', name, 'backupRetentionDays'], cluster?.backupRetentionDays),
      ...notOff(['clusters', name, 'backupPlan'], cluster?.backupPlan, 'a plan'),
      ...on(['clusters', name, 'deletionProtection'], cluster?.deletionProtection),
    ]),
    ...Object.entries(caches).flatMap(([name, cache]) => [
      // A serverless cache has its data in several zones.
      ...(cache?.deployment === 'nodes' ? more(['caches', name, 'replicasPerShard'], cache.replicasPerShard) : []),
      ...more(['caches', name, 'snapshotRetentionDays'], cache?.snapshotRetentionDays),
      ...on(['caches', name, 'deletionProtection'], cache?.deletionProtection),
    ]),
    ...Object.entries(tables).flatMap(([name, table]) => [
      ...more(['tables', name, 'pointInTimeRecovery'], recoveryDaysOf(table ?? {})),
      ...notOff(['tables', name, 'backupPlan'], table?.backupPlan, 'a plan'),
      ...on(['tables', name, 'deletionProtection'], table?.deletionProtection),
    ]),
    ...Object.entries(accelerators).flatMap(([name, accelerator]) =>
      more(['accelerators', name, 'nodes'], accelerator?.nodes),
    ),
    ...Object.entries(fileSystems).flatMap(([name, fileSystem]) => [
      ...notOff(['fileSystems', name, 'backupPlan'], fileSystem?.backupPlan, 'a plan'),
      ...on(['fileSystems', name, 'deletionProtection'], fileSystem?.deletionProtection),
    ]),
    ...Object.entries(secrets).flatMap(([name, secret]) => [
      ...protection(['secrets', name, 'rotation'], secret?.rotation, (rotation) => ({
        rank: 'off' in rotation ? 0 : 1,
        asGood: 'a rotation',
      })),
      ...on(['secrets', name, 'deletionProtection'], secret?.deletionProtection),
    ]),
    ...on(['accessLogs', 'deletionProtection'], accessLogs?.deletionProtection),
    ...Object.entries(buckets).flatMap(([name, bucket]) => [
      ...more(['buckets', name, 'oldVersionDays'], bucket?.oldVersionDays),
      ...on(['buckets', name, 'deletionProtection'], bucket?.deletionProtection),
    ]),
    ...Object.entries(queues).flatMap(([name, queue]) => [
      ...more(['queues', name, 'retentionDays'], queue?.retentionDays),
      ...on(['queues', name, 'deletionProtection'], queue?.deletionProtection),
    ]),
    ...Object.entries(topics).flatMap(([name, topic]) =>
      on(['topics', name, 'deletionProtection'], topic?.deletionProtection),
    ),
    ...more(['eventBus', 'archiveRetentionDays'], bus.archiveRetentionDays),
    ...on(['eventBus', 'deletionProtection'], bus.deletionProtection),
    ...rising(['mail', 'dmarc'], ['quarantine', 'reject'], sender.dmarc),
    ...on(['mail', 'deletionProtection'], sender.deletionProtection),
    ...rising(['users', 'mfa'], ['optional', 'required'], people.mfa),
    ...rising(['users', 'threatProtection'], ['off', 'on'], people.threatProtection),
    ...protection(['users', 'firewall'], people.firewall, (firewall) => ({
      rank: firewall === 'none' ? 0 : 1,
      asGood: 'a web ACL',
    })),
    ...on(['users', 'firewall', 'blocking'], firewallOfUsers.blocking),
    ...on(['users', 'deletionProtection'], people.deletionProtection),
    ...rising(['balancer', 'reachedFrom'], ['internet', 'cloudfront'], front.reachedFrom),
    ...on(['balancer', 'firewall', 'blocking'], firewall.blocking),
    ...on(['balancer', 'deletionProtection'], front.deletionProtection),
    ...Object.entries(clusterInstances).flatMap(([name, group]) => [
      ...more(['clusterInstances', name, 'minServers'], group?.minServers),
      ...more(['clusterInstances', name, 'onDemandServers'], group?.onDemandServers),
      ...outbound(['clusterInstances', name], group?.outbound),
    ]),
    ...on(['tracing', 'deletionProtection'], traces.deletionProtection),
    ...Object.entries(services).flatMap(([name, service]) => protectionsOfService(['services', name], service ?? {})),
    ...Object.entries(apis).flatMap(([name, api]) => [
      ...protection(['apis', name, 'authorizer'], api?.authorizer, (authorizer) => ({
        rank: authorizer === 'users' ? 1 : 0,
        asGood: '"users"',
      })),
      ...(api?.type === 'http' ? on(['apis', name, 'deletionProtection'], api.deletionProtection) : []),
      ...(api?.type === 'rest' ? walled(['apis', name, 'firewall'], api.firewall) : []),
    ]),
    ...Object.entries(pipes).flatMap(([name, { from } = {}]) =>
      on(['pipes', name, 'from', 'deletionProtection'], from?.source === 'table' ? from.deletionProtection : undefined),
    ),
    ...on(['failedEvents', 'deletionProtection'], failedEvents?.deletionProtection),
    ...on(['edge', 'firewall', 'blocking'], distribution.firewall?.blocking),
    ...on(['edge', 'site', 'deletionProtection'], site.deletionProtection),
    ...Object.entries(backups.plans ?? {}).flatMap(([name, plan]) => [
      ...more(['recovery', 'plans', name, 'keepDays'], plan?.keepDays),
      ...more(['recovery', 'plans', name, 'copyKeepDays'], plan?.copyKeepDays === 'none' ? 0 : plan?.copyKeepDays),
    ]),
    ...notOff(['recovery', 'lock'], backups.lock, 'a lock'),
    ...notOff(['recovery', 'restoreTest'], backups.restoreTest, 'a restore test'),
    ...on(['recovery', 'deletionProtection'], backups.deletionProtection),
    ...Object.entries(imageRepositories).flatMap(([name, repository]) =>
      more(['imageRepositories', name, 'keptImages'], repository?.keptImages),
    ),
  ];
}

/** What an organization decides is compared with nothing: nobody here knows it. */
function protectionsOfAudit({
  dataEvents,
  config,
  standards,
  guardDuty,
  inspector,
  macie,
  unusedAccessDays,
  findings,
  archive,
}: Sound<Environment['audit']>): Protection[] {
  const severities = ['critical', 'high', 'medium', 'low'] as const;
  const lock = archive?.lock;
  return [
    ...protection(['audit', 'dataEvents', 'objects'], dataEvents?.objects, (decided) =>
      decided === 'all'
        ? { rank: 2, asGood: '"all"' }
        : { rank: 'off' in decided ? 0 : 1, asGood: 'names of buckets or "all"' },
    ),
    ...rising(['audit', 'dataEvents', 'functions'], ['none', 'all'], dataEvents?.functions),
    ...(config === 'organization' ? [] : rising(['audit', 'config'], ['daily', 'continuous'], config)),
    ...each(['audit', 'standards'], standards),
    ...each(['audit', 'guardDuty'], guardDuty),
    ...each(['audit', 'inspector'], inspector),
    ...(macie === 'organization' ? [] : rising(['audit', 'macie'], ['none', 'on'], macie)),
    ...protection(['audit', 'unusedAccessDays'], unusedAccessDays, (days) =>
      days === 'none' ? { rank: -Infinity, asGood: '"none"' } : { rank: -days, asGood: `${days} or fewer` },
    ),
    ...rising(['audit', 'findings', 'leastSeverity'], severities, findings?.leastSeverity),
    ...more(['audit', 'archive', 'retentionDays'], archive?.retentionDays),
    ...protection(['audit', 'archive', 'lock'], lock, (decided) => {
      const days = 'days' in decided ? (decided.days ?? 0) : 0;
      return { rank: days, asGood: `${days} days or more` };
    }),
    ...on(['audit', 'archive', 'deletionProtection'], archive?.deletionProtection),
  ];
}

/** Each word of a list protects by itself. */
function each(path: Path, value: 'none' | 'organization' | readonly (string | undefined)[] | undefined): Protection[] {
  if (value === undefined || value === 'organization') return [];
  return count(path, value === 'none' ? [] : value);
}

/** Fields that another runtime does not have are compared among those that have them. */
function protectionsOfService(path: Path, service: NonNullable<Sound<Environment['services']>[string]>): Protection[] {
  if (service.runtime === 'containers') {
    const { capacity } = service;
    return [
      ...more([...path, 'minTasks'], service.minTasks),
      ...more(
        [...path, 'capacity', 'onDemandTasks'],
        typeof capacity === 'object' ? capacity.onDemandTasks : undefined,
      ),
      ...outbound(path, service.outbound),
      ...rising([...path, 'exec'], ['on', 'off'], service.exec),
      ...objective([...path, 'slo'], service.slo),
    ];
  }
  if (service.runtime === 'instances') {
    const { minServers, onDemandServers } = service;
    return [
      ...more([...path, 'minServers'], minServers),
      ...more([...path, 'onDemandServers'], onDemandServers),
      ...outbound(path, service.outbound),
      ...objective([...path, 'slo'], service.slo),
    ];
  }
  if (service.runtime === 'server') {
    return [
      ...more([...path, 'keptSnapshots'], service.keptSnapshots),
      ...on([...path, 'deletionProtection'], service.deletionProtection),
      ...outbound(path, service.outbound),
    ];
  }
  if (service.runtime === 'function') {
    // Outside of the VPC it has no other way.
    return isInVpc(service) ? outbound(path, service.outbound) : [];
  }
  return [];
}

/** Whoever is told of an outage in a less critical environment is told of it here. */
function objective(path: Path, slo: 'none' | object | undefined): Protection[] {
  return protection(path, slo, (slo) => ({ rank: slo === 'none' ? 0 : 1, asGood: 'an objective' }));
}

function outbound(path: Path, value: 'internet' | 'endpoints' | undefined): Protection[] {
  return rising([...path, 'outbound'], ['internet', 'endpoints'], value);
}

function more(path: Path, value: number | undefined): Protection[] {
  return protection(path, value, (value) => ({ rank: value, asGood: `${value} or more` }));
}

function less(path: Path, value: number | undefined): Protection[] {
  return protection(path, value, (value) => ({ rank: -value, asGood: `${value} or less` }));
}

function count(path: Path, value: readonly unknown[] | undefined): Protection[] {
  return protection(path, value, ({ length }) => ({ rank: length, asGood: `${length} or more of them` }));
}

/** A door that is closed protects better than one that is open to however few. */
function closed(path: Path, value: readonly unknown[] | undefined): Protection[] {
  return protection(path, value, ({ length }) => ({ rank: length === 0 ? 1 : 0, asGood: 'none' }));
}

function rising<Value>(path: Path, values: readonly Value[], value: Value | undefined): Protection[] {
  return protection(path, value, (value) => ({ rank: values.indexOf(value), asGood: orBetter(values, value) }));
}

function orBetter<Value>(values: readonly Value[], value: Value): string {
  return values.slice(values.indexOf(value)).map(render).join(' or ');
}

function on(path: Path, value: unknown): Protection[] {
  return protection(path, value, (value) => ({ rank: value === 'on' ? 1 : 0, asGood: '"on"' }));
}

/** A web ACL that blocks protects better than one that counts, and that better than none. */
function walled(
  path: Path,
  value: { readonly off?: true } | { readonly blocking?: unknown } | undefined,
): Protection[] {
  return protection(path, value, (firewall) => {
    const blocking = 'blocking' in firewall ? firewall.blocking : undefined;
    return blocking === undefined
      ? { rank: 0, asGood: 'a web ACL or none' }
      : { rank: blocking === 'on' ? 2 : 1, asGood: blocking === 'on' ? 'a web ACL that blocks' : 'a web ACL' };
  });
}

function notOff(path: Path, value: object | string | undefined, what: string): Protection[] {
  return protection(path, value, (value) => ({
    rank: typeof value === 'object' && 'off' in value ? 0 : 1,
    asGood: what,
  }));
}

function audited(path: Path, value: unknown): Protection[] {
  return protection(path, value, (value) => ({ rank: value === 'none' ? 0 : 1, asGood: 'an audit log' }));
}

function protection<Value>(
  path: Path,
  value: Value | undefined,
  judge: (value: Value) => Pick<Protection, 'rank' | 'asGood'>,
): Protection[] {
  return value === undefined ? [] : [{ path, ...judge(value) }];
}

/** Without recovery none. */
function recoveryDaysOf({
  pointInTimeRecovery: recovery,
}: NonNullable<Sound<Environment['tables']>[string]>): number | undefined {
  if (!recovery) return undefined;
  return 'off' in recovery ? 0 : 'recoveryDays' in recovery ? recovery.recoveryDays : undefined;
}
