import type { Rule } from '../../../review/engine/rule';
import { enabled } from './enabled';
import { features } from './features';

export const guardduty: readonly Rule[] = [enabled, features];
