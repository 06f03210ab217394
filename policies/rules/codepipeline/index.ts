import type { Rule } from '../../../review/engine/rule';
import { artifactsAndApproval } from './artifacts-and-approval';

export const codepipeline: readonly Rule[] = [artifactsAndApproval];
