import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { signing, verification } from './key-actions';
import type { KeyPolicy } from './key-policy';
import { specialKey, specialKeyProps, type SpecialKeyNodes, type SpecialKeyProps } from './special-key';

export type SigningKeySpec =
  'RSA_2048' | 'RSA_3072' | 'RSA_4096' | 'ECC_NIST_P256' | 'ECC_NIST_P384' | 'ECC_NIST_P521' | 'ECC_SECG_P256K1';

const props = specialKeyProps<SigningKeySpec>([
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
]);

/**
 * An asymmetric KMS key that signs and verifies (`SIGN_VERIFY`), with an alias. Its private key never leaves KMS, and whoever has the public key verifies
 * without KMS.
 *
 * It is not rotated: a new key has another alias, and the old one stays for as long as its signatures are verified.
 */
export class SigningKey extends Construct {
  static readonly props = props;
  readonly keyArn: string;
  readonly keySpec: SigningKeySpec;
  readonly nodes: SpecialKeyNodes;
  private readonly policy: KeyPolicy;

  /** @throws PropsError for an alias, account, key spec or deletion window that AWS refuses. */
  constructor(scope: Construct, id: string, props: SpecialKeyProps<SigningKeySpec>) {
    super(scope, id);
    const { nodes, policy } = specialKey(this, props, { keyUsage: 'SIGN_VERIFY', description: SigningKey.props });
    this.nodes = nodes;
    this.policy = policy;
    this.keyArn = nodes.key.arn;
    this.keySpec = props.keySpec;
  }

  /** Lets `role` sign, and read the public key. `name` says which role, in letters and digits: `Invoices`. */
  grantSign(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Signs', role, signing);
  }

  /** Lets `role` verify signatures in KMS, and read the public key to verify them elsewhere. */
  grantVerify(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Verifies', role, verification);
  }
}
