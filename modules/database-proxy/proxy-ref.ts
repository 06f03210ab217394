import { accountId, list, matching, oneOf, reference, regionName } from '../props';
import { databaseUser } from '../rds/database-name';
import type { EngineName } from '../rds/engine';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';

/** A proxy that another stack made: `DatabaseProxy.import` connects to it. */
export interface DatabaseProxyRef extends SecurityGroupRef {
  /** The proxy's identifier: `prod-main`. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The protocol that its clients use. */
  readonly protocol: EngineName;
  /** The proxy's DNS name, without the port. */
  readonly endpoint: string;
  /** RDS's own identifier (`prx-…`), which IAM authentication names the proxy by. */
  readonly resourceId: string;
  /** The database users who log in with IAM. */
  readonly iamUsers: readonly string[];
}

export const proxyRef = reference<DatabaseProxyRef>('a proxy of RDS', {
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of a proxy', { structure: true }),
  account: accountId,
  region: regionName,
  protocol: oneOf(['postgres', 'mysql']),
  endpoint: matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name'),
  resourceId: matching(/^prx-[a-z0-9]+$/, "RDS's own identifier of a proxy, such as prx-0123456789abcdef0"),
  iamUsers: list('users', databaseUser, { max: 50 }),
  securityGroupId,
});
