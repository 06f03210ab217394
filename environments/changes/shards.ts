import { prod } from '../prod';
import type { Environment } from '../schema';

/** A shard of a database, as an environment decides it. */
export const shard = { restoreFrom: 'none', deletionProtection: 'on' } as const;

/** The table of shard maps, as prod would have it. */
export const shardMaps = {
  ...prod.tables.receipts,
  partitionKey: { name: 'database', type: 'S' },
  capacity: { onDemand: { maxReadUnits: 400, maxWriteUnits: 100 } },
  consistentReads: true,
} satisfies Environment['tables'][string];

const { web, accounts, partners, office, bounces, report } = prod.services;
const mayRead = { 'shard-maps': ['read'] };

/** What a sharded database of prod needs: the table, and that its services read it. */
export const withMap = {
  'tables.shard-maps': shardMaps,
  'services.web.tables': { ...web.tables, ...mayRead },
  'services.accounts.tables': { ...accounts.tables, ...mayRead },
  'services.partners.tables': { ...partners.tables, ...mayRead },
  'services.office.tables': { ...office.tables, ...mayRead },
  'services.bounces.tables': { ...bounces.tables, ...mayRead },
  'services.report.tables': { ...report.tables, ...mayRead },
};
