import type { Rule } from '../../../review/engine/rule';
import { cacheEncryptedAtRest } from './cache-encrypted-at-rest';
import { cacheEncryptedInTransit } from './cache-encrypted-in-transit';
import { logged } from './logged';
import { noApiKey } from './no-api-key';

export const appsync: readonly Rule[] = [cacheEncryptedAtRest, cacheEncryptedInTransit, logged, noApiKey];
