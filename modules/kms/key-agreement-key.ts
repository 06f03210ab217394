import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { agreement } from './key-actions';
import type { KeyPolicy } from './key-policy';
import { specialKey, specialKeyProps, type SpecialKeyNodes, type SpecialKeyProps } from './special-key';

export type KeyAgreementKeySpec = 'ECC_NIST_P256' | 'ECC_NIST_P384' | 'ECC_NIST_P521';

const props = specialKeyProps<KeyAgreementKeySpec>(['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521']);

/**
 * An asymmetric KMS key that derives secrets which it shares with the owner of another key pair (`KEY_AGREEMENT`, ECDH), with an alias.
 *
 * It is not rotated.
 */
export class KeyAgreementKey extends Construct {
  static readonly props = props;
  readonly keyArn: string;
  readonly keySpec: KeyAgreementKeySpec;
  readonly nodes: SpecialKeyNodes;
  private readonly policy: KeyPolicy;

  /** @throws PropsError for an alias, account, key spec or deletion window that AWS refuses. */
  constructor(scope: Construct, id: string, props: SpecialKeyProps<KeyAgreementKeySpec>) {
    super(scope, id);
    const { nodes, policy } = specialKey(this, props, {
      keyUsage: 'KEY_AGREEMENT',
      description: KeyAgreementKey.props,
    });
    this.nodes = nodes;
    this.policy = policy;
    this.keyArn = nodes.key.arn;
    this.keySpec = props.keySpec;
  }

  /** Lets `role` derive shared secrets, and read the public key. `name` says which role, in letters and digits: `Devices`. */
  grantDeriveSharedSecret(name: string, role: RoleRef): void {
    this.policy.grant(name, 'DerivesSharedSecrets', role, agreement);
  }
}
