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

export const statefulKept = defineRule({
  id: 'change/stateful-kept',
  aliases: [],
  title: 'What keeps data, and the VPC it is in, is neither replaced nor destroyed',
  severity: 'critical',
  why: 'Replacing a database, a bucket or a key destroys what is in it before the new one is empty and ready. Deletion protection stops some of it, half way through an apply.',
  fix: 'Undo what forces it, add a moved block where only the name changed, or have it accepted in a waiver for the day of the change.',
  resources: Object.keys(statefulTypes),
  ofDestroyed: true,
  check: (resource) => {
    const { change } = resource;
    if (!change || !isStateful(resource)) return [];
    if (!change.actions.includes('delete')) return pass;
    if (!change.actions.includes('create')) return failing(undefined, 'it kept', 'destroyed');
    return failing(change.replacedBecause[0], 'it kept', 'replaced');
  },
  examples: {
    good: {
      'made for the first time': plan(['create']),
      'changed in place': plan(['update']),
    },
    bad: {
      'replaced, since its encryption changes': plan(['delete', 'create'], ['storage_encrypted']),
      'made anew before the old one is destroyed': plan(['create', 'delete'], ['engine']),
      destroyed: plan(['delete']),
    },
  },
});
