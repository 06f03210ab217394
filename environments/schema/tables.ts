import { z } from 'zod';
import { byKey, fields, list, name, named, oneOf, protection, switchedOff, wholeNumber, yesOrNo } from './field';
import { backupPlan } from './recovery';

const attributeName = () =>
  name(/^[A-Za-z0-9_.-]{1,255}$/, 'the name of an attribute, 1 to 255 letters, digits and _.-');

/** An attribute that items are found by. */
const keyAttribute = () =>
  fields({
    name: attributeName(),
    /** `S` is a string, `N` a number, `B` binary. */
    type: oneOf(['S', 'N', 'B']),
  });

const sortKey = () => orNone(keyAttribute(), 'name, type');

/** Units a second, 1 to 10,000,000. Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughput.html */
const units = () => wholeNumber('units', 1, 10_000_000);

/** The attributes that an index has besides the keys: `all`, or up to 20; an empty list is the keys alone. */
const nonKeyAttributes = () =>
  z.union([z.literal('all'), list(attributeName(), 'names of attributes', 0, 20)], {
    error: () => '"all" or names of attributes, 0 to 20 of them',
  });

const globalIndex = fields({
  partitionKey: keyAttribute(),
  /** Or `none`. */
  sortKey: sortKey(),
  nonKeyAttributes: nonKeyAttributes(),
  /** The most on demand, and what it always has where the table is provisioned; `table`: the maximum of the table, or its minimum where it is provisioned. */
  capacity: z.union([z.literal('table'), fields({ readUnits: units(), writeUnits: units() })], {
    error: () => '"table" or an object of readUnits, writeUnits',
  }),
});

const localIndex = fields({ sortKey: keyAttribute(), nonKeyAttributes: nonKeyAttributes() });

/** The number of units, which Application Auto Scaling decides between both ends. */
const scaledUnits = () =>
  fields({
    min: units(),
    max: units(),
    /**
     * The use that it aims at, 20 to 90.
     * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
     */
    targetPercent: wholeNumber('percent', 20, 90),
  });

const capacity = z.union(
  [
    fields({
      /** Charged by request. What is over the most is throttled. */
      onDemand: fields({ maxReadUnits: units(), maxWriteUnits: units() }),
    }),
    fields({
      /** Charged by the hour. */
      provisioned: fields({ read: scaledUnits(), write: scaledUnits() }),
    }),
  ],
  { error: () => 'an object of onDemand, or of provisioned' },
);

const pointInTimeRecovery = z.union(
  [
    fields({
      /**
       * Days back to which it can be restored, to any second, as another table: 1 to 35.
       * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html
       */
      recoveryDays: wholeNumber('days', 1, 35),
    }),
    switchedOff(),
  ],
  { error: () => 'an object of recoveryDays, or of off, reason' },
);

const table = fields({
  /** DynamoDB spreads items over partitions by it, and changes it of no table. */
  partitionKey: keyAttribute(),
  /** The items of a partition key are in its order; `none`: each partition key has one item. DynamoDB changes it of no table. */
  sortKey: sortKey(),
  /**
   * Other keys to query by, by name of 3 to 21 letters, digits and `_.-`: up to 20.
   * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
   */
  globalIndexes: indexes(globalIndex),
  /** Other orders of the items of a partition key, likewise: up to 5. DynamoDB makes them with the table alone. */
  localIndexes: indexes(localIndex),
  /**
   * The attribute that has the time, in seconds since 1970, after which an item is deleted within a few days, or `none`. It is switched off by
   * `enabled: false`, in an apply of its own, before it is `none` or another attribute.
   */
  timeToLive: orNone(fields({ attribute: attributeName(), enabled: yesOrNo() }), 'attribute, enabled'),
  /** Units of capacity a second: on demand up to a most, or provisioned. One becomes the other in place. */
  capacity,
  /** `STANDARD_INFREQUENT_ACCESS` is cheaper to keep and dearer to read and write. */
  tableClass: oneOf(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']),
  /** What the stream of changes has of each item, for 24 hours; or `none`. */
  stream: oneOf(['none', 'KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
  /** Whether services ask for strongly consistent reads. An accelerator keeps nothing of those, so that such a table may have none. */
  consistentReads: yesOrNo(),
  /** Whether CloudWatch Contributor Insights counts which keys are accessed and throttled most, which is charged by event. */
  contributorInsights: yesOrNo(),
  /** Whether it can be restored; off only with a reason, which the review sees. */
  pointInTimeRecovery,
  /** The plan of `recovery.plans` that backs it up; off only with a reason, which the review sees. */
  backupPlan,
  /** Whether DynamoDB refuses to delete it, and Terraform to destroy it; off only with a reason, which the review sees. */
  deletionProtection: protection(),
});

/** DynamoDB tables by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const tables = named('tables', table);

function indexes<Index extends z.ZodType>(index: Index) {
  const isName = (key: string) => /^[A-Za-z0-9_.-]{3,21}$/.test(key);
  return byKey('indexes by name', isName, 'a name of 3 to 21 letters, digits and _.-', index);
}

function orNone<Value extends z.ZodType>(value: Value, members: string) {
  return z.union([z.literal('none'), value], { error: () => `"none" or an object of ${members}` });
}
