import type { Rule } from '../../../review/engine/rule';
import { deadLetterQueue } from './dead-letter-queue';
import { notPublic } from './not-public';
import { ruleNamesSources } from './rule-names-sources';

export const eventBridge: readonly Rule[] = [deadLetterQueue, notPublic, ruleNamesSources];
