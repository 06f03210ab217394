import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import { administration, decryption, replication, use } from './key-actions';
import { KeyPolicy, ServiceUse } from './key-policy';
import { keyProps, type KeyProps } from './key-props';
import type { KeyRef, PrimaryKeyRef } from './key-ref';
import { protect } from './protect';

export type { KeyProps } from './key-props';

/**
 * A customer managed KMS key, rotated every year or as often as it is told, with an alias. It is symmetric: the only kind that services of AWS encrypt with.
 *
 * Administration and use are separate: the account's administrators manage the key and cannot use it; roles and AWS
 * services use it only after a `grant…` or `allow…` call, and cannot manage it.
 */
export class Key extends Construct implements KeyRef, PrimaryKeyRef {
  static readonly props = keyProps;
  readonly keyArn: string;
  readonly region: string;
  readonly multiRegion: boolean;
  readonly nodes: { readonly key: KmsKey; readonly alias: KmsAlias };
  private readonly policy: KeyPolicy;
  private readonly serviceUse: ServiceUse;

  /** @throws PropsError for an alias, account, deletion window or rotation period that AWS refuses. */
  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    checkProps(this, keyProps, props);
    const { purpose, alias, account, region, deletionWindowDays = 30, rotationPeriodDays = 365, multiRegion } = props;

    const administrators = multiRegion ? [...administration, ...replication] : administration;
    this.policy = new KeyPolicy(this, account, administrators);
    this.serviceUse = new ServiceUse(this, { account, region }, this.policy);
    const key = new KmsKey(this, 'key', {
      description: purpose,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationPeriodDays,
      ...(multiRegion && { multiRegion }),
      deletionWindowInDays: deletionWindowDays,
      policy: this.policy.text(),
      bypassPolicyLockoutSafetyCheck: false,
    });
    protect(key, props.keepsReadable, props.optOuts);
    this.nodes = { key, alias: new KmsAlias(this, 'alias', { name: `alias/${alias}`, targetKeyId: key.keyId }) };
    this.keyArn = key.arn;
    this.region = region;
    this.multiRegion = multiRegion === true;
  }

  /** Lets `role` encrypt and decrypt. `name` says which role, in letters and digits: `App`. */
  grantEncryptDecrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'EncryptsAndDecrypts', role, use);
  }

  /** Lets `role` decrypt, and nothing else. */
  grantDecrypt(name: string, role: RoleRef): void {
    this.policy.grant(name, 'Decrypts', role, decryption);
  }

  /**
   * Lets an AWS service use the key on behalf of the account's own principals, as `aws/…` managed keys do.
   *
   * Services that may already are left out.
   *
   * @param services by the name in their endpoint: `rds`, `secretsmanager`.
   */
  allowViaService(name: string, ...services: readonly string[]): void {
    this.serviceUse.allowViaService(name, ...services);
  }

  /**
   * Lets an AWS service use the key under its own name, bound to this account; one that may already in the same way is left out.
   *
   * @param service its principal: `cloudwatch.amazonaws.com`.
   * @param condition narrower than the account, where the service sends something narrower.
   * @default condition `aws:SourceAccount` is this account
   */
  allowService(name: string, service: string, condition?: PolicyStatement['Condition']): void {
    this.serviceUse.allowService(name, service, condition);
  }

  /**
   * Lets the account's principals use the key for what a service encrypts in the name of a resource. The service puts the resource's ARN into the encryption context,
   * without which nobody decrypts it.
   *
   * @param contextKey as AWS's documentation of the service says: `aws:pipe:arn`.
   * @param arn the resources of this account, with * for any.
   */
  allowEncryptionContext(name: string, contextKey: string, arn: string): void {
    this.serviceUse.allowEncryptionContext(name, contextKey, arn);
  }

  /** Lets CloudWatch Logs encrypt the account's log groups in the key's region. Logs sends no source account, but the group's ARN. */
  allowLogs(): void {
    this.serviceUse.allowLogs();
  }

  /**
   * Lets CloudTrail encrypt the files of one trail, which it names as its source and in the encryption context (CloudTrail user guide, Configure AWS KMS key policies
   * for CloudTrail).
   *
   * @param trailArn known before the trail exists, from its name.
   */
  allowTrail(trailArn: string): void {
    this.serviceUse.allowTrail(trailArn);
  }

  /** Lets the account's distributions decrypt: which of them may read is decided by the bucket's policy, since a distribution is made after the key. */
  allowCloudFront(): void {
    this.serviceUse.allowCloudFront();
  }
}
