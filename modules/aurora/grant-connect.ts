import type { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { grantConnect as grantConnectTo } from '../rds/grant-connect';
import type { DatabaseClusterRef } from './cluster-ref';

type Granting = Pick<DatabaseClusterRef, 'name' | 'account' | 'region' | 'resourceId'>;

/** Lets `role` log in as `databaseUser`, with IAM, to all instances of a cluster, also to those that scaling adds: IAM names them by the cluster. */
export function grantConnect(scope: Construct, cluster: Granting, role: RoleRef, databaseUser: string): void {
  const { name, account, region, resourceId } = cluster;
  // An instance of RDS may have the same name, and a role both grants.
  grantConnectTo(
    scope,
    { name: `${name}-cluster`, account, region, resourceIds: { cluster: resourceId } },
    role,
    databaseUser,
  );
}
