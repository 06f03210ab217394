import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy';
import { Construct } from 'constructs';
import { checkProps, optional, wholeNumber, type Description } from '../props';

export interface PasswordPolicyProps {
  /** Characters, 14 (CIS 1.8) to 128. */
  readonly minimumLength: number;
  /** Days until a password expires, 1 to 90 (FSBP IAM.7). */
  readonly maxAgeDays: number;
  /**
   * How many of a user's last passwords may not come back. CIS 1.9 and FSBP IAM.16 require the maximum, 24.
   * @default 24
   */
  readonly reusePrevention?: number;
}

const passwordPolicyProps: Description<PasswordPolicyProps> = {
  minimumLength: wholeNumber('characters', 14, 128, { source: 'CIS AWS Foundations 1.8' }),
  maxAgeDays: wholeNumber('days', 1, 90, { source: 'AWS Foundational Security Best Practices IAM.7' }),
  reusePrevention: optional(wholeNumber('passwords', 24, 24, { source: 'CIS AWS Foundations 1.9' }), '24'),
};

/** What the account asks of its users' passwords; there is one for each account. All four character classes are always asked. */
export class PasswordPolicy extends Construct {
  static readonly props = passwordPolicyProps;
  readonly nodes: { readonly passwordPolicy: IamAccountPasswordPolicy };

  /** @throws PropsError for anything weaker than CIS AWS Foundations and AWS Foundational Security Best Practices ask. */
  constructor(scope: Construct, id: string, props: PasswordPolicyProps) {
    super(scope, id);
    checkProps(this, passwordPolicyProps, props);
    const { minimumLength, maxAgeDays, reusePrevention = 24 } = props;
    const passwordPolicy = new IamAccountPasswordPolicy(this, 'password-policy', {
      minimumPasswordLength: minimumLength,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      maxPasswordAge: maxAgeDays,
      passwordReusePrevention: reusePrevention,
      allowUsersToChangePassword: true,
      // A hard expiry locks out users after an absence, administrators included, with no one left to unlock them.
      hardExpiry: false,
    });
    this.nodes = { passwordPolicy };
  }
}
