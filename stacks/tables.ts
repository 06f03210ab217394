import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { backUp } from '../modules/backup';
import type { Key } from '../modules/kms';
import type { TopicRef } from '../modules/notifications';
import { Table, type GlobalIndexProps, type TableProps } from '../modules/table';
import { mapValues } from './map-values';

type Decided = Environment['tables'][string];

/** A table as its environment decides it, under the data key. */
export function addTable(
  scope: Construct,
  { name: environment, region }: Environment,
  name: string,
  decided: Decided,
  { key, alarms: topic }: { readonly key: Key; readonly alarms: TopicRef },
): Table {
  const { capacity, tableClass, stream, contributorInsights, pointInTimeRecovery } = decided;
  const table = new Table(scope, `table-${name}`, {
    ...{ name: `${environment}-${name}`, region, key },
    schema: schemaOf(decided),
    capacity: { ...capacity, tableClass },
    alarms: { topic, contributorInsights },
    ...(stream !== 'none' && { stream }),
    ...('recoveryDays' in pointInTimeRecovery && { recoveryDays: pointInTimeRecovery.recoveryDays }),
    optOuts: optOutsOf(decided),
  });
  backUp(table, decided.backupPlan);
  return table;
}

function schemaOf({ partitionKey, sortKey, globalIndexes, localIndexes, timeToLive }: Decided): TableProps['schema'] {
  return {
    partitionKey,
    ...(sortKey !== 'none' && { sortKey }),
    globalIndexes: mapValues(globalIndexes, globalIndexOf),
    localIndexes: mapValues(localIndexes, ({ sortKey, ...index }) => ({ sortKey, ...projectionOf(index) })),
    ...(timeToLive !== 'none' && { timeToLive }),
  };
}

function globalIndexOf({
  partitionKey,
  sortKey,
  capacity,
  ...index
}: Decided['globalIndexes'][string]): GlobalIndexProps {
  return {
    partitionKey,
    ...(sortKey !== 'none' && { sortKey }),
    ...projectionOf(index),
    ...(capacity !== 'table' && { capacity }),
  };
}

function projectionOf({ nonKeyAttributes }: Pick<Decided['globalIndexes'][string], 'nonKeyAttributes'>) {
  return nonKeyAttributes === 'all' ? {} : { nonKeyAttributes };
}

function optOutsOf({ pointInTimeRecovery, deletionProtection }: Decided): TableProps['optOuts'] {
  return {
    ...(deletionProtection !== 'on' && { deletionProtection }),
    ...('off' in pointInTimeRecovery && { pointInTimeRecovery }),
  };
}
