import type { Rule } from '../../../review/engine/rule';
import { knownBadInputs } from './known-bad-inputs';
import { logs } from './logs';

export const waf: readonly Rule[] = [knownBadInputs, logs];
