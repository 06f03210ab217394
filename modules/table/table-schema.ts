import type { IConstruct } from 'constructs';
import {
  assertProp,
  flag,
  list,
  map,
  matching,
  object,
  oneOf,
  optional,
  sentence,
  wholeNumber,
  type Prop,
} from '../props';

/** An attribute that items are found by. */
export interface KeyAttribute {
  readonly name: string;
  /**
   * `S` is a string, `N` a number, `B` binary.
   * @default S
   */
  readonly type?: 'S' | 'N' | 'B';
}

/** What is fixed about items: the keys that they are found by, and the attribute by which they expire. All other attributes are the application's. */
export interface TableSchemaProps {
  /** DynamoDB spreads items over partitions by it. Another one replaces the table, which Terraform refuses. */
  readonly partitionKey: KeyAttribute;
  /**
   * Orders the items of one partition key. Another one replaces the table, which Terraform refuses.
   * @default none: each partition key has one item
   */
  readonly sortKey?: KeyAttribute;
  /**
   * Other keys to query by, by name; up to 20. Each is added, changed and removed in place, one an apply: DynamoDB makes one at a time.
   * @default none
   */
  readonly globalIndexes?: Readonly<Record<string, GlobalIndexProps>>;
  /**
   * Other orders of the items of one partition key, by name; up to 5. DynamoDB makes them with the table: another one replaces the table, which Terraform refuses.
   * @default none
   */
  readonly localIndexes?: Readonly<Record<string, LocalIndexProps>>;
  /**
   * The attribute by which items expire. It is switched off by `enabled: false`, in an apply of its own, before it is left out or another attribute takes its place:
   * DynamoDB refuses both otherwise.
   * @default none: items do not expire
   */
  readonly timeToLive?: TimeToLive;
}

export interface TimeToLive {
  /**
   * It has the time, in seconds since 1970, after which an item is deleted. It is deleted within a few days: until then the application checks the time itself.
   */
  readonly attribute: string;
  /** @default true */
  readonly enabled?: boolean;
}

export interface GlobalIndexProps {
  readonly partitionKey: KeyAttribute;
  /** @default none */
  readonly sortKey?: KeyAttribute;
  /**
   * The attributes that the index has besides the keys, up to 20; an empty list is the keys alone.
   * @default all
   */
  readonly nonKeyAttributes?: readonly string[];
  /**
   * Units of capacity a second: of a table on demand the most, of a provisioned one what the index always has, since Terraform could not leave it to a scaling.
   * @default those of the table: its maximum on demand, and its minimum where it is provisioned
   */
  readonly capacity?: { readonly readUnits: number; readonly writeUnits: number };
}

export interface LocalIndexProps {
  readonly sortKey: KeyAttribute;
  /**
   * As of a global index.
   * @default all
   */
  readonly nonKeyAttributes?: readonly string[];
}

const naming = 'DynamoDB developer guide, Constraints, Naming rules';
const known = { structure: true };
const attributeName = sentence('the name of an attribute', { max: 255, source: naming, ...known });

const keyAttribute = object<KeyAttribute>({
  name: attributeName,
  type: optional(oneOf(['S', 'N', 'B']), 'S'),
});

/** The grammar of the names of tables and indexes. They become parts of construct ids and of the names of policies. */
export const dynamoDbName = matching(/^[A-Za-z0-9_.-]{3,255}$/, '3 to 255 letters, digits and _.-', {
  source: naming,
  ...known,
});

const nonKeyAttributes = optional(list('attributes', attributeName, { max: 20 }), 'all');

/** Units a second. The quota of 40,000 a table can be raised (DynamoDB developer guide, Quotas, Read/write throughput). */
export const units = wholeNumber('units', 1, 10_000_000, {
  source: 'DynamoDB API reference, ProvisionedThroughput, OnDemandThroughput',
  ...known,
});

