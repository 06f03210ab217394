import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';

const certificateFile = 'test/support/certificates/database-ca.pem';
const { main } = prod.databases;

/** The orders on their way from the database of everything to one of their own, by an instance in a second zone too. */
export const split = {
  from: { database: 'main', certificateFile },
  to: { database: 'orders', certificateFile },
  type: 'full-load-and-cdc',
  tables: ['public.orders', 'public.order_%'],
  endsOn: '2027-03-31',
  instanceClass: 'dms.r6i.large',
  allocatedStorageGb: 100,
  multiAz: true,
  maintenanceWindow: 'sun:04:00-sun:05:00',
} satisfies Environment['migrations'][string];

/** What another company ran is moved in, once. */
export const purchase = {
  ...split,
  from: {
    external: {
      engine: 'mysql',
      host: 'db.bought.example.net',
      port: 3306,
      databaseName: 'none',
      addresses: ['203.0.113.10/32'],
    },
    certificateFile,
  },
  type: 'full-load',
  tables: ['catalogue.%'],
} satisfies Environment['migrations'][string];

/** The environment prod with both. */
export const withMigrations = {
  ...prod,
  databases: {
    main: { ...main, parameters: { 'rds.logical_replication': '1' } },
    orders: { ...main, readReplicas: [] },
  },
  migrations: { split, purchase },
  flows: [
    ...prod.flows,
    {
      ...{ from: 'bastion', to: 'database-orders', port: 5432, protocol: 'tcp' },
      reason: 'operators look after the database',
    },
    ...(['main', 'orders'] as const).map((name) => ({
      ...{ from: 'migration-split', to: `database-${name}`, port: 5432, protocol: 'tcp' as const },
      reason: 'the orders move to a database of their own until 2027-03-31',
    })),
    {
      ...{ from: 'migration-purchase', to: 'database-orders', port: 5432, protocol: 'tcp' },
      reason: 'the catalogue of another company is moved in until 2027-03-31',
    },
  ],
} satisfies Environment;
