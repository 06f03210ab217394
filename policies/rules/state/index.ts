import type { Rule } from '../../../review/engine/rule';
import { backendProtected } from './backend-protected';

export const state: readonly Rule[] = [backendProtected];
