import type { Rule } from '../../../review/engine/rule';
import { inVpc } from './in-vpc';
import { noDirectInternet } from './no-direct-internet';
import { noRoot } from './no-root';

export const sagemaker: readonly Rule[] = [inVpc, noDirectInternet, noRoot];
