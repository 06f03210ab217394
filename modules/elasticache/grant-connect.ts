import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, oneOf } from '../props';
import type { CacheRef } from './cache-ref';

type Granting = Pick<CacheRef, 'name' | 'cacheArn' | 'userArns'>;

/** Lets `role` log in as `user` of a cache, with IAM. */
export function grantConnect(scope: Construct, cache: Granting, role: RoleRef, user: string): void {
  const { name, cacheArn, userArns } = cache;
  checkProps(scope, { role: roleRef, user: oneOf(Object.keys(userArns)) }, { role, user });
  const id = `connect-cache-${name}-as-${user}`;
  assertProp(scope, 'user', !scope.node.tryFindChild(id), 'each user granted to one role', user);
  // Both: the connection is checked against the cache and against the user (ElastiCache user guide, "IAM authentication").
  const resources = [cacheArn, userArns[user] ?? ''];
  grant(scope, id, role, [{ Sid: 'Connect', Effect: 'Allow', Action: 'elasticache:Connect', Resource: resources }]);
}
