import type { Rule } from '../../../review/engine/rule';
import { certificate } from './certificate';

export const acm: readonly Rule[] = [certificate];
