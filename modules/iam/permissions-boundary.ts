import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { accountId, checkProps, flag, list, optional, text, type Description } from '../props';
import { managesBoundedRoles, receiversProp } from './bounded';
import { policyDocument } from './policy-document';
import type { PolicyStatement } from './policy-statement';
import type { PolicyRef } from './policy-ref';
import { stateRef, type StateRef } from './state-ref';

/** The services that every environment has, as IAM's prefixes. */
export const platformServices: readonly string[] = [
  ...[
    'acm',
    'application-autoscaling',
    'autoscaling',
    'backup',
    'backup-storage',
    'budgets',
    'ce',
    'cloudfront',
    'cloudwatch',
  ],
  ...[
    'dynamodb',
    'ec2',
    'ec2-instance-connect',
    'ec2messages',
    'ecr',
    'ecs',
    'elasticache',
    'elasticloadbalancing',
    'events',
    'execute-api',
  ],
  ...[
    'kms',
    'lambda',
    'logs',
    'pi',
    'rds',
    'rds-db',
    'route53',
    'route53resolver',
    's3',
    'scheduler',
    'secretsmanager',
  ],
  ...['servicediscovery', 'sns', 'sqs', 'ssm', 'ssmmessages', 'states', 'synthetics', 'wafv2', 'xray'],
];
/** The record of what was done. It is read, so that CI can plan it, and changed by administrators alone. */
const audit = ['access-analyzer', 'cloudtrail', 'config', 'guardduty', 'securityhub'];
/** Who may do what. */
const identity = ['account', 'iam', 'identitystore', 'organizations', 'signin', 'sso', 'sts'];

export interface PermissionsBoundaryProps {
  /** The account: 12 digits. */
  readonly account: string;
  /** The state that only CI reads and writes. */
  readonly state: StateRef;
  /**
   * The services that a bounded role may use at all, as IAM's prefixes: `dynamodb`. Identity and audit are refused.
   * @default those of the platform
   */
  readonly services?: readonly string[];
  /**
   * Whether the account has SAML providers, which CI reads then.
   * @default false
   */
  readonly samlProviders?: boolean;
  /**
   * The principals of services that run as a role of the platform besides EC2, ECS, Lambda and the others of every environment: `dax.amazonaws.com`.
   * @default none
   */
  readonly passesRolesTo?: readonly string[];
}

const permissionsBoundaryProps: Description<PermissionsBoundaryProps> = {
  account: accountId,
  state: stateRef,
  services: optional(
    list(
      'services',
      text(
        "a service's prefix, such as dynamodb, and none of identity or audit",
        (service) => /^[a-z0-9-]+$/.test(service) && ![...identity, ...audit].includes(service),
        { structure: true },
      ),
      { min: 1, max: 100 },
    ),
    'those of the platform',
  ),
  samlProviders: optional(flag(), 'false'),
  passesRolesTo: optional(receiversProp, 'none'),
};

/**
 * The most that CI, and any role that CI makes, may do. It grants nothing: a role does what both its policies and this allow.
 *
 * - The services of the platform, and no other. So no users or access keys, no leaving the organization, and no switching
 *   off of CloudTrail, Config or GuardDuty: they are not on the list, other than to be read.
 * - Roles below `/bounded/`, each within this boundary; not the boundary itself, nor CI's own roles.
 * - Terraform's state for CI alone, to read and write. Its bucket, history and key are an administrator's.
 *
 * The name `boundary` is its identity: roles, and the policy itself, refer to it.
 */
export class PermissionsBoundary extends Construct implements PolicyRef {
  static readonly props = permissionsBoundaryProps;
  readonly policyArn: string;
  readonly nodes: { readonly policy: IamPolicy };
  /** Actions, with their wildcards. */
  private readonly allowed: readonly string[];

  /** @throws PropsError for an account that is none, or for a service that is not IAM's prefix or must not be bounded in. */
  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    checkProps(this, permissionsBoundaryProps, props);
    const { account, state, services = platformServices } = props;
    const statements: readonly PolicyStatement[] = [
      // A ceiling, not a grant.
      { Sid: 'Services', Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' },
      { Sid: 'AuditIsRead', Effect: 'Allow', Action: audit.flatMap(reads), Resource: '*' },
      ...managesBoundedRoles(account, `arn:aws:iam::${account}:policy/boundary`, props),
      ...stateIsKept(account, state),
    ];
    this.allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action);
    const policy = new IamPolicy(this, 'policy', {
      name: 'boundary',
      description: 'The most that CI, and any role that CI makes, may do',
      policy: policyDocument(statements),
      lifecycle: { ignoreChanges: [fixedDescription] },
    });
    this.nodes = { policy };
    this.policyArn = policy.arn;
  }

  /** Whether a bounded role can do an action at all, on some resource; of an action with wildcards, whether all that it stands for is within. */
  allows(action: string): boolean {
    return this.allowed.some((allowed) => covers(allowed, action));
  }
}

/** IAM compares actions without regard to case. */
function covers(allowed: string, action: string): boolean {
  const pattern = allowed.replace(/[.*+?^${}()|[\]\\]/g, (sign) =>
    sign === '*' ? '.*' : sign === '?' ? '.' : `\\${sign}`,
  );
  return new RegExp(`^${pattern}$`, 'i').test(action);
}

function reads(service: string): string[] {
  return ['Describe', 'Get', 'List'].map((verb) => `${service}:${verb}*`);
}

function stateIsKept(account: string, state: StateRef): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${state.bucket}`;
  return [
    {
      Sid: 'StateIsForCi',
      Effect: 'Deny',
      Action: 's3:*',
      Resource: [bucket, `${bucket}/*`],
      Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/ci/*` } },
    },
    {
      Sid: 'StateBucketIsKept',
      Effect: 'Deny',
      NotAction: ['s3:DeleteObject', 's3:Get*', 's3:List*', 's3:PutObject'],
      Resource: [bucket, `${bucket}/*`],
    },
    // Locks are deleted after each run, states never.
    { Sid: 'StatesAreKept', Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${bucket}/*.tfstate` },
    {
      Sid: 'StateKeyIsKept',
      Effect: 'Deny',
      NotAction: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:Get*', 'kms:List*'],
      Resource: `arn:aws:kms:*:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${state.keyAlias}` } },
    },
  ];
}
