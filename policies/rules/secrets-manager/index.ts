import type { Rule } from '../../../review/engine/rule';
import { customerKey } from './customer-key';
import { notPublic } from './not-public';
import { rotated } from './rotated';

export const secretsManager: readonly Rule[] = [customerKey, notPublic, rotated];
