import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { Construct } from 'constructs';
import type { OptOut } from '../opt-out';
import { checkProps, oneOf, type Description } from '../props';
import { administrationWithoutRotation } from './key-actions';
import { KeyPolicy } from './key-policy';
import { keyProps } from './key-props';
import { protect } from './protect';

/** What asymmetric and HMAC keys are told. None of them is rotated: KMS rotates symmetric encryption keys alone (KMS API reference, EnableKeyRotation). */
export interface SpecialKeyProps<Spec extends string> {
  /** What the key is for; its description in the console and in the review. */
  readonly purpose: string;
  /** The alias, without `alias/`. */
  readonly alias: string;
  /** The account that owns the key: 12 digits. Its administrators administer the key through IAM. */
  readonly account: string;
  /** The kind of key material, and so the algorithms. AWS decides it when it makes the key: another one makes another key. */
  readonly keySpec: Spec;
  /**
   * Days between the request to delete the key and its end, 7 to 30. What only the key can decrypt or verify is lost with it.
   * @default 30, AWS's longest
   */
  readonly deletionWindowDays?: number;
  /**
   * What needs the key and stays when its stack is destroyed: `signed invoices`. Terraform refuses to destroy the key then, and its tag
   * `keeps-readable` says why.
   * @default nothing: the key is scheduled for deletion with its stack
   */
  readonly keepsReadable?: string;
  /** @default none: a key that keeps something readable is not destroyed */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

const source = 'KMS developer guide, Key spec reference';
const { purpose, alias, account, deletionWindowDays, keepsReadable, optOuts } = keyProps;

export function specialKeyProps<Spec extends string>(specs: readonly Spec[]): Description<SpecialKeyProps<Spec>> {
  const keySpec = oneOf(specs, { structure: true, source });
  const description = { purpose, alias, account, keySpec, deletionWindowDays, keepsReadable, optOuts };
  // The compiler cannot tell that no `Spec` is undefined.
  return description as unknown as Description<SpecialKeyProps<Spec>>;
}

/** The resources of an asymmetric or HMAC key. */
export interface SpecialKeyNodes {
  readonly key: KmsKey;
  readonly alias: KmsAlias;
}

/** Creates the key, its alias and its policy, of which the account administers the key and nobody uses it. */
export function specialKey<Spec extends string>(
  scope: Construct,
  props: SpecialKeyProps<Spec>,
  { keyUsage, description }: { readonly keyUsage: string; readonly description: Description<SpecialKeyProps<Spec>> },
): { readonly nodes: SpecialKeyNodes; readonly policy: KeyPolicy } {
  checkProps(scope, description, props);
  const policy = new KeyPolicy(scope, props.account, administrationWithoutRotation);
  const key = new KmsKey(scope, 'key', {
    description: props.purpose,
    customerMasterKeySpec: props.keySpec,
    keyUsage,
    deletionWindowInDays: props.deletionWindowDays ?? 30,
    policy: policy.text(),
    bypassPolicyLockoutSafetyCheck: false,
  });
  protect(key, props.keepsReadable, props.optOuts);
  return {
    policy,
    nodes: { key, alias: new KmsAlias(scope, 'alias', { name: `alias/${props.alias}`, targetKeyId: key.keyId }) },
  };
}
