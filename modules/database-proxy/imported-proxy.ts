import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import { engines } from '../rds/engine';
import type { Connectable } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { grantConnect } from './grant-connect';
import { proxyRef, type DatabaseProxyRef } from './proxy-ref';

/** A proxy of another stack, as a peer in this one; `DatabaseProxy.import` makes it. */
export class ImportedDatabaseProxy extends Construct implements Connectable {
  /** The proxy's DNS name, without the port. */
  readonly endpoint: string;
  readonly port: number;
  readonly connections: Connectable['connections'];

  /** @throws PropsError for what is no reference to a proxy. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: DatabaseProxyRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: proxyRef }, { ref });
    this.endpoint = ref.endpoint;
    this.port = engines[ref.protocol].port;
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `DatabaseProxy.grantConnect`: the policy belongs to this stack. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }
}
