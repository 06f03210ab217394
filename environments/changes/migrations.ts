import type { Environment } from '../schema';
import type { Changes } from './change';
import { ofAdded } from './of-added';

const certificateFile = 'test/support/certificates/database-ca.pem';

/** What another company ran moves into the database of dev, once. */
export const migration = {
  from: {
    external: {
      ...{ engine: 'mysql', host: 'db.bought.example.net', port: 3306, databaseName: 'none' },
      addresses: ['203.0.113.10/32'],
    },
    certificateFile,
  },
  to: { database: 'main', certificateFile },
  type: 'full-load',
  tables: ['catalogue.%'],
  endsOn: '2027-03-31',
  instanceClass: 'dms.t3.medium',
  allocatedStorageGb: 50,
  multiAz: false,
  maintenanceWindow: 'tue:04:00-tue:05:00',
} satisfies Environment['migrations'][string];

const ofNew = ofAdded('migrations.bought', migration, { in: 'dev', title: 'of a migration that is added' });

/** Database Migration Service. */
export const migrations: Changes = {
  'migrations.*': [
    {
      ...{ in: 'dev', name: 'bought', to: migration, title: 'a migration', does: 'in place' },
      says: 'An administrator applies the account stack first: it has the two roles that DMS looks for, and lets CI use DMS. Then comes a stack of its own, with a replication instance, the logins of both sides, alarms and a task that people start ([guide](guides/move-data.md)). The last one out: destroy the stack `<env>-migration` first, then take it out of the file, and apply `account`.',
    },
    {
      ...{ in: 'dev', name: 'main', to: { ...migration, from: { database: 'main', certificateFile } } },
      title: 'a migration to where it comes from',
      does: 'refused',
      says: 'And one that follows changes of a source whose parameters do not keep them.',
    },
  ],
  'migrations.*.from': ofNew(
    'from',
    migration.from,
    'Of one that is there, another place makes the login again with another password: set it in SQL, then start the task again. Another engine replaces the endpoint and the task, which begins again.',
  ),
  'migrations.*.to': ofNew('to', migration.to, 'Likewise.'),
  'migrations.*.type': ofNew(
    'type',
    'full-load-and-cdc',
    'Of one that is there, in place: Terraform stops a task that runs, and people start it again. Changes can be followed where the source keeps them.',
  ),
  'migrations.*.tables': ofNew(
    'tables',
    ['catalogue.products', 'catalogue.prices'],
    'Of one that is there, in place: a task that runs is stopped. Start it again with `reload-target` or `resume-processing`.',
  ),
  'migrations.*.endsOn': ofNew('endsOn', '2027-04-30', 'Of one that is there, in place: its tags.'),
  'migrations.*.instanceClass': ofNew(
    'instanceClass',
    'dms.t3.large',
    'Of one that is there, in place and at once: tasks stop for some minutes, and go on.',
  ),
  'migrations.*.allocatedStorageGb': ofNew(
    'allocatedStorageGb',
    100,
    'Of one that is there, more of it in place and at once; less is refused by DMS.',
  ),
  'migrations.*.multiAz': ofNew('multiAz', true, 'Of one that is there, in place and at once.'),
  'migrations.*.maintenanceWindow': ofNew(
    'maintenanceWindow',
    'sat:04:00-sat:05:00',
    'Of one that is there, in place.',
  ),
};
