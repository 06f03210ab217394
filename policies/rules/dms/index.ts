import type { Rule } from '../../../review/engine/rule';
import { endDate } from './end-date';
import { notPublic } from './not-public';
import { tls } from './tls';

export const dms: readonly Rule[] = [notPublic, tls, endDate];
