import type { Rule } from '../../../review/engine/rule';
import { noFtp } from './no-ftp';
import { notPublic } from './not-public';

export const transfer: readonly Rule[] = [noFtp, notPublic];
