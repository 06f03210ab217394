import { majorOf, serverlessClass } from '../../modules/aurora/cluster-engine';
import { refusalOfClusterParameter } from '../../modules/aurora/own-parameter';
import { pgaudit } from '../../modules/rds/audit-events';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { everyDatabase } from '../shards';
import { eachNamed } from './each';
import { calledAlike, identifiersOf } from './identifiers';
import { restoredFrom } from './restored';
import type { Sound } from './sound';

type Part = Sound<Environment>;
type Cluster = NonNullable<NonNullable<Part['clusters']>[string]>;

/** What `law` finds in each cluster; `path` leads to a field of it. */
function each(
  part: Part,
  law: (cluster: Cluster, path: (...fields: readonly string[]) => string[], name: string) => Finding[],
): Finding[] {
  return eachNamed(part, 'clusters', (cluster, path, name) => law(cluster, (...fields) => [...path, ...fields], name));
}

/** Parameters are none of those that every cluster has set. */
export function parametersOfClustersAreOwn(part: Part): Finding[] {
  return each(part, ({ engine, engineVersion = '', parameters = {} }, path) => {
    const major = engine && majorOf(engine, engineVersion);
    if (engine === undefined || major === undefined) return [];
    return Object.entries(parameters).flatMap(([parameter, value]) => {
      const expected = value === undefined ? undefined : refusalOfClusterParameter(engine, major, parameter, value);
      return expected === undefined ? [] : [{ path: path('parameters', parameter), expected }];
    });
  });
}

/** Aurora MySQL has an audit log; Aurora PostgreSQL has pgaudit, through parameters. */
export function auditEventsOfClusters(part: Part): Finding[] {
  return each(part, ({ engine, auditEvents }, path) => {
    if (engine === undefined || auditEvents === undefined) return [];
    const isMySql = engine === 'aurora-mysql';
    if (isMySql === (auditEvents !== 'none')) return [];
    const expected = isMySql ? 'a list of events, of aurora-mysql' : `"none", of aurora-postgresql: ${pgaudit}`;
    return [{ path: path('auditEvents'), expected }];
  });
}

/** A cluster has 1 to 16 instances. Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
export function instancesOfClusters(part: Part): Finding[] {
  return each(part, ({ instances }, path) => {
    const count = Object.keys(instances ?? { one: {} }).length;
    return count >= 1 && count <= 16 ? [] : [{ path: path('instances'), expected: '1 to 16 instances' }];
  });
}

/** There is a range where an instance scales in it, which pauses with a minimum of 0 alone. */
export function rangesOfClusters(part: Part): Finding[] {
  return each(part, ({ instances, serverless, proxy }, path) => {
    const classes = Object.values(instances ?? {}).map((instance) => instance?.instanceClass);
    if (serverless === undefined || classes.length === 0 || classes.includes(undefined)) return [];
    const isThere = classes.includes(serverlessClass);
    if (serverless === 'none') {
      return isThere ? [{ path: path('serverless'), expected: `a range, for instances of ${serverlessClass}` }] : [];
    }
    if (!isThere) return [{ path: path('serverless'), expected: `"none": no instance is ${serverlessClass}` }];
    const { minAcu, maxAcu, secondsUntilAutoPause: pause } = serverless;
    if (minAcu === undefined) return [];
    const seconds = path('serverless', 'secondsUntilAutoPause');
    return [
      ...(maxAcu !== undefined && maxAcu < minAcu
        ? [{ path: path('serverless', 'maxAcu'), expected: `minAcu, ${minAcu}, or more` }]
        : []),
      ...(minAcu > 0 && typeof pause === 'number'
        ? [{ path: seconds, expected: '"never": only instances with minAcu 0 pause' }]
        : []),
      ...(minAcu === 0 && pause === 'never' ? [{ path: seconds, expected: 'seconds, since minAcu is 0' }] : []),
      ...(minAcu === 0 && typeof proxy === 'object'
        ? [{ path: path('serverless', 'minAcu'), expected: '0.5 or more: a proxy keeps connections open' }]
        : []),
    ];
  });
}

/** Readers that scaling adds come on top of one that stays. */
export function readersOfClusters(part: Part): Finding[] {
  return each(part, ({ instances, readerScaling }, path) => {
    if (typeof readerScaling !== 'object' || !instances) return [];
    const readers = Object.keys(instances).length - 1;
    const { maxReaders } = readerScaling;
    if (readers < 1) return [{ path: path('readerScaling'), expected: '"none", or two instances: one reader stays' }];
    if (maxReaders === undefined || maxReaders >= readers) return [];
    const expected = `${readers} or more: as many readers are among the instances`;
    return [{ path: path('readerScaling', 'maxReaders'), expected }];
  });
}

/** A major version is upgraded at once: in the window its parameter groups would be gone. */
export function majorVersionsOfClustersAtOnce(part: Part): Finding[] {
  return each(part, ({ allowMajorVersionUpgrade, applyImmediately }, path) =>
    allowMajorVersionUpgrade && applyImmediately === false
      ? [{ path: path('applyImmediately'), expected: 'true, while allowMajorVersionUpgrade is' }]
      : [],
  );
}

/** A cluster is restored beside the one that it was, of the same engine. */
export function clustersRestoredFromAnother(part: Part): Finding[] {
  return each(part, (cluster, path, name) =>
    restoredFrom('cluster', name, cluster, path('restoreFrom'), part.clusters ?? {}),
  );
}

/** A proxy has the users of services that log in through it: it is made with the first of them, and has none without. */
export function proxiesHaveUsers(part: Part): Finding[] {
  const services = Object.values(part.services ?? {});
  return each(part, ({ proxy }, path, name) => {
    const isUsed = services.some((service) => !service?.clusters || service.clusters.includes(name));
    if (typeof proxy !== 'object' || isUsed || !part.services) return [];
    const expected = `"none", until a service has "${name}" in clusters: a proxy knows the users of services alone`;
    return [{ path: path('proxy'), expected }];
  });
}

/** RDS has one identifier of each instance in an account and region, whether of a cluster or not. */
export function instancesAreApart(part: Part): Finding[] {
  const taken = new Map(identifiersOf(part).map(({ identifier, of }) => [identifier, of]));
  return each(part, ({ instances = {} }, path, name) =>
    Object.keys(instances).flatMap((found) => {
      const identifier = `${name}-${found}`;
      const other = taken.get(identifier);
      taken.set(identifier, `instance ${found} of clusters.${name}`);
      return other === undefined
        ? []
        : [calledAlike(part, identifier, { other, path: path('instances', found), found })];
    }),
  );
}

/** Roles, groups and subscriptions of a cluster end in words that a database's name may end in, too. */
export function namesOfClusters(part: Part): Finding[] {
  const names = Object.keys(everyDatabase(part.databases ?? {}));
  return each(part, (_, path, name) => {
    const other = names.find((database) => [`${name}-cluster`, `${name}-instances`].includes(database));
    if (other === undefined) return [];
    return [{ path: path(), expected: `another name: resources of database ${other} are called alike`, found: name }];
  });
}
