import type { Environment } from '../schema';
import type { Changes } from './change';

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
  applyImmediately: false,
  deletionProtection: 'on',
} satisfies Environment['clusters'][string];

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
  ],
};
