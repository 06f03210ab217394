import type { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { assertProp } from '../props';
import { grantConnect as grantConnectTo } from '../rds/grant-connect';
import type { DatabaseProxyRef } from './proxy-ref';

type Granting = Pick<DatabaseProxyRef, 'name' | 'account' | 'region' | 'resourceId' | 'iamUsers'>;

/** Lets `role` log in to a proxy as `databaseUser`, with IAM. The database itself stays closed to it. */
export function grantConnect(scope: Construct, proxy: Granting, role: RoleRef, databaseUser: string): void {
  const { name, account, region, resourceId, iamUsers } = proxy;
  const expected = `one of ${iamUsers.join(', ') || 'none'}, who log in with IAM`;
  assertProp(scope, 'databaseUser', iamUsers.includes(databaseUser), expected, databaseUser);
  const about = { name: `${name}-proxy`, account, region, resourceIds: { proxy: resourceId } };
  grantConnectTo(scope, about, role, databaseUser);
}
