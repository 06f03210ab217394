/** An IAM role that another module or stack made. */
export interface RoleRef {
  /** The role's name, to attach policies to. */
  readonly roleName: string;
  /** The role's ARN, to name in resource policies. */
  readonly roleArn: string;
}
