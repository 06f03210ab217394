import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps } from '../props';
import { databaseUser as userName } from './database-name';
import type { DatabaseRef } from './database-ref';

type Granting = Pick<DatabaseRef, 'name' | 'account' | 'region' | 'resourceIds'>;

/** Lets `role` log in as `databaseUser`, with IAM, to a database and its replicas. */
export function grantConnect(scope: Construct, database: Granting, role: RoleRef, databaseUser: string): void {
  checkProps(scope, { role: roleRef, databaseUser: userName }, { role, databaseUser });
  const { name, account, region, resourceIds } = database;
  const id = `connect-database-${name}-as-${databaseUser}`;
  const isNew = !scope.node.tryFindChild(id);
  assertProp(scope, 'databaseUser', isNew, 'each database user granted to one role', databaseUser);
  const users = `arn:aws:rds-db:${region}:${account}:dbuser`;
  grant(scope, id, role, [
    {
      Sid: 'Connect',
      Effect: 'Allow',
      Action: 'rds-db:connect',
      Resource: Object.values(resourceIds).map((resourceId) => `${users}:${resourceId}/${databaseUser}`),
    },
  ]);
}
