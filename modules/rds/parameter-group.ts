import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import type { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import type { DatabaseProps } from './database-props';
import { engines, majorVersion } from './engine';
import { applyMethodOf } from './parameters';

/** The parameter group of one database: TLS forced, what its engine has to log, and parameters of its own. */
export function parameterGroup(
  scope: Construct,
  { name, engine }: Pick<DatabaseProps, 'name' | 'engine'>,
): DbParameterGroup {
  const major = majorVersion(engine.name, engine.version) ?? '';
  const family = `${engine.name}${major}`;
  // All wait for a reboot: some are static in some versions, RDS reports those with their default value so whatever was
  // asked, and a new instance starts with them anyway.
  const set = Object.entries(engines[engine.name].parameters(major)).map(([name, value]) => ({
    ...{ name, value, applyMethod: 'pending-reboot' },
  }));
  const own = Object.entries(engine.parameters ?? {}).map(([name, value]) => ({
    ...{ name, value, applyMethod: applyMethodOf(engine.name, name) },
  }));
  return new DbParameterGroup(scope, 'parameter-group', {
    name: `${name}-${family.replace('.', '-')}`,
    family,
    description: `TLS only, and logs, for database ${name}`,
    parameter: [...set, ...own],
    // A new major version needs a new group, in use before the old one can go.
    lifecycle: { createBeforeDestroy: true, ignoreChanges: [fixedDescription] },
  });
}
