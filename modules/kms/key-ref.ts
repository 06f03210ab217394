import { arn, reference } from '../props';

/** A customer managed KMS key that another module or stack made. */
export interface KeyRef {
  /** The key's ARN: `arn:aws:kms:<region>:<account>:key/<id>`. */
  readonly keyArn: string;
}

export const keyRef = reference<KeyRef>('a KMS key', { keyArn: arn('a KMS key', 'kms', /^key\/[\w-]+$/) });
