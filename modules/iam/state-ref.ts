import { bucketName, keyAlias, object } from '../props';

/** Where Terraform's state is kept. */
export interface StateRef {
  /** The bucket's name. */
  readonly bucket: string;
  /** The alias of the key that encrypts it, without `alias/`. */
  readonly keyAlias: string;
}

export const stateRef = object<StateRef>({ bucket: bucketName, keyAlias });
