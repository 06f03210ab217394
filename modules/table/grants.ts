import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { policyText, type PolicyStatement } from '../iam/policy-statement';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, granteeName, list } from '../props';
import type { TableRef } from './table-ref';

interface Grant {
  readonly name: string;
  readonly role: RoleRef;
}

/** The id of a policy has 128 characters: a grant of a table with a longer name is refused by the grant itself. */
const grantProps = { name: granteeName(32), role: roleRef };
const itemProps = {
  ...grantProps,
  leadingKeys: list(
    'leading keys',
    policyText(
      'a partition key, or the start of one and *, and not * alone: that is what grantReadWrite is for',
      /^(?![*?]+$).*\S.*$/,
    ),
    { min: 1, max: 100 },
  ),
};

/** Actions on items (Service Authorization Reference, Amazon DynamoDB). */
const readsOfKeys = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const writes = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];

export function grantRead(scope: Construct, table: TableRef, { name, role }: Grant): void {
  checkProps(scope, grantProps, { name, role });
  grant(scope, `read-${table.tableName}-${name}`, role, [reading(table), describing(table)]);
}

export function grantWrite(scope: Construct, table: TableRef, { name, role }: Grant): void {
  checkProps(scope, grantProps, { name, role });
  grant(scope, `write-${table.tableName}-${name}`, role, [writing(table), describing(table)]);
}

export function grantReadWrite(scope: Construct, table: TableRef, { name, role }: Grant): void {
  checkProps(scope, grantProps, { name, role });
  grant(scope, `read-write-${table.tableName}-${name}`, role, [reading(table), writing(table), describing(table)]);
}

export function grantItems(
  scope: Construct,
  table: TableRef,
  { name, role, leadingKeys }: Grant & { readonly leadingKeys: readonly string[] },
): void {
  checkProps(scope, itemProps, { name, role, leadingKeys });
  grant(scope, `items-${table.tableName}-${name}`, role, [
    {
      ...{ Sid: 'ItemsOfKeys', Effect: 'Allow', Action: [...readsOfKeys, ...writes], Resource: table.tableArn },
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...leadingKeys] },
        // ForAllValues is true for a request without the key.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    },
    describing(table),
  ]);
}

/** Any stream of the table: a stream that is switched off and on again is another one. */
export function grantReadStream(scope: Construct, table: TableRef, { name, role }: Grant): void {
  checkProps(scope, grantProps, { name, role });
  assertProp(scope, 'stream', table.streamArn !== undefined, 'a table with a stream', table.streamArn);
  const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  grant(scope, `read-stream-${table.tableName}-${name}`, role, [
    { Sid: 'ReadStream', Effect: 'Allow', Action: actions, Resource: `${table.tableArn}/stream/*` },
    // It knows no resource (Service Authorization Reference, Amazon DynamoDB). Lambda calls it for its event sources.
    { Sid: 'FindStreams', Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
  ]);
}

function reading({ tableArn }: TableRef): PolicyStatement {
  const resources = [tableArn, `${tableArn}/index/*`];
  return { Sid: 'ReadItems', Effect: 'Allow', Action: [...readsOfKeys, 'dynamodb:Scan'], Resource: resources };
}

function writing({ tableArn }: TableRef): PolicyStatement {
  return { Sid: 'WriteItems', Effect: 'Allow', Action: writes, Resource: tableArn };
}

/** The clients of the SDKs that map items to objects read the keys of the table first. */
function describing({ tableArn }: TableRef): PolicyStatement {
  return { Sid: 'DescribeTable', Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: tableArn };
}
