import type { Environment } from '../schema';
import type { Change, Changes } from './change';
import { unprotected } from './protection';

/** A serverless cluster with a reader, as an environment decides it. */
export const cluster = {
  engine: 'aurora-postgresql',
  engineVersion: '17',
  allowMajorVersionUpgrade: false,
  parameters: {},
  auditEvents: 'none',
  restoreFrom: 'none',
  instances: {
    a: { instanceClass: 'db.serverless', promotionTier: 1 },
    b: { instanceClass: 'db.serverless', promotionTier: 1 },
  },
  serverless: { minAcu: 0.5, maxAcu: 16, secondsUntilAutoPause: 'never' },
  readerScaling: { maxReaders: 4, cpuPercent: 60, connections: 'none' },
  storage: 'standard',
  databaseInsights: 'standard',
  proxy: 'none',
  backupRetentionDays: 35,
  backupWindow: '01:00-02:00',
  maintenanceWindow: 'sun:03:00-sun:04:00',
  backupPlan: 'daily',
  applyImmediately: false,
  deletionProtection: 'on',
} satisfies Environment['clusters'][string];

/** A change of the cluster of prod. */
function of(change: Omit<Change, 'does'> & Partial<Change>): readonly Change[] {
  return [{ does: 'in place', ...change }];
}

const inWindow = 'In the maintenance window, unless applyImmediately is true.';
const fixed = { instanceClass: 'db.r8g.large', promotionTier: 1 };

/** Aurora. */
export const clusters: Changes = {
  'clusters.*': [
    {
      name: 'orders',
      to: cluster,
      title: 'a cluster more, serverless',
      does: 'adds',
      says: 'With its secret, its alarms and its security group, in ten minutes or more. Services get it once they name it, and need a flow to it.',
    },
    {
      name: 'orders',
      to: { ...cluster, instances: { a: fixed, b: fixed }, serverless: 'none', readerScaling: 'none' },
      title: 'a cluster more, of fixed classes',
      does: 'adds',
      says: 'The same. To serverless instances later: add one of class db.serverless with the range, let it take over, and take the fixed ones out.',
    },
    {
      name: 'orders',
      to: {
        ...cluster,
        proxy: { maxConnectionsPercent: 90, idleClientSeconds: 1800, borrowTimeoutSeconds: 30 },
      },
      title: 'a cluster more, with a proxy that nobody uses',
      does: 'refused',
      says: 'A proxy knows the users of services: name the cluster in a service with it. A user behind it is made in SQL with the password of its secret, and without rds_iam.',
    },
    {
      to: undefined,
      title: 'a cluster less',
      does: 'refused',
      says: 'While services or flows name it. Without them it takes two applies, the protection first: docs/guides/retire.md.',
    },
  ],
  'clusters.*.engine': of({
    to: 'aurora-mysql',
    with: { 'clusters.*.engineVersion': '8.0', 'clusters.*.auditEvents': ['CONNECT'] },
    does: 'refused',
    says: 'RDS changes no engine. Add a cluster of the other engine, and move the data.',
  }),
  'clusters.*.engineVersion': of({
    to: '16',
    title: 'another major version',
    does: 'refused',
    says: 'Without allowMajorVersionUpgrade and applyImmediately. With them, an outage of minutes while all instances are upgraded; Aurora goes back to no older version.',
  }),
  'clusters.*.allowMajorVersionUpgrade': of({
    to: true,
    with: { 'clusters.*.applyImmediately': true },
    says: 'Nothing by itself: it is a word to RDS for the one apply that upgrades.',
  }),
  'clusters.*.parameters': of({
    to: { work_mem: '65536' },
    says: 'At once, on all its instances, where RDS lists it as dynamic; a static one with the next reboot of each.',
  }),
  'clusters.*.auditEvents': of({
    to: ['CONNECT', 'QUERY_DDL'],
    title: 'an audit log, of Aurora PostgreSQL',
    does: 'refused',
    says: 'It has pgaudit, through parameters. Of Aurora MySQL, in place and at once.',
  }),
  'clusters.*.restoreFrom': of({
    to: { snapshot: 'prod-analytics-final' },
    does: 'nothing',
    says: 'Nothing: it says how the cluster began. A cluster more is restored beside it.',
  }),
  'clusters.*.instances.*': [
    {
      name: ['analytics', 'c'],
      to: { instanceClass: 'db.serverless', promotionTier: 2 },
      title: 'a reader more',
      does: 'in place',
      says: 'Scaling counts it, and its events are told. It is there in ten minutes, with its alarms. One that goes is deleted at once, and with the instance that writes, another takes over first: an interruption of half a minute.',
    },
  ],
  'clusters.*.instances.*.instanceClass': of({
    name: ['analytics', 'b'],
    to: 'db.r8g.large',
    does: 'removes',
    destroys: ['aws_cloudwatch_metric_alarm'],
    says: `The alarm on its capacity goes, which only a serverless one has. ${inWindow} The instance restarts; a failover first keeps that short where it writes.`,
  }),
  'clusters.*.instances.*.promotionTier': of({
    name: ['analytics', 'b'],
    to: 2,
    says: 'At once. A serverless reader of tier 2 to 15 scales by its own load from then on.',
  }),
  'clusters.*.serverless': of({
    to: { minAcu: 2, maxAcu: 64, secondsUntilAutoPause: 'never' },
    says: 'At once, without an interruption. `max_connections` follows after a reboot.',
  }),
  'clusters.*.readerScaling': of({
    to: { maxReaders: 8, cpuPercent: 50, connections: 'none' },
    says: 'At once. Without it, readers that it added stay: delete them before the cluster.',
  }),
  'clusters.*.storage': of({
    to: 'io-optimized',
    says: 'Without an interruption. Back at any time, and there again after 30 days.',
  }),
  'clusters.*.databaseInsights': of({
    to: 'advanced',
    says: 'At once: kept for 15 months from then on, at a price.',
  }),
  'clusters.*.proxy': of({
    to: 'none',
    with: { flows: [] },
    destroys: ['aws_cloudwatch_log_group', 'aws_cloudwatch_metric_alarm', 'aws_secretsmanager_secret'],
    does: 'removes',
    says: 'Services connect to the cluster itself with their next tasks, and cannot log in until their users have rds_iam: give it to them in the same minute.',
  }),
  'clusters.*.backupRetentionDays': of({
    to: 30,
    says: 'Automated backups that are older than a shorter one are deleted.',
  }),
  'clusters.*.backupWindow': of({ to: '04:00-05:00', says: 'From the next backup on.' }),
  'clusters.*.maintenanceWindow': of({ to: 'sun:10:00-sun:11:00', says: 'At once.' }),
  'clusters.*.applyImmediately': of({
    to: true,
    says: 'With this apply, everything that waits for the window is made at once.',
  }),
  'clusters.*.backupPlan': [
    unprotected(
      'Its tag goes, and it is not backed up from then on. Backups that are there stay until their plan ends them.',
    ),
  ],
  'clusters.*.deletionProtection': [unprotected()],
};
