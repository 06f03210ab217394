import type { Rule } from '../../../review/engine/rule';
import { parameterEncrypted } from './parameter-encrypted';

export const ssm: readonly Rule[] = [parameterEncrypted];
