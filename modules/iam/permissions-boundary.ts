import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { accountId, checkProps, flag, list, optional, text, type Description } from '../props';
import { managesBoundedRoles, receiversProp } from './bounded';
import { backupsAreKept, backupsRef, recordIsKept, stateIsKept, type BackupsRef } from './kept';
import { policyDocument } from './policy-document';
import type { PolicyStatement } from './policy-statement';
import type { PolicyRef } from './policy-ref';
import { recordRef, type RecordRef } from './record-ref';
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
const audit = ['access-analyzer', 'cloudtrail', 'config', 'guardduty', 'inspector2', 'macie2', 'securityhub'];
/** Who may do what. */
const identity = ['account', 'iam', 'identitystore', 'organizations', 'signin', 'sso', 'sts'];

export interface PermissionsBoundaryProps {
  /** The account: 12 digits. */
  readonly account: string;
  /** The state that only CI reads and writes. */
  readonly state: StateRef;
  /**
   * What records the account besides CloudTrail and AWS Config: changed by administrators alone.
   * @default none
   */
  readonly record?: RecordRef;
  /**
   * The services that a bounded role may use at all, as IAM's prefixes: `dynamodb`. Identity and audit are refused.
   * @default those of the platform
   */
  readonly services?: readonly string[];
  /**
   * The backups that CI makes and an administrator alone takes away.
   * @default none
   */
  readonly backups?: BackupsRef;
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
  record: optional(recordRef, 'none'),
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
  backups: optional(backupsRef, 'none'),
  samlProviders: optional(flag(), 'false'),
  passesRolesTo: optional(receiversProp, 'none'),
};

/**
 * The most that CI, and any role that CI makes, may do. It grants nothing: a role does what both its policies and this allow.
 *
 * - The services of the platform, and no other. So no users or access keys, no leaving the organization, and no switching
 *   off of CloudTrail, Config or GuardDuty: they are not on the list, other than to be read.
 * - Roles below `/bounded/`, each within this boundary; not the boundary itself, nor CI's own roles.
 * - What records the account, to read how it is configured, and not what it recorded.
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
    const { account, state, record, services = platformServices } = props;
    const statements: readonly PolicyStatement[] = [
      // A ceiling, not a grant.
      { Sid: 'Services', Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' },
      { Sid: 'AuditIsRead', Effect: 'Allow', Action: audit.flatMap(reads), Resource: '*' },
      ...managesBoundedRoles(account, `arn:aws:iam::${account}:policy/boundary`, props),
      ...stateIsKept(account, state),
      ...(record ? recordIsKept(account, record) : []),
      ...(props.backups ? backupsAreKept(account, props.backups) : []),
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
  // Macie shows samples of the data that it found.
  if (service === 'macie2') return ['macie2:GetMacieSession'];
  const verbs = service === 'inspector2' ? ['BatchGet', 'Get', 'List'] : ['Describe', 'Get', 'List'];
  return verbs.map((verb) => `${service}:${verb}*`);
}
