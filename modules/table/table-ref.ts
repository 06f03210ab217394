import { arn, optional, reference } from '../props';
import { dynamoDbName } from './table-schema';

/** A DynamoDB table that another module or stack made: `Table.import` grants it. */
export interface TableRef {
  /** Known at synthesis: `prod-sessions`. */
  readonly tableName: string;
  readonly tableArn: string;
  /** Of a table that has a stream: the ARN of the current one. */
  readonly streamArn?: string;
}

export const tableRef = reference<TableRef>('a DynamoDB table', {
  tableName: dynamoDbName,
  tableArn: arn('a DynamoDB table', 'dynamodb', /^table\/[A-Za-z0-9_.-]{3,255}$/),
  streamArn: optional(
    arn('a stream of DynamoDB', 'dynamodb', /^table\/[A-Za-z0-9_.-]{3,255}\/stream\/[\dT:.-]+$/),
    'no stream',
  ),
});
