import type { FlawInTerrace } from '../flaw';
import { add, editPolicy, resource } from '../terrace';
import { account, granting, network, role, trusting } from './changes';

export const identityFlaws: readonly FlawInTerrace[] = [
  {
    rule: 'iam/no-full-admin',
    put: granting({ Action: '*', Resource: '*' }),
  },
  { rule: 'iam/no-service-wildcard', put: granting({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:444455556666:jobs' }) },
  {
    rule: 'iam/no-allow-all-but',
    put: granting({ NotAction: 'iam:*', Resource: 'arn:aws:sqs:eu-west-1:444455556666:jobs' }),
  },
  { rule: 'iam/resources-named', put: granting({ Action: 'sqs:PurgeQueue', Resource: '*' }) },
  {
    rule: 'kms/decrypt-not-on-all',
    put: granting({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:444455556666:key/*' }),
  },
  { rule: 'iam/trust-is-narrow', put: trusting({ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }) },
  {
    rule: 'iam/oidc-trust-is-pinned',
    put: (stacks) =>
      editPolicy(resource(stacks, account, 'aws_iam_role', 'ci-plan/role'), 'assume_role_policy', (statements) => {
        for (const { Condition } of statements)
          delete Condition.StringEquals['token.actions.githubusercontent.com:sub'];
      }),
  },
  {
    rule: 'iam/saml-trust-has-audience',
    put: trusting({
      Principal: { Federated: 'arn:aws:iam::444455556666:saml-provider/okta' },
      Action: 'sts:AssumeRoleWithSAML',
    }),
  },
  {
    rule: 'iam/no-aws-managed-admin',
    put: (stacks) =>
      add(stacks, network, 'aws_iam_role_policy_attachment', {
        role: `\${${role(stacks)}.name}`,
        policy_arn: 'arn:aws:iam::aws:policy/IAMFullAccess',
      }),
  },
  {
    rule: 'iam/no-credentials-exposure',
    put: granting({
      Action: 'redshift:GetClusterCredentials',
      Resource: 'arn:aws:redshift:eu-west-1:444455556666:dbuser:*/*',
    }),
  },
  {
    rule: 'iam/no-unconstrained-data-reads',
    put: granting({ Action: 'sqs:ReceiveMessage', Resource: 'arn:aws:sqs:eu-west-1:444455556666:*' }),
  },
  {
    rule: 'iam/permissions-management',
    put: granting({ Action: 'sqs:AddPermission', Resource: 'arn:aws:sqs:eu-west-1:444455556666:*' }),
  },
  {
    rule: 'iam/pass-role-is-bound',
    put: granting({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::444455556666:role/bounded/*' }),
  },
  {
    // The bounded role's boundary would stop it; this one has none.
    rule: 'iam/privilege-escalation',
    put: (stacks) => {
      add(stacks, network, 'aws_iam_role', {
        name: 'flaw',
        assume_role_policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        }),
      });
      add(stacks, network, 'aws_iam_role_policy', {
        name: 'flaw',
        role: '${aws_iam_role.flaw.name}',
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'iam:AttachRolePolicy',
              Resource: 'arn:aws:iam::444455556666:role/flaw',
            },
          ],
        }),
      });
    },
  },
];
