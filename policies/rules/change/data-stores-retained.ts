import { defineRule } from '../../../review/engine/rule';
import { isStateful, statefulTypes } from '../../../review/engine/stateful';
import { failing, pass } from '../../../review/engine/verdict';

const database = { address: 'aws_db_instance.main', mode: 'managed', type: 'aws_db_instance', name: 'main' };

const plan = (actions: readonly string[], because: readonly string[] = []) =>
  JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: actions.includes('create') || actions.includes('update') ? [{ ...database, values: {} }] : [],
      },
    },
    resource_changes: [
      {
        ...database,
        change: {
          actions,
          before: actions.includes('create') && actions.length === 1 ? null : { identifier: 'main' },
          after: actions.includes('create') ? { identifier: 'main' } : null,
          after_unknown: {},
          replace_paths: because.map((attribute) => [attribute]),
        },
      },
    ],
  });

export const dataStoresRetained = defineRule({
  id: 'change/data-stores-retained',
  aliases: ['change/stateful-kept'],
  title: 'Data stores and their VPC should not be replaced or destroyed',
  severity: 'critical',
  why: 'Replacing a database, bucket or key destroys the data in it. Deletion protection stops some of these changes, but only halfway through an apply.',
  fix: 'Undo the change that forces the replacement. Add a moved block if only the name changed. If the loss is intended, add a waiver for the day of the change.',
  resources: Object.keys(statefulTypes),
  checkChange: ({ kind, type, attribute, because }) =>
    Object.hasOwn(statefulTypes, type)
      ? failing(attribute, 'the resource to be kept', because ? `${kind}: ${because}` : kind)
      : undefined,
  check: (resource) => {
    const { change } = resource;
    if (!change || !isStateful(resource)) return [];
    if (!change.actions.includes('delete')) return pass;
    if (!change.actions.includes('create')) return failing(undefined, 'the resource to be kept', 'destroyed');
    return failing(change.replacedBecause[0], 'the resource to be kept', 'replaced');
  },
  examples: {
    good: {
      created: plan(['create']),
      'changed in place': plan(['update']),
    },
    bad: {
      'replaced, since its encryption changes': plan(['delete', 'create'], ['storage_encrypted']),
      'created before the old one is destroyed': plan(['create', 'delete'], ['engine']),
      destroyed: plan(['delete']),
    },
  },
});
