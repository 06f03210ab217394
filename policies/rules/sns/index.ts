import type { Rule } from '../../../review/engine/rule';
import { encrypted } from './encrypted';
import { notPublic } from './not-public';
import { tlsOnly } from './tls-only';

export const sns: readonly Rule[] = [encrypted, notPublic, tlsOnly];
