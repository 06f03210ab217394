import type { StackInput } from '../../../review/model/load';

type Action = 'no-op' | 'update' | 'delete';

const database = { address: 'aws_db_instance.old', mode: 'managed', type: 'aws_db_instance', name: 'old' };
const table = { address: 'aws_dynamodb_table.carts', mode: 'managed', type: 'aws_dynamodb_table', name: 'carts' };
const values = { name: 'carts' };

const change = (resource: object, actions: readonly Action[]) => {
  const after = actions.includes('delete') ? null : values;
  return { ...resource, change: { actions, before: values, after, after_unknown: {} } };
};

const plan = (changes: readonly object[]): StackInput['json'] => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: { resources: [{ ...table, values }] } },
  resource_changes: changes,
});

/** A plan that changes a table in place. */
export const release = plan([change(table, ['update'])]);

/** The same, which destroys a database as well. */
export const releaseThatDestroys = plan([change(table, ['update']), change(database, ['delete'])]);
