import { prod } from '../prod';
import type { Changes } from './change';
import { protectedInAws, unprotected, unprotectedAlone } from './protection';
import { leavesPlan } from './recovery';
import { shard, shardMaps, withMap } from './shards';

const atOnce = { 'databases.*.applyImmediately': true };

/** RDS. */
export const databases: Changes = {
  'databases.*': [
    {
      name: 'catalogue',
      to: prod.databases.main,
      title: 'a database more',
      does: 'adds',
      says: 'With its secret, its alarms and its security group, in ten minutes or more. Services get it once they name it, and need a flow to it.',
    },
    {
      to: undefined,
      title: 'a database less',
      does: 'refused',
      says: 'While services or flows name it. Without them it takes two applies, the protection first: docs/guides/retire.md.',
    },
  ],
  'databases.*.engine': [
    {
      to: 'mysql',
      with: { 'databases.*.engineVersion': '8.4' },
      does: 'refused',
      says: 'RDS changes no engine. Add a database of the other engine, and move the data.',
    },
  ],
  'databases.*.engineVersion': [
    {
      to: '16',
      title: 'another major version',
      does: 'refused',
      says: 'Without allowMajorVersionUpgrade and applyImmediately. With them, an outage of minutes while the engine is upgraded, with its replicas; RDS goes back to no older version. docs/guides/upgrade-a-database.md',
    },
    {
      to: '17.6',
      title: 'a minor version, with replicas',
      does: 'refused',
      says: 'RDS upgrades replicas before their source, and Terraform the source first. Leave the minor version to RDS.',
    },
    {
      in: 'dev',
      to: '17.9',
      title: 'a minor version',
      does: 'in place',
      says: 'In the maintenance window, with an outage while the engine is upgraded.',
    },
  ],
  'databases.*.allowMajorVersionUpgrade': [
    {
      to: true,
      with: atOnce,
      does: 'in place',
      says: 'Nothing by itself: it is a word to RDS for the one apply that upgrades.',
    },
  ],
  'databases.*.parameters': [
    {
      to: { work_mem: '65536' },
      does: 'in place',
      says: 'At once, on it and its replicas: RDS lists it as dynamic.',
    },
    {
      to: { max_connections: '2000' },
      title: 'a static one',
      does: 'in place',
      says: 'With the next reboot of each instance, which no maintenance window makes. PostgreSQL: more connections come to replicas before their source, fewer after it. The alarm on connections follows at once.',
    },
  ],
  'databases.*.auditLog': [
    {
      to: { events: ['CONNECT', 'QUERY_DDL', 'QUERY_DCL'], users: 'all', queryLogLimit: 1024 },
      title: 'an audit log, of PostgreSQL',
      does: 'refused',
      says: 'PostgreSQL has pgaudit, through parameters. Of MySQL, in place and at once, whatever applyImmediately is: adding it may interrupt the database, other settings do not, and to remove it restarts the instance and its replicas; its log group goes with what is in it. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Options.AuditPlugin.html',
    },
  ],
  'databases.*.restoreFrom': [
    {
      to: { snapshot: 'before-the-migration' },
      does: 'nothing',
      says: 'Nothing: it says how the database began. Add another database that is restored, and switch: docs/guides/restore-a-database.md.',
    },
  ],
  'databases.*.instanceClass': [
    {
      to: 'db.r7g.2xlarge',
      does: 'in place',
      says: 'In the maintenance window, with a failover of 60 to 120 seconds; without a standby, an outage while it restarts. Replicas restart.',
    },
    {
      to: 'db.r7g.2xlarge',
      with: atOnce,
      title: 'db.r7g.xlarge → db.r7g.2xlarge, applyImmediately',
      does: 'in place',
      says: 'The same, at once.',
    },
  ],
  'databases.*.allocatedStorageGb': [
    {
      to: 300,
      does: 'in place',
      says: 'In the maintenance window. It grows while it is used, slower for hours. No other change of storage for six hours. From 400 GiB up, gp3 has other IOPS. Replicas keep their storage: docs/guides/grow.md.',
    },
    {
      to: 100,
      does: 'in place',
      says: 'The provider leaves the storage as it is, as if autoscaling had made it grow; only thresholds of alarms follow, and are too low then. RDS shrinks none: restore into a smaller database, and switch.',
    },
  ],
  'databases.*.maxAllocatedStorageGb': [
    { to: 3000, does: 'in place', says: 'At once, without an effect on what runs.' },
  ],
  'databases.*.storageType': [
    {
      to: 'io2',
      with: { 'databases.*.iops': 3000 },
      does: 'in place',
      says: 'In the maintenance window. RDS moves the data for hours while it is used, slower. No other change of storage until then.',
    },
  ],
  'databases.*.iops': [
    {
      to: 12_000,
      with: { 'databases.*.allocatedStorageGb': 400 },
      does: 'in place',
      says: 'In the maintenance window, while it is used. No other change of storage for six hours. Below 400 GiB, gp3 has its baseline alone.',
    },
  ],
  'databases.*.throughputMibps': [
    {
      to: 1000,
      with: { 'databases.*.allocatedStorageGb': 400, 'databases.*.iops': 12_000 },
      does: 'in place',
      says: 'As IOPS.',
    },
  ],
  'databases.*.multiAz': [
    {
      in: 'dev',
      to: true,
      does: 'in place',
      says: 'In the maintenance window. RDS makes the standby from a snapshot while the database is used; latency of writes rises.',
    },
    {
      to: false,
      does: 'refused',
      says: 'While a less critical environment has a standby.',
    },
    {
      to: false,
      alone: true,
      does: 'in place',
      says: 'The standby goes in the maintenance window; the loss of a zone is an outage from then on.',
    },
  ],
  'databases.*.readReplicas': [
    {
      to: (old: string[]) => [...old, 'search'],
      title: 'a replica more',
      does: 'in place',
      says: 'RDS makes it from a snapshot of the source. Its alarms come with it.',
    },
    {
      to: [{ name: 'reporting', instanceClass: 'db.r7g.2xlarge' }, 'reads'],
      title: 'a replica of another class',
      does: 'in place',
      says: 'In the maintenance window, with an outage of that replica while it restarts. Its alarms on memory and connections follow at once.',
    },
    {
      to: ['reporting'],
      title: 'a replica less, at once',
      destroys: ['aws_cloudwatch_log_group'],
      does: 'removes',
      says: 'RDS refuses: it is protected; its alarms stay until it is gone. Move it to retiringReplicas first: docs/guides/retire.md.',
    },
  ],
  'databases.*.retiringReplicas': [
    {
      to: ['reads'],
      with: { 'databases.*.readReplicas': ['reporting'] },
      does: 'in place',
      says: 'Its protection goes, and it runs on. In the change after that, take it out of here: it is deleted, and then its alarms.',
    },
  ],
  'databases.*.backupRetentionDays': [
    {
      to: 14,
      does: 'in place',
      says: 'At once. With fewer days, RDS deletes the backups that are older.',
    },
  ],
  'databases.*.backupWindow': [{ to: '22:00-23:00', does: 'in place', says: 'From the next backup on.' }],
  'databases.*.maintenanceWindow': [
    {
      to: 'sat:03:00-sat:04:00',
      does: 'in place',
      says: 'At once. What waits, waits for the new window; in one that begins now, it is made now.',
    },
  ],
  'databases.*.applyImmediately': [
    {
      to: true,
      does: 'in place',
      says: 'Everything that still waits for the window is made in this apply, with what it brings.',
    },
  ],
  'databases.*.backupPlan': [leavesPlan],
  'databases.*.deletionProtection': [
    unprotected(),
    unprotectedAlone('RDS deletes it and its replicas when it is asked to from then on. Backups are kept as before.'),
    { ...protectedInAws, with: { 'dataKey.deletionProtection': 'on' } },
  ],
  'databases.*.shards': [
    {
      to: { map: 'shard-maps', others: { b: shard } },
      with: withMap,
      title: 'a shard more, with the table of its map',
      does: 'adds',
      says: 'A database of the same definition, with its secret, replicas and alarms, in ten minutes or more. It has no rows until the application moves some. Services get it with their next tasks or servers, and need a flow to it. A shard less: move its slots, then in two applies, the protection first: docs/guides/retire.md.',
    },
    {
      to: { map: 'shard-maps', others: { b: shard } },
      with: { 'tables.shard-maps': shardMaps },
      title: 'a shard more, whose map services may not read',
      does: 'refused',
      says: 'A service that does not read the map would look for rows where they are not.',
    },
  ],
};
