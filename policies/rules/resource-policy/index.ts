import type { Rule } from '../../../review/engine/rule';
import { dataNotPublic } from './data-not-public';
import { notPublic } from './not-public';

export const resourcePolicy: readonly Rule[] = [dataNotPublic, notPublic];
