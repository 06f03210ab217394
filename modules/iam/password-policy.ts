import { IamAccountPasswordPolicy } from '@cdktf/provider-aws/lib/iam-account-password-policy';
import { Construct } from 'constructs';
import { assertProp, assertBetween } from '../props';

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

/** What the account asks of its users' passwords; there is one for each account. All four character classes are always asked. */
export class PasswordPolicy extends Construct {
  readonly nodes: { readonly passwordPolicy: IamAccountPasswordPolicy };

  /** @throws PropsError for anything weaker than CIS AWS Foundations and AWS Foundational Security Best Practices ask. */
  constructor(scope: Construct, id: string, props: PasswordPolicyProps) {
    super(scope, id);
    const { minimumLength, maxAgeDays, reusePrevention = 24 } = props;
    assertBetween(this, 'minimumLength', minimumLength, 14, 128);
    assertBetween(this, 'maxAgeDays', maxAgeDays, 1, 90);
    assertProp(
      this,
      'reusePrevention',
      reusePrevention === 24,
      '24, what CIS asks for and the most AWS has',
      reusePrevention,
    );
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
