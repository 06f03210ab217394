import type { Rule } from '../../../review/engine/rule';
import { adminName } from './admin-name';
import { backupRetention } from './backup-retention';
import { customerManagedKey } from './customer-managed-key';
import { deletionProtection } from './deletion-protection';
import { enhancedMonitoring } from './enhanced-monitoring';
import { forceTls } from './force-tls';
import { iamAuthentication } from './iam-authentication';
import { logsExported } from './logs-exported';
import { minorUpgrades } from './minor-upgrades';
import { multiAz } from './multi-az';
import { noLiteralPassword } from './no-literal-password';
import { notPublic } from './not-public';
import { performanceInsights } from './performance-insights';
import { performanceInsightsKey } from './performance-insights-key';
import { port } from './port';
import { privateSubnets } from './private-subnets';
import { proxyRequiresTls } from './proxy-requires-tls';
import { snapshotNotPublic } from './snapshot-not-public';
import { storageEncrypted } from './storage-encrypted';
import { tagsOnSnapshots } from './tags-on-snapshots';

export const rds: readonly Rule[] = [
  adminName,
  backupRetention,
  customerManagedKey,
  deletionProtection,
  enhancedMonitoring,
  forceTls,
  iamAuthentication,
  logsExported,
  minorUpgrades,
  multiAz,
  noLiteralPassword,
  notPublic,
  performanceInsights,
  performanceInsightsKey,
  port,
  privateSubnets,
  proxyRequiresTls,
  snapshotNotPublic,
  storageEncrypted,
  tagsOnSnapshots,
];
