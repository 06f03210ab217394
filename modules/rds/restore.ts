import type { DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import type { IConstruct } from 'constructs';
import { assertProp } from '../props';
import type { DatabaseProps } from './database-props';

type RestoreConfig = Pick<DbInstanceConfig, 'snapshotIdentifier' | 'restoreToPointInTime' | 'lifecycle'>;

/** What RDS makes the instance from. Decided once: without `ignore_changes` another answer would replace the instance, and so would none. */
export function restoreConfig({ engine }: DatabaseProps): RestoreConfig {
  const { snapshot, pointInTime } = engine.restoreFrom ?? {};
  return {
    ...(snapshot !== undefined && { snapshotIdentifier: snapshot }),
    ...(pointInTime && {
      restoreToPointInTime: { sourceDbInstanceIdentifier: pointInTime.of, restoreTime: pointInTime.at },
    }),
    lifecycle: { ignoreChanges: ['snapshot_identifier', 'restore_to_point_in_time'] },
  };
}

/** Throws a PropsError for an instance, or what else it is, that RDS cannot restore. */
export function checkRestore(
  scope: IConstruct,
  {
    name,
    engine,
  }: { readonly name: string; readonly engine: Pick<DatabaseProps['engine'], 'restoreFrom' | 'databaseName'> },
  what = 'instance',
): void {
  const { restoreFrom: from, databaseName } = engine;
  if (!from) return;
  const isOne = (from.snapshot === undefined) !== (from.pointInTime === undefined);
  assertProp(scope, 'engine.restoreFrom', isOne, 'either snapshot or pointInTime', from);
  const isOther = from.pointInTime?.of !== name;
  assertProp(
    scope,
    'engine.restoreFrom.pointInTime.of',
    isOther,
    `another ${what}: the new one is made beside it`,
    name,
  );
  const expected = 'nothing, where the databases are those of engine.restoreFrom';
  assertProp(scope, 'engine.databaseName', databaseName === undefined, expected, databaseName);
}
