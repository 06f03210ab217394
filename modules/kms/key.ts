import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import { policyConditions } from '../iam/policy-statement';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { isOn } from '../opt-out';
import { checkProps, list, matching, optional, servicePrincipal } from '../props';
import { administration, decryption, replication, use } from './key-actions';
import { keyProps, type KeyProps } from './key-props';
import type { KeyRef } from './key-ref';

export type { KeyProps } from './key-props';

const sid = matching(/^[A-Za-z0-9]{1,100}$/, 'letters and digits, as part of a statement id', { structure: true });
const services = list(
  'services',
  matching(/^[a-z0-9-]+$/, 'the name of a service in its endpoint, such as rds', { structure: true }),
  { min: 1, max: 20 },
);
const allowViaServiceProps = { name: sid, services };
const allowServiceProps = {
  name: sid,
  service: servicePrincipal,
  condition: optional(policyConditions, '`aws:SourceAccount` is this account'),
};
const grantProps = { name: sid, role: roleRef };

/**
 * A customer managed KMS key, rotated every year or as often as it is told, with an alias.
 *
 * Administration and use are separate: the account's administrators manage the key and cannot use it; roles and AWS
 * services use it only after a `grant…` or `allow…` call, and cannot manage it.
 */
export class Key extends Construct implements KeyRef {
  static readonly props = keyProps;
  readonly keyArn: string;
  readonly nodes: { readonly key: KmsKey; readonly alias: KmsAlias };
  private readonly statements: PolicyStatement[] = [];
  /** Services that may use it for the account's principals. */
  private readonly services = new Set<string>();
  private isOpenToLogs = false;
  private isOpenToCloudFront = false;

  /** @throws PropsError for an alias, account, deletion window or rotation period that AWS refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KeyProps,
  ) {
    super(scope, id);
    checkProps(this, keyProps, props);
    const { purpose, alias, account, deletionWindowDays = 30, rotationPeriodDays = 365, multiRegion } = props;

    this.statements.push({
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: multiRegion ? [...administration, ...replication] : administration,
      Resource: '*',
    });
    const key = new KmsKey(this, 'key', {
      description: purpose,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationPeriodDays,
      ...(multiRegion && { multiRegion }),
      deletionWindowInDays: deletionWindowDays,
      // Grants come after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements) }),
      bypassPolicyLockoutSafetyCheck: false,
    });
    if (props.keepsReadable !== undefined) this.protect(key, props.keepsReadable);
    this.nodes = { key, alias: new KmsAlias(this, 'alias', { name: `alias/${alias}`, targetKeyId: key.keyId }) };
    this.keyArn = key.arn;
  }

  /** Lets `role` encrypt and decrypt. `name` says which role, in letters and digits: `App`. */
  grantEncryptDecrypt(name: string, role: RoleRef): void {
    this.grantUse(name, 'EncryptsAndDecrypts', role, use);
  }

  /** Lets `role` decrypt, and nothing else. */
  grantDecrypt(name: string, role: RoleRef): void {
    this.grantUse(name, 'Decrypts', role, decryption);
  }

  /**
   * Lets an AWS service use the key on behalf of the account's own principals, as `aws/…` managed keys do.
   *
   * Services that may already are left out.
   *
   * @param services by the name in their endpoint: `rds`, `secretsmanager`.
   */
  allowViaService(name: string, ...services: readonly string[]): void {
    checkProps(this, allowViaServiceProps, { name, services });
    const added = services.filter((service) => !this.services.has(service));
    if (added.length === 0) return;
    for (const service of added) this.services.add(service);
    const { account, region } = this.props;
    const endpoints = added.map((service) => `${service}.${region}.amazonaws.com`);
    const caller = { 'kms:CallerAccount': account, 'kms:ViaService': endpoints };
    const shared = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' } as const;
    this.statements.push(
      { ...shared, Sid: `${name}Uses`, Action: use, Condition: { StringEquals: caller } },
      {
        ...shared,
        Sid: `${name}Delegates`,
        Action: 'kms:CreateGrant',
        Condition: { StringEquals: caller, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    );
  }

  /**
   * Lets an AWS service use the key under its own name, bound to this account; one that may already in the same way is left out.
   *
   * @param service its principal: `cloudwatch.amazonaws.com`.
   * @param condition narrower than the account, where the service sends something narrower.
   * @default condition `aws:SourceAccount` is this account
   */
  allowService(name: string, service: string, condition?: PolicyStatement['Condition']): void {
    checkProps(this, allowServiceProps, { name, service, condition });
    const statement: PolicyStatement = {
      ...{ Sid: `${name}Uses`, Effect: 'Allow', Principal: { Service: service }, Action: use, Resource: '*' },
      Condition: condition ?? { StringEquals: { 'aws:SourceAccount': this.props.account } },
    };
    const text = JSON.stringify(statement);
    if (this.statements.every((one) => JSON.stringify(one) !== text)) this.statements.push(statement);
  }

  /** Lets CloudWatch Logs encrypt the account's log groups in the key's region. Logs sends no source account, but the group's ARN. */
  allowLogs(): void {
    if (this.isOpenToLogs) return;
    this.isOpenToLogs = true;
    const { account, region } = this.props;
    this.allowService('CloudWatchLogs', `logs.${region}.amazonaws.com`, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
    });
  }

  /** Lets the account's distributions decrypt: which of them may read is decided by the bucket's policy, since a distribution is made after the key. */
  allowCloudFront(): void {
    if (this.isOpenToCloudFront) return;
    this.isOpenToCloudFront = true;
    this.statements.push({
      ...{ Sid: 'CloudFrontDecrypts', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' } },
      ...{ Action: 'kms:Decrypt', Resource: '*' },
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${this.props.account}:distribution/*` } },
    });
  }

  private protect(key: KmsKey, keepsReadable: string): void {
    key.tags = { 'keeps-readable': keepsReadable };
    if (isOn(key, 'deletion_protection', this.props.optOuts?.deletionProtection))
      key.lifecycle = { preventDestroy: true };
  }

  private grantUse(name: string, does: string, role: RoleRef, actions: readonly string[]): void {
    checkProps(this, grantProps, { name, role });
    this.statements.push({
      Sid: `${name}${does}`,
      Effect: 'Allow',
      Principal: { AWS: role.roleArn },
      Action: actions,
      Resource: '*',
    });
  }
}
