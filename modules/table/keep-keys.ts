import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { Construct } from 'constructs';
import { LastApplied } from '../last-applied';
import type { KeyAttribute, TableSchemaProps } from './table-schema';

/**
 * Refuses at plan time what would be another table, without the items of this one: another key, and other local indexes.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html, which takes neither
 */
export function keepKeys(scope: Construct, table: DynamodbTable, name: string, schema: TableSchemaProps): void {
  const keys = keysOf(schema);
  const last = new LastApplied(scope, 'keys', { value: keys, mayChange: false });
  const errorMessage = `Table ${name}: DynamoDB changes neither the key of a table nor its local indexes. Expected ${last.applied}, found ${keys}. Add a table with the other key, and move the items.`;
  table.lifecycle = { ...table.lifecycle, precondition: [{ condition: last.isAsked, errorMessage }] };
}

/** `id:S`; `id:S at:N, by-kind kind:S device`. It is part of an expression in quotes, which names of attributes may have. */
function keysOf({ partitionKey, sortKey, localIndexes = {} }: TableSchemaProps): string {
  const keys = [partitionKey, ...(sortKey ? [sortKey] : [])].map(keyOf).join(' ');
  const indexes = Object.entries(localIndexes).map(([name, { sortKey, nonKeyAttributes = ['*'] }]) =>
    [name, keyOf(sortKey), ...[...nonKeyAttributes].sort().map(quoted)].join(' '),
  );
  return [keys, ...indexes.sort()].join(', ');
}

function keyOf({ name, type = 'S' }: KeyAttribute): string {
  return `${quoted(name)}:${type}`;
}

function quoted(name: string): string {
  return name.replace(/["\\%]/g, (sign) => encodeURIComponent(sign));
}
