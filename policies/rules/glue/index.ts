import type { Rule } from '../../../review/engine/rule';
import { catalogEncrypted } from './catalog-encrypted';
import { connectionPasswordsEncrypted } from './connection-passwords-encrypted';

export const glue: readonly Rule[] = [catalogEncrypted, connectionPasswordsEncrypted];
