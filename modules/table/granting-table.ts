import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { grantItems, grantRead, grantReadStream, grantReadWrite, grantWrite } from './grants';
import type { TableRef } from './table-ref';

/** What a table grants, whichever stack made it. */
export abstract class GrantingTable extends Construct {
  /** What the grants name. */
  protected abstract get granting(): TableRef;

  /**
   * Lets `role` read items, by the table's key and by its indexes.
   *
   * @param name says which role, in letters and digits: `Web`.
   */
  grantRead(name: string, role: RoleRef): void {
    grantRead(this, this.granting, { name, role });
  }

  /** Lets `role` write and delete items; not read them, but for the item that it writes. @param name as in `grantRead` */
  grantWrite(name: string, role: RoleRef): void {
    grantWrite(this, this.granting, { name, role });
  }

  /** Lets `role` read, write and delete items. @param name as in `grantRead` */
  grantReadWrite(name: string, role: RoleRef): void {
    grantReadWrite(this, this.granting, { name, role });
  }

  /**
   * Lets `role` read, write and delete the items of some partition keys, such as those of its sessions, and no others: it cannot scan, nor query an index.
   *
   * @param name as in `grantRead`
   * @param leadingKeys the partition keys, with `*` for what follows: `session#*`; `iamVariable('aws:PrincipalTag/tenant')` is the caller's.
   */
  grantItems(name: string, role: RoleRef, leadingKeys: readonly string[]): void {
    grantItems(this, this.granting, { name, role, leadingKeys });
  }

  /** Lets `role` read the stream of changes. @param name as in `grantRead` @throws PropsError for a table without a stream */
  grantReadStream(name: string, role: RoleRef): void {
    grantReadStream(this, this.granting, { name, role });
  }
}
