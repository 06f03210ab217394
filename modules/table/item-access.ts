import type { RoleRef } from '../iam/role-ref';
import type { Table } from './table';

/** What may be done with items. */
export type ItemAccess = 'read' | 'write' | 'read-write';

/** What a table grants, and an accelerator in front of some. */
export type GrantsItems = Pick<Table, 'grantRead' | 'grantWrite' | 'grantReadWrite'>;

/** Lets a role do so much with items. @param name as in `grantRead` */
export function grantAccess(granting: GrantsItems, access: ItemAccess, name: string, role: RoleRef): void {
  if (access === 'read') granting.grantRead(name, role);
  else if (access === 'write') granting.grantWrite(name, role);
  else granting.grantReadWrite(name, role);
}
