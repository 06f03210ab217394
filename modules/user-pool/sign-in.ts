import { optOut, type OptOut } from '../opt-out';
import { either, flag, object, oneOf, optional, wholeNumber, type Prop } from '../props';

/** How people sign in: by email address, in any case of letters, and password. */
export interface SignIn {
  /** Whether anybody may make an account. Otherwise who was granted `grantManage` invites people. */
  readonly selfSignUp: boolean;
  /** The second factor, a code of an authenticator app (TOTP): asked of everybody, of who set it up, or of nobody, with a reason. */
  readonly mfa: 'required' | 'optional' | OptOut;
  /**
   * Passkeys, beside passwords, and whether the device has to verify its user. They are bound to the domain of the pool. Cognito accepts none where `mfa` is
   * required, as far as Terraform's provider can set it.
   * @default none
   */
  readonly passkeys?: 'required' | 'preferred';
  /**
   * `PLUS` has threat protection: it blocks passwords that leaked and sign-ins of high risk, and asks a second factor at medium risk. It costs more for each user.
   * @default 'ESSENTIALS'
   */
  readonly tier?: 'ESSENTIALS' | 'PLUS';
  /**
   * What a password has, beside a lowercase and an uppercase letter, a number and a symbol.
   * @default { minimumLength: 12, historySize: 5, temporaryDays: 7 }
   */
  readonly password?: PasswordRules;
  /**
   * Who resets a forgotten password: its owner, by a code sent to the verified address, or an administrator.
   * @default 'verified_email'
   */
  readonly recovery?: 'verified_email' | 'admin_only';
}

export interface PasswordRules {
  /**
   * Characters, 8 to 99.
   * @default 12
   */
  readonly minimumLength?: number;
  /**
   * How many of the last passwords may not be used again; 1 to 24.
   * @default 5
   */
  readonly historySize?: number;
  /**
   * Days that the password of an invitation is valid; 1 to 365.
   * @default 7
   */
  readonly temporaryDays?: number;
}

const source = 'Cognito API reference, PasswordPolicyType';
const count = (unit: string, min: number, max: number) => wholeNumber(unit, min, max, { structure: true, source });

export const signIn: Prop<SignIn> = object<SignIn>({
  selfSignUp: flag(),
  mfa: either<'required' | 'optional', OptOut>(oneOf(['required', 'optional']), optOut),
  passkeys: optional(oneOf(['required', 'preferred']), 'none'),
  tier: optional(oneOf(['ESSENTIALS', 'PLUS']), "'ESSENTIALS'"),
  password: optional(
    object<PasswordRules>({
      minimumLength: optional(count('characters', 8, 99), '12'),
      historySize: optional(count('passwords', 1, 24), '5'),
      temporaryDays: optional(count('days', 1, 365), '7'),
    }),
    '{ minimumLength: 12, historySize: 5, temporaryDays: 7 }',
  ),
  recovery: optional(oneOf(['verified_email', 'admin_only']), "'verified_email'"),
});
