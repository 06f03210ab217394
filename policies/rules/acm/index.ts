import type { Rule } from '../../../review/engine/rule';
import { createBeforeDestroy } from './create-before-destroy';
import { dnsValidation } from './dns-validation';
import { noWildcard } from './no-wildcard';
import { strongKey } from './strong-key';

export const acm: readonly Rule[] = [createBeforeDestroy, dnsValidation, noWildcard, strongKey];
