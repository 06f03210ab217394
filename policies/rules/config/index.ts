import type { Rule } from '../../../review/engine/rule';
import { regionIsRecorded } from './region-is-recorded';

export const config: readonly Rule[] = [regionIsRecorded];
