import type { Rule } from '../../../review/engine/rule';
import { authenticated } from './authenticated';
import { backups } from './backups';
import { encryptedAtRest } from './encrypted-at-rest';
import { encryptedInTransit } from './encrypted-in-transit';
import { keptWell } from './kept-well';
import { multiAz } from './multi-az';

export const elasticache: readonly Rule[] = [
  authenticated,
  backups,
  encryptedAtRest,
  encryptedInTransit,
  keptWell,
  multiAz,
];