export const tableSchema: Prop<TableSchemaProps> = object<TableSchemaProps>({
  partitionKey: keyAttribute,
  sortKey: optional(keyAttribute, 'none: each partition key has one item'),
  globalIndexes: optional(
    map(
      'indexes',
      dynamoDbName,
      object<GlobalIndexProps>({
        partitionKey: keyAttribute,
        sortKey: optional(keyAttribute, 'none'),
        nonKeyAttributes,
        capacity: optional(
          object<NonNullable<GlobalIndexProps['capacity']>>({ readUnits: units, writeUnits: units }),
          'those of the table: its maximum on demand, and its minimum where it is provisioned',
        ),
      }),
      { max: 20, source: 'DynamoDB developer guide, Quotas, Secondary indexes' },
    ),
    'none',
  ),
  localIndexes: optional(
    map('indexes', dynamoDbName, object<LocalIndexProps>({ sortKey: keyAttribute, nonKeyAttributes }), {
      max: 5,
      source: 'DynamoDB developer guide, Quotas, Secondary indexes',
    }),
    'none',
  ),
  timeToLive: optional(
    object<TimeToLive>({ attribute: attributeName, enabled: optional(flag(), 'true') }),
    'none: items do not expire',
  ),
});

/** Throws a PropsError for keys that DynamoDB would refuse: an attribute of two types, an index of two kinds. */
export function assertSchema(scope: IConstruct, schema: TableSchemaProps): void {
  const types = new Map<string, string>();
  for (const { name, type = 'S' } of keyAttributes(schema)) {
    const first = types.get(name) ?? type;
    assertProp(scope, 'schema', first === type, `one type for each attribute: ${name} is ${first}`, type);
    types.set(name, first);
  }
  const { partitionKey, sortKey, globalIndexes = {}, localIndexes = {} } = schema;
  const both = Object.keys(globalIndexes).filter((name) => Object.hasOwn(localIndexes, name));
  assertProp(scope, 'schema.localIndexes', both.length === 0, 'names that no global index has', both[0]);
  const hasOrder = sortKey !== undefined || Object.keys(localIndexes).length === 0;
  assertProp(scope, 'schema.sortKey', hasOrder, 'a sort key, which a table with local indexes has', sortKey);
  const indexKeys = Object.entries(globalIndexes).map(
    ([name, index]) => [`schema.globalIndexes.${name}.sortKey`, index.partitionKey, index.sortKey] as const,
  );
  for (const [prop, partition, sort] of [['schema.sortKey', partitionKey, sortKey] as const, ...indexKeys]) {
    assertProp(scope, prop, partition.name !== sort?.name, 'another attribute than the partition key', sort?.name);
  }
}

/** Only what is part of a key is declared: Terraform would plan any other attribute again and again. */
export function keyAttributes(schema: TableSchemaProps): readonly KeyAttribute[] {
  const { partitionKey, sortKey, globalIndexes = {}, localIndexes = {} } = schema;
  const all = [
    ...[partitionKey, sortKey],
    ...Object.values(globalIndexes).flatMap((index) => [index.partitionKey, index.sortKey]),
    ...Object.values(localIndexes).map((index) => index.sortKey),
  ];
  return all.filter((attribute) => attribute !== undefined);
}

/** It is always written: Terraform would take a block that is missing for one that stays as it is. */
export function timeToLiveOf({ timeToLive }: TableSchemaProps) {
  if (!timeToLive) return { enabled: false };
  const { attribute, enabled = true } = timeToLive;
  return { attributeName: attribute, enabled };
}

/** How an index projects: all attributes, its keys alone, or some attributes too. */
export function projectionOf(nonKeyAttributes: readonly string[] | undefined) {
  if (nonKeyAttributes === undefined) return { projectionType: 'ALL' };
  if (nonKeyAttributes.length === 0) return { projectionType: 'KEYS_ONLY' };
  return { projectionType: 'INCLUDE', nonKeyAttributes: [...nonKeyAttributes] };
}
