import type { Rule } from '../../../review/engine/rule';
import { encrypted } from './encrypted';

export const kinesis: readonly Rule[] = [encrypted];
