import type { Rule } from '../../../review/engine/rule';
import { emailBySes } from './email-by-ses';
import { httpsCallbacks } from './https-callbacks';
import { mfa } from './mfa';
import { noGuestAccess } from './no-guest-access';
import { noImplicitGrant } from './no-implicit-grant';
import { passwordPolicy } from './password-policy';
import { selfSignUp } from './self-sign-up';

export const cognito: readonly Rule[] = [
  emailBySes,
  httpsCallbacks,
  mfa,
  noGuestAccess,
  noImplicitGrant,
  passwordPolicy,
  selfSignUp,
];
