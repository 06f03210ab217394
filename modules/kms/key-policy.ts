import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { policyConditions, policyText, type PolicyStatement } from '../iam/policy-statement';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { arn, checkProps, list, matching, optional, servicePrincipal } from '../props';
import { use, useInContext } from './key-actions';

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
const allowEncryptionContextProps = {
  name: sid,
  contextKey: matching(/^aws:[a-z0-9:-]{1,100}$/, 'a key of an encryption context, such as aws:pipe:arn', {
    structure: true,
  }),
  arn: policyText('an ARN of resources of one service and account', /^arn:aws:[a-z0-9-]+:[a-z0-9-]+:\d{12}:.*[^*].*$/),
};
const allowTrailProps = { trailArn: arn('a trail', 'cloudtrail', /^trail\/[\w.-]{3,128}$/) };
const grantProps = { name: sid, role: roleRef };

/** The policy of a key: the account administers it, and who may use it is added by grants. */
export class KeyPolicy {
  private readonly statements: PolicyStatement[];

  /** @param scope the key's construct, which errors name */
  constructor(
    private readonly scope: Construct,
    account: string,
    administration: readonly string[],
  ) {
    this.statements = [
      {
        Sid: 'Administration',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: administration,
        Resource: '*',
      },
    ];
  }

  /** The document, which is written when the stack is: grants come after construction. */
  text(): string {
    return Lazy.stringValue({ produce: () => policyDocument(this.statements) });
  }

  add(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
  }

  /** @param does with `name` in front the id of the statement: `Signs` */
  grant(name: string, does: string, role: RoleRef, actions: readonly string[]): void {
    checkProps(this.scope, grantProps, { name, role });
    this.add({
      Sid: `${name}${does}`,
      Effect: 'Allow',
      Principal: { AWS: role.roleArn },
      Action: actions,
      Resource: '*',
    });
  }
}

/** How AWS services may use a key that encrypts: the primary in its region, and each replica in its own. */
export class ServiceUse {
  /** Services that may use it for the account's principals. */
  private readonly services = new Set<string>();
  /** What services may do under their own names or for a resource, as it is written. */
  private readonly added = new Set<string>();
  private isOpenToLogs = false;
  private isOpenToCloudFront = false;

  constructor(
    private readonly scope: Construct,
    private readonly place: { readonly account: string; readonly region: string },
    private readonly policy: KeyPolicy,
  ) {}

  allowViaService(name: string, ...services: readonly string[]): void {
    checkProps(this.scope, allowViaServiceProps, { name, services });
    const added = services.filter((service) => !this.services.has(service));
    if (added.length === 0) return;
    for (const service of added) this.services.add(service);
    const { account, region } = this.place;
    const endpoints = added.map((service) => `${service}.${region}.amazonaws.com`);
    const caller = { 'kms:CallerAccount': account, 'kms:ViaService': endpoints };
    const shared = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' } as const;
    this.policy.add(
      { ...shared, Sid: `${name}Uses`, Action: use, Condition: { StringEquals: caller } },
      {
        ...shared,
        Sid: `${name}Delegates`,
        Action: 'kms:CreateGrant',
        Condition: { StringEquals: caller, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    );
  }

  allowService(name: string, service: string, condition?: PolicyStatement['Condition']): void {
    checkProps(this.scope, allowServiceProps, { name, service, condition });
    const statement: PolicyStatement = {
      ...{ Sid: `${name}Uses`, Effect: 'Allow', Principal: { Service: service }, Action: use, Resource: '*' },
      Condition: condition ?? { StringEquals: { 'aws:SourceAccount': this.place.account } },
    };
    this.addOnce(statement);
  }

  allowEncryptionContext(name: string, contextKey: string, arn: string): void {
    checkProps(this.scope, allowEncryptionContextProps, { name, contextKey, arn });
    const statement: PolicyStatement = {
      ...{ Sid: `${name}Uses`, Effect: 'Allow', Principal: { AWS: '*' }, Action: useInContext, Resource: '*' },
      Condition: {
        StringEquals: { 'kms:CallerAccount': this.place.account },
        ArnLike: { [`kms:EncryptionContext:${contextKey}`]: arn },
      },
    };
    this.addOnce(statement);
  }

  allowLogs(): void {
    if (this.isOpenToLogs) return;
    this.isOpenToLogs = true;
    const { account, region } = this.place;
    this.allowService('CloudWatchLogs', `logs.${region}.amazonaws.com`, {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:*` },
    });
  }

  allowTrail(trailArn: string): void {
    checkProps(this.scope, allowTrailProps, { trailArn });
    const service = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Resource: '*' } as const;
    const source = { StringEquals: { 'aws:SourceArn': trailArn } };
    const trails = `arn:aws:cloudtrail:*:${this.place.account}:trail/*`;
    this.addOnce({
      ...{ ...service, Sid: 'TrailEncrypts', Action: 'kms:GenerateDataKey*' },
      Condition: { ...source, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } },
    });
    this.addOnce({ ...service, Sid: 'TrailDescribes', Action: 'kms:DescribeKey', Condition: source });
  }

  allowCloudFront(): void {
    if (this.isOpenToCloudFront) return;
    this.isOpenToCloudFront = true;
    this.policy.add({
      ...{ Sid: 'CloudFrontDecrypts', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' } },
      ...{ Action: 'kms:Decrypt', Resource: '*' },
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudfront::${this.place.account}:distribution/*` } },
    });
  }

  private addOnce(statement: PolicyStatement): void {
    const text = JSON.stringify(statement);
    if (this.added.has(text)) return;
    this.added.add(text);
    this.policy.add(statement);
  }
}
