import type { Rule } from '../../../review/engine/rule';
import { alarmActions } from './alarm-actions';
import { cisAlarms } from './cis-alarms';
import { latencyPercentiles } from './latency-percentiles';
import { logEncryption } from './log-encryption';
import { logRetention } from './log-retention';

export const cloudwatch: readonly Rule[] = [alarmActions, cisAlarms, latencyPercentiles, logEncryption, logRetention];
