import { aws, method, path, rhinoSecurityLabs, type Method } from './escalation-method';

const iam = (action: string) => aws(`IAM/latest/APIReference/API_${action}.html`);
const sso = (action: string) => aws(`singlesignon/latest/APIReference/API_${action}.html`);

/** Methods that change an identity, its limits, or who can sign in. */
export const identityMethods: readonly Method[] = [
  // Its own permissions
  method('own policy', 'to rewrite a policy of its own', path('iam-001'), 'iam:CreatePolicyVersion'),
  method(
    'own policy',
    'to bring back an older version of its policy',
    rhinoSecurityLabs,
    'iam:SetDefaultPolicyVersion',
  ),
  method('own user', 'to give itself any policy', path('iam-008'), 'iam:AttachUserPolicy'),
  method('own role', 'to give its role any policy', path('iam-009'), 'iam:AttachRolePolicy'),
  method('own group', 'to give its group any policy', path('iam-010'), 'iam:AttachGroupPolicy'),
  method('own user', 'to give itself any permission', path('iam-007'), 'iam:PutUserPolicy'),
  method('own role', 'to give its role any permission', path('iam-005'), 'iam:PutRolePolicy'),
  method('own group', 'to give its group any permission', path('iam-011'), 'iam:PutGroupPolicy'),
  method('another group', 'to join a group with more permissions', path('iam-013'), 'iam:AddUserToGroup'),

  // What limits it
  ...(['Role', 'User'] as const).flatMap((kind) => [
    limiting(kind, 'to remove its own permissions boundary', `iam:Delete${kind}PermissionsBoundary`),
    limiting(kind, 'to replace its own permissions boundary', `iam:Put${kind}PermissionsBoundary`),
  ]),
  method('own boundary', 'to rewrite its own permissions boundary', path('iam-001'), 'iam:CreatePolicyVersion'),
  method(
    'own boundary',
    'to bring back an older version of its boundary',
    rhinoSecurityLabs,
    'iam:SetDefaultPolicyVersion',
  ),
  ...(['Role', 'User', 'Group'] as const).flatMap((kind) => [
    removing(kind, 'inline', `iam:Delete${kind}Policy`),
    removing(kind, 'managed', `iam:Detach${kind}Policy`),
  ]),
  removing('Group', 'by membership', 'iam:RemoveUserFromGroup'),

  // Another identity
  method('another user', 'to act as another user', path('iam-002'), 'iam:CreateAccessKey'),
  method('another user', 'to log in as another user', path('iam-004'), 'iam:CreateLoginProfile'),
  method('another user', 'to log in as another user', path('iam-006'), 'iam:UpdateLoginProfile'),
  method('another role', 'to let itself assume another role', path('iam-012'), 'iam:UpdateAssumeRolePolicy'),
  method('assumable role', 'to assume a role that no policy names', path('sts-001'), 'sts:AssumeRole'),
  ...['iam:AttachRolePolicy', 'iam:PutRolePolicy'].map((action) =>
    method({ created: 'role' }, 'to create a role with any permission', iam('CreateRole'), 'iam:CreateRole', action),
  ),
  ...['iam:AttachUserPolicy', 'iam:PutUserPolicy'].flatMap((action) =>
    ['iam:CreateAccessKey', 'iam:CreateLoginProfile'].map((login) =>
      method(
        { created: 'user' },
        'to create a user with any permission',
        iam('CreateUser'),
        ...['iam:CreateUser', action, login],
      ),
    ),
  ),

  // Who may sign in
  method(
    { provider: 'saml' },
    'to sign in as anybody of a provider',
    iam('UpdateSAMLProvider'),
    'iam:UpdateSAMLProvider',
  ),
  method(
    { provider: 'oidc' },
    'to sign in with a token for an audience of its own',
    iam('AddClientIDToOpenIDConnectProvider'),
    'iam:AddClientIDToOpenIDConnectProvider',
  ),
  ...['sso:PutInlinePolicyToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet'].map((action) =>
    method(
      'anything',
      'to give its permission set any permission',
      sso(action.slice('sso:'.length)),
      ...[action, 'sso:ProvisionPermissionSet'],
    ),
  ),
  method(
    'anything',
    'to assign itself any permission set',
    sso('CreateAccountAssignment'),
    'sso:CreateAccountAssignment',
  ),
  method(
    'anything',
    'to join a group with more permission sets',
    aws('singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership.html'),
    'identitystore:CreateGroupMembership',
  ),
  method(
    'anything',
    'to make itself an administrator of a cluster, and of the roles of its nodes and pods',
    aws('eks/latest/userguide/access-policies.html'),
    ...['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'],
  ),
];

/** Methods that give another identity any permission, which makes assuming it as good as assuming an administrator. */
export const strengthening: readonly Method[] = [
  method('another role', 'to give the role any permission', path('iam-021'), 'iam:PutRolePolicy'),
  method('another role', 'to give the role any policy', path('iam-019'), 'iam:AttachRolePolicy'),
  method('another user', 'to give the user any permission', path('iam-018'), 'iam:PutUserPolicy'),
  method('another user', 'to give the user any policy', path('iam-015'), 'iam:AttachUserPolicy'),
];

function limiting(kind: 'Role' | 'User', gain: string, action: string): Method {
  const boundaryOf = kind.toLowerCase() as 'role' | 'user';
  return method({ boundaryOf }, gain, aws('IAM/latest/UserGuide/access_policies_boundaries.html'), action);
}

function removing(
  kind: 'Role' | 'User' | 'Group',
  attached: 'inline' | 'managed' | 'by membership',
  action: string,
): Method {
  const source = aws('IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html');
  const target = { denyingOf: kind.toLowerCase() as 'role' | 'user' | 'group', attached };
  return method(target, 'to remove a policy that denies it more', source, action);
}
