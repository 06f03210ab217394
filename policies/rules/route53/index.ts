import type { Rule } from '../../../review/engine/rule';
import { dnssec } from './dnssec';
import { queryLogs } from './query-logs';
import { targetExists } from './target-exists';

export const route53: readonly Rule[] = [dnssec, queryLogs, targetExists];
