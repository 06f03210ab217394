import type { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import { Construct } from 'constructs';
import type { Function as LambdaFunction } from '../function/function';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import { rotate } from './rotate';
import type { SecretRef } from './secret-ref';

// 128 characters have the verb, the secret's name and this one.
const grantProps = { name: granteeName(32), role: roleRef };

/** What a secret grants, whichever stack made it. Its key admits what Secrets Manager does for the account's roles. */
export abstract class GrantingSecret extends Construct {
  /** What the grants name. */
  protected abstract get granting(): SecretRef;

  /**
   * Lets `role` read the value. The policy of a secret of another stack has to name the role among its `readers`. Clients that cache the value describe the secret as well
   * (Secrets Manager user guide, Get secrets from AWS Secrets Manager).
   *
   * @param name says which role, in letters and digits: `Web`.
   */
  grantRead(name: string, role: RoleRef): void {
    checkProps(this, grantProps, { name, role });
    const { secretName, secretArn } = this.granting;
    grant(this, `read-${secretName.replaceAll('/', '.')}-${name}`, role, [
      {
        ...{ Sid: 'ReadsSecret', Effect: 'Allow', Resource: secretArn },
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      },
    ]);
  }

  /**
   * Has a function give the secret another value, every so many days, in the four steps that Secrets Manager calls it with. The secret must have a value before: its first
   * one is set by hand.
   *
   * @throws PropsError for what is no function, and for days that Secrets Manager does not take.
   */
  rotateBy(rotating: LambdaFunction, everyDays: number): SecretsmanagerSecretRotation {
    return rotate(this, this.granting, rotating, everyDays);
  }
}
