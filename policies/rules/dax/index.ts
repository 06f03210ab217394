import type { Rule } from '../../../review/engine/rule';
import { encryptedAtRest } from './encrypted-at-rest';
import { encryptedInTransit } from './encrypted-in-transit';
import { multiAz } from './multi-az';

export const dax: readonly Rule[] = [encryptedAtRest, encryptedInTransit, multiAz];
