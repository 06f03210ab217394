import type { Rule } from '../../../review/engine/rule';
import { aliasTargetHealth } from './alias-target-health';
import { caa } from './caa';
import { dnssec } from './dnssec';
import { failoverHealthCheck } from './failover-health-check';
import { preventDestroy } from './prevent-destroy';
import { queryLogs } from './query-logs';
import { targetExists } from './target-exists';

export const route53: readonly Rule[] = [
  aliasTargetHealth,
  caa,
  dnssec,
  failoverHealthCheck,
  preventDestroy,
  queryLogs,
  targetExists,
];
