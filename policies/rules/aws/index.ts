import type { Rule } from '../../../review/engine/rule';
import { valuesAccepted } from './values-accepted';

export const aws: readonly Rule[] = [valuesAccepted];
