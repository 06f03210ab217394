import type { Rule } from '../../../review/engine/rule';
import { enabled } from './enabled';
import { registryScanning } from './registry-scanning';

export const inspector: readonly Rule[] = [enabled, registryScanning];
