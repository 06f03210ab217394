import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { isOn } from '../opt-out';
import {
  assertProp,
  checkProps,
  list,
  map,
  matching,
  optional,
  sentence,
  wholeNumber,
  type Description,
} from '../props';
import { grant } from './grant';
import { ManagedPolicy } from './managed-policy';
import { iamPath } from './path';
import { PermissionsBoundary } from './permissions-boundary';
import type { PolicyStatement } from './policy-statement';
import { policyRef, type PolicyRef } from './policy-ref';
import { roleName, type RoleRef } from './role-ref';
import { trustPolicy, trustProp, type Trust } from './trust';

export interface RoleProps {
  /** The role's name, unique in its account. */
  readonly name: string;
  /** What the role is for; who reads it decides whether somebody should have it. */
  readonly description: string;
  /** Who may assume the role. */
  readonly trust: Trust;
  /**
   * Groups roles, so that a policy can name them together: `/people/`. AWS cannot change it later: a new path replaces the role.
   * @default /
   */
  readonly path?: string;
  /**
   * The longest session, 1 to 12 hours.
   * @default 1
   */
  readonly maxSessionHours?: number;
  /**
   * The most that the role may do, whatever its policies say.
   * @default none
   */
  readonly permissionsBoundary?: PolicyRef;
  /**
   * AWS managed policies, as their ARN names them after `policy/`: `job-function/ViewOnlyAccess`.
   * @default none
   */
  readonly awsManagedPolicies?: readonly string[];
  /**
   * Managed policies of one's own, by a word that says what each is for: `{ 'reads-orders': policy }`.
   * @default none
   */
  readonly managedPolicies?: Readonly<Record<string, PolicyRef>>;
}

const source = 'IAM API reference, CreateRole';
const roleProps: Description<RoleProps> = {
  name: roleName,
  description: sentence('what the role is for', { max: 1000, source }),
  trust: trustProp,
  path: optional(iamPath, '/'),
  // The age of people's MFA follows from it.
  maxSessionHours: optional(wholeNumber('hours', 1, 12, { source, structure: true }), '1'),
  permissionsBoundary: optional(policyRef, 'none'),
  awsManagedPolicies: optional(
    list(
      'AWS managed policies',
      matching(/^([\w-]{1,64}\/)?[\w-]{1,128}$/, 'a name such as job-function/ViewOnlyAccess', { structure: true }),
      { max: 20, source: 'IAM user guide, IAM and AWS STS quotas' },
    ),
    'none',
  ),
  managedPolicies: optional(
    map(
      'managed policies',
      matching(/^[\w+=,.@-]{1,64}$/, 'a word of 1 to 64 letters, digits and _+=,.@-', { structure: true }),
      policyRef,
      { max: 20, source: 'IAM user guide, IAM and AWS STS quotas' },
    ),
    'none',
  ),
};

/** A role that people with MFA or of a SAML provider, a service, or a job of a pipeline assume. What it may do is granted to it, by `addPolicy` and by other modules. */
export class Role extends Construct implements RoleRef {
  static readonly props = roleProps;
  readonly roleName: string;
  readonly roleArn: string;
  readonly nodes: { readonly role: IamRole };
  private readonly path?: string;

  /** @throws PropsError for a name, path, session or trust that AWS refuses, or that pins nothing. */
  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    checkProps(this, roleProps, props);
    const { name, description, trust, path, maxSessionHours = 1 } = props;

    const role = new IamRole(this, 'role', {
      name,
      description,
      path,
      maxSessionDuration: maxSessionHours * 3600,
      permissionsBoundary: props.permissionsBoundary?.policyArn,
      assumeRolePolicy: trustPolicy(trust, maxSessionHours),
    });
    if ('service' in trust && typeof trust.sourceAccount !== 'string')
      isOn(role, 'source_account', trust.sourceAccount);
    this.nodes = { role };
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.path = path;
    for (const policy of props.awsManagedPolicies ?? []) {
      this.attach(`aws-${policy.replace(/.*\//, '')}`, `arn:aws:iam::aws:policy/${policy}`);
    }
    for (const [name, policy] of Object.entries(props.managedPolicies ?? {})) {
      this.assertWithin(`managedPolicies.${name}`, policy, props.permissionsBoundary);
      this.attach(`policy-${name}`, policy.policyArn);
    }
  }

  /** Gives the role an inline policy of its own; `id` names it, and is constant. */
  addPolicy(id: string, statements: readonly PolicyStatement[]): IamRolePolicy {
    return grant(this, id, this, statements);
  }

  /** What an EC2 instance or launch template names to run as this role; it has the role's name. */
  addInstanceProfile(): IamInstanceProfile {
    return new IamInstanceProfile(this, 'instance-profile', {
      name: this.roleName,
      path: this.path,
      role: this.roleName,
    });
  }

  private attach(id: string, policyArn: string): void {
    new IamRolePolicyAttachment(this, id, { role: this.roleName, policyArn });
  }

  /** What a boundary does not allow would be allowed in words and denied by IAM. Only policies and boundaries of the same app can be compared. */
  private assertWithin(prop: string, policy: PolicyRef, boundary: PolicyRef | undefined): void {
    if (!(policy instanceof ManagedPolicy) || !(boundary instanceof PermissionsBoundary)) return;
    const allowed = policy.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [] }) => Action);
    const outside = allowed.find((action) => !boundary.allows(action));
    assertProp(this, prop, outside === undefined, 'actions that the permissions boundary allows', outside);
  }
}
