import type { Rule } from '../../engine/rule';
import { statefulKept } from './stateful-kept';

export const change: readonly Rule[] = [statefulKept];
