import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import type { Connections } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { databaseRef, type DatabaseRef } from './database-ref';
import { engines } from './engine';
import { grantConnect } from './grant-connect';
import type { Proxied, ProxyTarget } from './proxy-target';

/** A database of another stack, as a peer in this one; `Database.import` makes it. */
export class ImportedDatabase extends Construct implements Proxied {
  readonly endpoint: string;
  readonly port: number;
  readonly databaseName: string | undefined;
  readonly connections: Connections;
  /** What a `DatabaseProxy` connects to. */
  readonly proxyTarget: ProxyTarget;

  /** @throws PropsError for what is no reference to a database. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: DatabaseRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: databaseRef }, { ref });
    this.endpoint = ref.endpoint;
    this.port = engines[ref.engine].port;
    this.databaseName = ref.databaseName;
    this.proxyTarget = { protocol: ref.engine, instanceIdentifier: ref.name };
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `Database.grantConnect`: the policy belongs to this stack. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }
}
