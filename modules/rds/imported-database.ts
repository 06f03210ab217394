import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import type { Connectable } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { databaseRef, type DatabaseRef } from './database-ref';
import { engines } from './engine';
import { grantConnect } from './grant-connect';

/** A database of another stack, as a peer in this one; `Database.import` makes it. */
export class ImportedDatabase extends Construct implements Connectable {
  readonly endpoint: string;
  readonly port: number;
  readonly databaseName: string | undefined;
  readonly connections: Connectable['connections'];

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
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  /** As `Database.grantConnect`: the policy belongs to this stack. */
  grantConnect(role: RoleRef, databaseUser: string): void {
    grantConnect(this, this.ref, role, databaseUser);
  }
}
