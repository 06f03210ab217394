import type { Rule } from '../../../review/engine/rule';
import { notPublic } from './not-public';

export const eventBridge: readonly Rule[] = [notPublic];
