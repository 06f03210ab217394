import type { Rule } from '../../../review/engine/rule';
import { customerKey } from './customer-key';
import { notPublic } from './not-public';
import { rotated } from './rotated';
import { rotatedByHand } from './rotated-by-hand';

export const secretsManager: readonly Rule[] = [customerKey, notPublic, rotated, rotatedByHand];
