import type { Rule } from '../../engine/rule';
import { regionIsRecorded } from './region-is-recorded';

export const config: readonly Rule[] = [regionIsRecorded];
