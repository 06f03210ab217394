/** A managed IAM policy that another module or stack made. */
export interface PolicyRef {
  readonly policyArn: string;
}
