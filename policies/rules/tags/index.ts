import type { Rule } from '../../../review/engine/rule';
import { requiredTags } from './required-tags';

export const tags: readonly Rule[] = [requiredTags];
