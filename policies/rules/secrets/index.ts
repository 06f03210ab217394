import type { Rule } from '../../../review/engine/rule';
import { noLiteral } from './no-literal';

export const secrets: readonly Rule[] = [noLiteral];
