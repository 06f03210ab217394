import type { Rule } from '../../../review/engine/rule';
import { mfa } from './mfa';
import { noGuestAccess } from './no-guest-access';
import { passwordPolicy } from './password-policy';

export const cognito: readonly Rule[] = [mfa, noGuestAccess, passwordPolicy];
