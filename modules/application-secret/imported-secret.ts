import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingSecret } from './granting-secret';
import { secretRef, type SecretRef } from './secret-ref';

/** A secret of another stack, to be granted and rotated in this one; `Secret.import` makes it. */
export class ImportedSecret extends GrantingSecret {
  readonly secretName: string;
  readonly secretArn: string;

  /** @throws PropsError for what is no reference to a secret. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: SecretRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: secretRef }, { ref });
    this.secretName = ref.secretName;
    this.secretArn = ref.secretArn;
  }

  protected get granting(): SecretRef {
    return this.ref;
  }
}
