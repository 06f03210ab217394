import type { Rule } from '../../../review/engine/rule';
import { alarmed } from './alarmed';
import { runtimeSupported } from './runtime-supported';

export const synthetics: readonly Rule[] = [alarmed, runtimeSupported];
