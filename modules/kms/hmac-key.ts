import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { macGeneration, macVerification } from './key-actions';
import type { KeyPolicy } from './key-policy';
import { specialKey, specialKeyProps, type SpecialKeyNodes, type SpecialKeyProps } from './special-key';

export type HmacKeySpec = 'HMAC_224' | 'HMAC_256' | 'HMAC_384' | 'HMAC_512';

const props = specialKeyProps<HmacKeySpec>(['HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512']);

/**
 * A KMS key that generates and verifies hash-based message authentication codes (`GENERATE_VERIFY_MAC`), with an alias: for tokens that only their issuer
 * verifies. It never leaves KMS.
 *
 * It is not rotated.
 */
export class HmacKey extends Construct {
  static readonly props = props;
  readonly keyArn: string;
  readonly keySpec: HmacKeySpec;
  readonly nodes: SpecialKeyNodes;
  private readonly policy: KeyPolicy;

  /** @throws PropsError for an alias, account, key spec or deletion window that AWS refuses. */
  constructor(scope: Construct, id: string, props: SpecialKeyProps<HmacKeySpec>) {
    super(scope, id);
    const { nodes, policy } = specialKey(this, props, { keyUsage: 'GENERATE_VERIFY_MAC', description: HmacKey.props });
    this.nodes = nodes;
    this.policy = policy;
    this.keyArn = nodes.key.arn;
    this.keySpec = props.keySpec;
  }

  /** Lets `role` generate codes. `name` says which role, in letters and digits: `Sessions`. */
  grantGenerateMac(name: string, role: RoleRef): void {
    this.policy.grant(name, 'GeneratesMacs', role, macGeneration);
  }

  /** Lets `role` verify codes, and make none. */
  grantVerifyMac(name: string, role: RoleRef): void {
    this.policy.grant(name, 'VerifiesMacs', role, macVerification);
  }
}
