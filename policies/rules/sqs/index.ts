import type { Rule } from '../../../review/engine/rule';
import { deadLetterQueue } from './dead-letter-queue';
import { encrypted } from './encrypted';
import { notPublic } from './not-public';
import { tlsOnly } from './tls-only';
import { visibilityTimeout } from './visibility-timeout';

export const sqs: readonly Rule[] = [deadLetterQueue, encrypted, notPublic, tlsOnly, visibilityTimeout];
