import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingTable } from './granting-table';
import { tableRef, type TableRef } from './table-ref';

/** A table of another stack, to be granted in this one; `Table.import` makes it. */
export class ImportedTable extends GrantingTable {
  readonly tableName: string;

  /** @throws PropsError for what is no reference to a table, and for a name that is known only after apply. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: TableRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: tableRef }, { ref });
    this.tableName = ref.tableName;
  }

  protected get granting(): TableRef {
    return this.ref;
  }
}
