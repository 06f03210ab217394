import type { Rule } from '../../engine/rule';
import { requiredTags } from './required-tags';

export const tags: readonly Rule[] = [requiredTags];
