import type { Rule } from '../../../review/engine/rule';
import { enabled } from './enabled';
import { features } from './features';
import { featuresOnce } from './features-once';
import { runtimeAgents } from './runtime-agents';

export const guardduty: readonly Rule[] = [enabled, features, featuresOnce, runtimeAgents];
