import type { Rule } from '../../engine/rule';
import { noLiteral } from './no-literal';

export const secrets: readonly Rule[] = [noLiteral];
