import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { DatabaseProxyProps } from './proxy-props';

/** The trust policy in AWS's guide has no condition (RDS user guide, Configuring IAM authentication for RDS Proxy). */
const noSourceAccount = {
  off: true,
  reason: 'AWS documents no source account of RDS Proxy, and a role is passed to a proxy of its own account only',
} as const;

/** The role of a proxy: reads the secrets of its users, decrypts them, and nothing else. */
export function proxyRole(
  scope: Construct,
  { name, region, key }: Pick<DatabaseProxyProps, 'name' | 'region' | 'key'>,
  secretArns: readonly string[],
): { readonly role: Role; readonly policy: IamRolePolicy } {
  const role = new Role(scope, 'role', {
    name: `${name}-rds-proxy`,
    description: `RDS Proxy ${name}: reads the secrets of its database users`,
    trust: { service: 'rds.amazonaws.com', sourceAccount: noSourceAccount },
  });
  const policy = role.addPolicy('read-secrets', [
    { Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArns },
    {
      Sid: 'DecryptSecrets',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ]);
  return { role, policy };
}
