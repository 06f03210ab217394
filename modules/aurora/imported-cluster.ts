import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import { engines } from '../rds/engine';
import type { Proxied, ProxyTarget } from '../rds/proxy-target';
import type { Connections } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { clusterEngines } from './cluster-engine';
import { clusterRef, type DatabaseClusterRef } from './cluster-ref';
import { grantConnect } from './grant-connect';

/** An Aurora cluster of another stack, as a peer in this one; `DatabaseCluster.import` makes it. */
export class ImportedDatabaseCluster extends Construct implements Proxied {
  /** The DNS name of the instance that writes, without the port. */
  readonly endpoint: string;
  /** The DNS name of the instances that read, without the port. */
  readonly readerEndpoint: string;
  readonly port: number;
  readonly databaseName: string | undefined;
  readonly connections: Connections;
  /** What a `DatabaseProxy` connects to. */
  readonly proxyTarget: ProxyTarget;

  /** @throws PropsError for what is no reference to a cluster. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: DatabaseClusterRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: clusterRef }, { ref });
    const { compatible } = clusterEngines[ref.engine];
    this.endpoint = ref.endpoint;
    this.readerEndpoint = ref.readerEndpoint;
    this.port = engines[compatible].port;
    this.databaseName = ref.databaseName;
    this.proxyTarget = { protocol: compatible, clusterIdentifier: ref.name };
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `DatabaseCluster.grantConnect`: the policy belongs to this stack. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }
}
