import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import type { KeyRef } from '../kms/key-ref';
import { checkProps } from '../props';
import { grantee } from './database-name';

interface Granting {
  readonly name: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly secretArn: string;
}

/** Lets `role`, which `who` says in a word, read the master user's password of a database. */
export function grantReadSecret(scope: Construct, database: Granting, who: string, role: RoleRef): void {
  checkProps(scope, { name: grantee, role: roleRef }, { name: who, role });
  const { name, region, key, secretArn } = database;
  grant(scope, `read-master-secret-${name}-${who}`, role, [
    { Sid: 'ReadSecret', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn },
    {
      Sid: 'DecryptSecret',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key.keyArn,
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ]);
}
