import type { Rule } from '../../../review/engine/rule';
import { dataStoresRetained } from './data-stores-retained';

export const change: readonly Rule[] = [dataStoresRetained];
