import type { Rule } from '../../engine/rule';
import { backendProtected } from './backend-protected';

export const state: readonly Rule[] = [backendProtected];
