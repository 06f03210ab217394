import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Aspects } from 'cdktf';
import type { IConstruct } from 'constructs';
import { checkProps, list, servicePrincipal } from '../props';
import type { PolicyStatement } from './policy-statement';
import { policyRef, type PolicyRef } from './policy-ref';

/** Where the roles, instance profiles and policies live that CI may change; everything elsewhere is an administrator's. */
export const boundedPath = '/bounded/';

/**
 * Puts every role, instance profile and policy below `scope` under `boundedPath`, and every role within `boundary`,
 * whichever module made it, unless that module chose for itself. Call it once for each stack that CI applies: what it misses, CI is refused.
 */
export function boundRoles(scope: IConstruct, boundary: PolicyRef): void {
  checkProps(scope, { boundary: policyRef }, { boundary });
  Aspects.of(scope).add({
    visit(node: IConstruct): void {
      if (node instanceof IamRole) node.permissionsBoundary = node.permissionsBoundaryInput ?? boundary.policyArn;
      if (node instanceof IamRole || node instanceof IamInstanceProfile || node instanceof IamPolicy) {
        node.path = node.pathInput ?? boundedPath;
      }
    },
  });
}

/** Principals of services that run as a role of the platform, besides those of every environment. */
export const receiversProp = list('principals of services', servicePrincipal, { min: 1, max: 20 });

interface AlsoManaged {
  /** Whether people sign in by a SAML provider, which is read then. */
  readonly samlProviders?: boolean;
  /** Principals: `dax.amazonaws.com`. */
  readonly passesRolesTo?: readonly string[];
}

/**
 * To read IAM, and to manage the roles below `boundedPath` as long as each stays within the boundary: the role that has
 * this cannot make one that may do more than itself.
 *
 * @param also what else of IAM is read, and which services run as a role besides, where they are in use
 */
export function managesBoundedRoles(
  account: string,
  boundaryArn: string,
  { samlProviders = false, passesRolesTo = [] }: AlsoManaged = {},
): PolicyStatement[] {
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
  const roles = iam(`role${boundedPath}*`);
  const withinBoundary = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } };
  const allow = { Effect: 'Allow' } as const;
  return [
    {
      ...allow,
      Sid: 'ReadsIam',
      Action: ['iam:Get*', 'iam:List*'],
      Resource: [...readable, ...(samlProviders ? ['saml-provider'] : [])].map((kind) => iam(`${kind}/*`)),
    },
    { ...allow, Sid: 'ListsIam', Action: listing, Resource: '*' },
    { ...allow, Sid: 'MakesBoundedRoles', Action: making, Resource: roles, Condition: withinBoundary },
    {
      // People's roles too, where the boundary holds them: `bastion.grantSession(developer)` comes from a stack above.
      ...allow,
      Sid: 'GrantsToBoundedRoles',
      Action: granting,
      Resource: [roles, iam('role/people/*')],
      Condition: withinBoundary,
    },
    {
      // These know no boundary, so the path alone holds them.
      ...allow,
      Sid: 'MaintainsBoundedRoles',
      Action: maintaining,
      Resource: [roles, iam(`instance-profile${boundedPath}*`), iam(`policy${boundedPath}*`)],
    },
    {
      // If it exists: not every service says to IAM whom it passes a role to.
      ...allow,
      Sid: 'PassesBoundedRoles',
      Action: 'iam:PassRole',
      Resource: roles,
      Condition: { StringEqualsIfExists: { 'iam:PassedToService': [...receivers, ...passesRolesTo].sort() } },
    },
    {
      ...allow,
      Sid: 'MakesServiceLinkedRoles',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: iam('role/aws-service-role/*'),
    },
  ];
}

/** IAM takes no resource that leaves out the kind. */
const readable = ['group', 'instance-profile', 'oidc-provider', 'policy', 'role', 'user'];
/** What Terraform reads and IAM has no resource for (Service Authorization Reference, IAM). */
const listing = [
  'iam:GetAccountPasswordPolicy',
  'iam:ListInstanceProfiles',
  'iam:ListOpenIDConnectProviders',
  'iam:ListPolicies',
  'iam:ListRoles',
];
const making = ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'];
const granting = ['iam:AttachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePolicy'];
const maintaining = [
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeleteInstanceProfile',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:DeleteRole',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:SetDefaultPolicyVersion',
  'iam:TagInstanceProfile',
  'iam:TagPolicy',
  'iam:TagRole',
  'iam:UntagInstanceProfile',
  'iam:UntagPolicy',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];
/** The services that run as a role of the platform. */
const receivers = [
  'backup.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'events.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'rds.amazonaws.com',
  'scheduler.amazonaws.com',
  'states.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];
