import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsReplicaKey } from '@cdktf/provider-aws/lib/kms-replica-key';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import type { RoleRef } from '../iam/role-ref';
import { inRegion } from '../in-region';
import { assertProp, checkProps, isKnown } from '../props';
import { administrationWithoutRotation, decryption, use } from './key-actions';
import { KeyPolicy, ServiceUse } from './key-policy';
import type { KeyRef } from './key-ref';
import { protect } from './protect';
import { replicaKeyProps, type ReplicaKeyProps } from './replica-key-props';

export type { ReplicaKeyProps } from './replica-key-props';

/**
 * A multi-Region key in another region than its primary: what one of them encrypted, the other decrypts, without a call across regions.
 *
 * Key material, id and rotation are the primary's. Policy, alias, tags and protection are its own, so nobody who may use the primary may use it before a
 * `grant…` or `allow…` call here (KMS developer guide, Multi-Region keys). A primary is deleted after its replicas: KMS waits for them.
 */
export class ReplicaKey extends Construct implements KeyRef {
  static readonly props = replicaKeyProps;
  readonly keyArn: string;
  readonly nodes: { readonly key: KmsReplicaKey; readonly alias: KmsAlias };
  private readonly policy: KeyPolicy;
  private readonly serviceUse: ServiceUse;

  /** @throws PropsError for a primary that can have no replica there, and for a provider of another region. */
  constructor(scope: Construct, id: string, props: ReplicaKeyProps) {
    super(scope, id);
    checkProps(this, replicaKeyProps, props);
    this.check(props);
    const { purpose, alias, account, region, primary, provider, deletionWindowDays = 30 } = props;

    this.policy = new KeyPolicy(this, account, administrationWithoutRotation);
    this.serviceUse = new ServiceUse(this, { account, region }, this.policy);
    const key = new KmsReplicaKey(this, 'key', {
      description: purpose,
      primaryKeyArn: primary.keyArn,
      deletionWindowInDays: deletionWindowDays,
      policy: this.policy.text(),
      bypassPolicyLockoutSafetyCheck: false,
    });
    protect(key, props.keepsReadable, props.optOuts);
    this.nodes = { key, alias: new KmsAlias(this, 'alias', { name: `alias/${alias}`, targetKeyId: key.keyId }) };
    this.keyArn = key.arn;
    inRegion(this, provider);
  }

  /** Lets `role` encrypt and decrypt with the replica. `name` says which role, in letters and digits: `App`. */
  grantEncryptDecrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'EncryptsAndDecrypts', role, use);
  }

  /** Lets `role` decrypt with the replica, and nothing else. */
  grantDecrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Decrypts', role, decryption);
  }

  /** As of a `Key`, for what the service has in the replica's region. */
  allowViaService(name: string, ...services: readonly string[]): void {
    this.serviceUse.allowViaService(name, ...services);
  }

  /** As of a `Key`. @default condition `aws:SourceAccount` is this account */
  allowService(name: string, service: string, condition?: PolicyStatement['Condition']): void {
    this.serviceUse.allowService(name, service, condition);
  }

  /** As of a `Key`, for what the service has in the replica's region. */
  allowEncryptionContext(name: string, contextKey: string, arn: string): void {
    this.serviceUse.allowEncryptionContext(name, contextKey, arn);
  }

  /** Lets CloudWatch Logs encrypt the account's log groups in the replica's region. */
  allowLogs(): void {
    this.serviceUse.allowLogs();
  }

  /** As of a `Key`. */
  allowTrail(trailArn: string): void {
    this.serviceUse.allowTrail(trailArn);
  }

  /** Lets the account's distributions decrypt. */
  allowCloudFront(): void {
    this.serviceUse.allowCloudFront();
  }

  private check({ account, region, primary, provider }: ReplicaKeyProps): void {
    assertProp(this, 'primary.multiRegion', primary.multiRegion, 'a key with multiRegion', primary.multiRegion);
    assertProp(this, 'region', region !== primary.region, "another region than the primary's", region);
    assertProp(this, 'provider.region', provider.region === region, region, provider.region);
    if (!isKnown(primary.keyArn)) return;
    const [, , , itsRegion, itsAccount] = primary.keyArn.split(':');
    assertProp(this, 'primary.keyArn', /:key\/mrk-/.test(primary.keyArn), 'a key/mrk-… as its id', primary.keyArn);
    assertProp(this, 'primary.keyArn', itsRegion === primary.region, `a key of ${primary.region}`, primary.keyArn);
    assertProp(this, 'primary.keyArn', itsAccount === account, `a key of ${account}`, primary.keyArn);
  }
}
