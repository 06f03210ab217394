import { keyRef, type KeyRef } from '../kms/key-ref';
import { bucketName, reference } from '../props';

/** Where records are kept, that another module or stack made. */
export interface LogArchiveRef {
  /** The name of its locked bucket. */
  readonly bucketName: string;
  /** Encrypts what is in it. */
  readonly key: KeyRef;
}

export const logArchiveRef = reference<LogArchiveRef>('a log archive', { bucketName, key: keyRef });
