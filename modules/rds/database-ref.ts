import { accountId, map, matching, oneOf, optional, reference, regionName } from '../props';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';
import { databaseName } from './database-name';
import { engines, type EngineName } from './engine';

/** A database that another stack made: `Database.import` connects to it. */
export interface DatabaseRef extends SecurityGroupRef {
  /** The instance's identifier: `prod-main`. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly engine: EngineName;
  /**
   * The database that the instance was made with.
   * @default none, on MySQL
   */
  readonly databaseName?: string;
  /** The instance's DNS name, without the port. */
  readonly endpoint: string;
  /** RDS's own identifiers (`db-…`) of the instance, under `source`, and of its replicas by name. */
  readonly resourceIds: Readonly<Record<string, string>>;
}

export const databaseRef = reference<DatabaseRef>('a database', {
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of a DB instance', { structure: true }),
  account: accountId,
  region: regionName,
  engine: oneOf(Object.keys(engines) as EngineName[]),
  databaseName: optional(databaseName, 'none, on MySQL'),
  endpoint: matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name'),
  resourceIds: map(
    'identifiers of RDS',
    matching(/^[a-z][a-z0-9-]{0,62}$/, 'source, or the name of a replica', { structure: true }),
    matching(/^db-[A-Z0-9]+$/, "RDS's own identifier of an instance, such as db-ABCDEFGHIJKL"),
    { min: 1, max: 16 },
  ),
  securityGroupId,
});
