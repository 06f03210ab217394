import { arn, matching, reference } from '../props';

/** An IAM role that another module or stack made. */
export interface RoleRef {
  /** The role's name, to attach policies to. */
  readonly roleName: string;
  /** The role's ARN, to name in resource policies. */
  readonly roleArn: string;
}

/** IAM API reference, CreateRole, RoleName. */
export const roleName = matching(/^[\w+=,.@-]{1,64}$/, '1 to 64 letters, digits and _+=,.@-');

export const roleRef = reference<RoleRef>('an IAM role', {
  roleName,
  roleArn: arn('an IAM role', 'iam', /^role\/([!-~]{1,510}\/)?[\w+=,.@-]{1,64}$/),
});
