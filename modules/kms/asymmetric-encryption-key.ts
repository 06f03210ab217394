import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { decryption, publicEncryption } from './key-actions';
import type { KeyPolicy } from './key-policy';
import { specialKey, specialKeyProps, type SpecialKeyNodes, type SpecialKeyProps } from './special-key';

export type AsymmetricEncryptionKeySpec = 'RSA_2048' | 'RSA_3072' | 'RSA_4096';

const props = specialKeyProps<AsymmetricEncryptionKeySpec>(['RSA_2048', 'RSA_3072', 'RSA_4096']);

/**
 * An asymmetric KMS key that encrypts and decrypts (`ENCRYPT_DECRYPT`), with an alias: for those who encrypt outside of AWS, with the public key. Services of
 * AWS cannot use it: what is encrypted at rest needs a `Key`.
 *
 * It is not rotated.
 */
export class AsymmetricEncryptionKey extends Construct {
  static readonly props = props;
  readonly keyArn: string;
  readonly keySpec: AsymmetricEncryptionKeySpec;
  readonly nodes: SpecialKeyNodes;
  private readonly policy: KeyPolicy;

  /** @throws PropsError for an alias, account, key spec or deletion window that AWS refuses. */
  constructor(scope: Construct, id: string, props: SpecialKeyProps<AsymmetricEncryptionKeySpec>) {
    super(scope, id);
    const { nodes, policy } = specialKey(this, props, {
      keyUsage: 'ENCRYPT_DECRYPT',
      description: AsymmetricEncryptionKey.props,
    });
    this.nodes = nodes;
    this.policy = policy;
    this.keyArn = nodes.key.arn;
    this.keySpec = props.keySpec;
  }

  /** Lets `role` encrypt, and read the public key. `name` says which role, in letters and digits: `Intake`. */
  grantEncrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Encrypts', role, publicEncryption);
  }

  /** Lets `role` decrypt, and nothing else. */
  grantDecrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Decrypts', role, decryption);
  }
}
