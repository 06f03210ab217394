import type { Rule } from '../../../review/engine/rule';
import { customerKey } from './customer-key';
import { samplesAShare } from './samples-a-share';

export const xray: readonly Rule[] = [customerKey, samplesAShare];
