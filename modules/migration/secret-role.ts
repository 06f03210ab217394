import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { MigrationProps } from './migration-props';

const noSourceAccount = {
  off: true,
  reason:
    'AWS documents no source account of DMS when it reads secrets, and a role is passed to DMS in its own account',
} as const;

/** The role that both endpoints read their secrets with, and nothing else (DMS user guide, Using secrets to access AWS Database Migration Service endpoints). */
export function secretRole(
  scope: Construct,
  { name, region, key }: Pick<MigrationProps, 'name' | 'region' | 'key'>,
  secretArns: readonly string[],
): { readonly role: Role; readonly policy: IamRolePolicy } {
  const role = new Role(scope, 'secret-role', {
    name: `${name}-dms-secrets`,
    description: `Migration ${name}: reads the secrets of its source and target`,
    // The regional principal: DMS reads secrets with no other.
    trust: { service: `dms.${region}.amazonaws.com`, sourceAccount: noSourceAccount },
  });
  const policy = role.addPolicy('read-secrets', [
    { Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArns },
    {
      Sid: 'DecryptSecrets',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Resource: key.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ]);
  return { role, policy };
}
