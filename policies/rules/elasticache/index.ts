import type { Rule } from '../../../review/engine/rule';
import { authenticated } from './authenticated';
import { backups } from './backups';
import { customerManagedKey } from './customer-managed-key';
import { encryptedAtRest } from './encrypted-at-rest';
import { encryptedInTransit } from './encrypted-in-transit';
import { minorUpgrades } from './minor-upgrades';
import { multiAz } from './multi-az';
import { subnetGroup } from './subnet-group';

export const elasticache: readonly Rule[] = [
  authenticated,
  backups,
  customerManagedKey,
  encryptedAtRest,
  encryptedInTransit,
  minorUpgrades,
  multiAz,
  subnetGroup,
];
