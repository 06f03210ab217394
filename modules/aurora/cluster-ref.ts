import { accountId, matching, oneOf, optional, reference, regionName } from '../props';
import { databaseName } from '../rds/database-name';
import { securityGroupId, type SecurityGroupRef } from '../security-group/connections';
import { clusterEngines, type ClusterEngineName } from './cluster-engine';

/** An Aurora cluster that another stack made: `DatabaseCluster.import` connects to it. */
export interface DatabaseClusterRef extends SecurityGroupRef {
  /** The cluster's identifier: `prod-main`. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly engine: ClusterEngineName;
  /**
   * The database that the cluster was made with.
   * @default none, on MySQL
   */
  readonly databaseName?: string;
  /** The DNS name of the instance that writes, without the port. */
  readonly endpoint: string;
  /** The DNS name of the instances that read, without the port. */
  readonly readerEndpoint: string;
  /** RDS's own identifier (`cluster-…`), which IAM authentication names the cluster by. */
  readonly resourceId: string;
}

const dnsName = matching(/^[A-Za-z0-9.-]{1,255}$/, 'a DNS name');

export const clusterRef = reference<DatabaseClusterRef>('an Aurora cluster', {
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of a DB cluster', { structure: true }),
  account: accountId,
  region: regionName,
  engine: oneOf(Object.keys(clusterEngines) as ClusterEngineName[]),
  databaseName: optional(databaseName, 'none, on MySQL'),
  endpoint: dnsName,
  readerEndpoint: dnsName,
  resourceId: matching(/^cluster-[A-Z0-9]+$/, "RDS's own identifier of a cluster, such as cluster-ABCDEFGHIJKL"),
  securityGroupId,
});
