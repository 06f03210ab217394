import { DbOptionGroup } from '@cdktf/provider-aws/lib/db-option-group';
import type { Construct } from 'constructs';
import { auditSettings } from './audit-log';
import type { DatabaseProps } from './database-props';
import { majorVersion } from './engine';

/**
 * The option group of a MySQL database: empty, or with its audit log, which comes and goes in place. Without a group of its own the audit log would stay on when
 * it is decided off: the provider leaves an instance in the group that it has.
 *
 * RDS deletes no group that an instance or a snapshot has, and snapshots keep that of their time: the one of the final snapshot for as long as that is kept. So
 * Terraform leaves an old group there (`skip_destroy`), and each has a name that no other life of the database has. A region has 20 groups (RDS user guide,
 * "Quotas and constraints"); docs/guides/upgrade-a-database.md says how to delete old ones.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html
 */
export function optionGroup(
  scope: Construct,
  { name, engine }: Pick<DatabaseProps, 'name' | 'engine'>,
): DbOptionGroup | undefined {
  if (engine.name !== 'mysql') return undefined;
  const major = majorVersion(engine.name, engine.version) ?? '';
  const { auditLog } = engine;
  return new DbOptionGroup(scope, 'option-group', {
    namePrefix: `${name}-${engine.name}${major.replace('.', '-')}-`,
    engineName: engine.name,
    majorEngineVersion: major,
    optionGroupDescription: `Options of database ${name}`,
    ...(auditLog && { option: [{ optionName: 'MARIADB_AUDIT_PLUGIN', optionSettings: auditSettings(auditLog) }] }),
    skipDestroy: true,
    tags: { Name: name },
    // A new major version needs a new group, in use before the old one is let go.
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ['option_group_description'] },
  });
}
