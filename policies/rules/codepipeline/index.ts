import type { Rule } from '../../../review/engine/rule';
import { approval } from './approval';
import { artifactsEncrypted } from './artifacts-encrypted';

export const codepipeline: readonly Rule[] = [approval, artifactsEncrypted];
