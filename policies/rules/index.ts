import type { Rule } from '../engine/rule';
import { rds } from './rds';

/** Every rule of Terrace, by service. */
export const rules: readonly Rule[] = [...rds];
