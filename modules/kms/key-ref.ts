/** A customer managed KMS key that another module or stack made. */
export interface KeyRef {
  /** The key's ARN: `arn:aws:kms:<region>:<account>:key/<id>`. */
  readonly keyArn: string;
}
