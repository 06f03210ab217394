import type { Rule } from '../../../review/engine/rule';
import { noLiteral } from './no-literal';
import { notInState } from './not-in-state';

export const secrets: readonly Rule[] = [noLiteral, notInState];
