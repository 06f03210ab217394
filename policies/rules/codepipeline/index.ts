import type { Rule } from '../../engine/rule';
import { artifactsAndApproval } from './artifacts-and-approval';

export const codepipeline: readonly Rule[] = [artifactsAndApproval];
