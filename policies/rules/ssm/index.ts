import type { Rule } from '../../engine/rule';
import { parameterEncrypted } from './parameter-encrypted';

export const ssm: readonly Rule[] = [parameterEncrypted];
