import type { Rule } from '../../../review/engine/rule';
import { statefulKept } from './stateful-kept';

export const change: readonly Rule[] = [statefulKept];
