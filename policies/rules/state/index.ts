import type { Rule } from '../../../review/engine/rule';
import { backendProtected } from './backend-protected';
import { locked } from './locked';
import { oneEnvironment } from './one-environment';

export const state: readonly Rule[] = [backendProtected, locked, oneEnvironment];
