import type { Rule } from '../../../review/engine/rule';
import { controlsEnabled } from './controls-enabled';
import { enabled } from './enabled';
import { standardsNamed } from './standards-named';

export const securityHub: readonly Rule[] = [controlsEnabled, enabled, standardsNamed];
