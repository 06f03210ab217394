import type { Rule } from '../../engine/rule';
import { certificate } from './certificate';

export const acm: readonly Rule[] = [certificate];
