import type { Rule } from '../../../review/engine/rule';
import { aliasTargetHealth } from './alias-target-health';
import { caa } from './caa';
import { dmarc } from './dmarc';
import { dnssec } from './dnssec';
import { failoverHealthCheck } from './failover-health-check';
import { preventDestroy } from './prevent-destroy';
import { queryLogs } from './query-logs';
import { targetExists } from './target-exists';

export const route53: readonly Rule[] = [
  aliasTargetHealth,
  caa,
  dmarc,
  dnssec,
  failoverHealthCheck,
  preventDestroy,
  queryLogs,
  targetExists,
];
