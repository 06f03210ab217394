import { bucketName, keyAlias, object, optional } from '../props';

/** Where Terraform's state is kept. */
export interface StateRef {
  /** The bucket's name. */
  readonly bucket: string;
  /** The alias of the key that encrypts it, without `alias/`. */
  readonly keyAlias: string;
  /**
   * The bucket that it is copied to. Nobody who is bounded has anything to do there.
   * @default none
   */
  readonly replica?: string;
}

export const stateRef = object<StateRef>({ bucket: bucketName, keyAlias, replica: optional(bucketName, 'none') });
