import type { IConstruct } from 'constructs';
import { assertProp, object, oneOf, optional, wholeNumber, type Prop } from '../props';
import { units, type GlobalIndexProps } from './table-schema';

/** What is read and written a second. A unit is a consistent read of 4 KB or two others, or a write of 1 KB. */
export type TableCapacityProps = OnDemandCapacity | ProvisionedCapacity;

export interface OnDemandCapacity {
  /** Charged by request. What is over the most is throttled: a loop in a program costs no more than that. DynamoDB takes the numbers for a target. */
  readonly onDemand: { readonly maxReadUnits: number; readonly maxWriteUnits: number };
  /**
   * STANDARD_INFREQUENT_ACCESS is cheaper to keep and dearer to read and write. It may change twice in 30 days.
   * @default STANDARD
   */
  readonly tableClass?: TableClass;
}

export interface ProvisionedCapacity {
  /** Charged by the hour. Application Auto Scaling decides the number between both ends; Terraform decides the ends. */
  readonly provisioned: { readonly read: ScaledUnits; readonly write: ScaledUnits };
  /** @default STANDARD */
  readonly tableClass?: TableClass;
}

export interface ScaledUnits {
  readonly min: number;
  readonly max: number;
  /**
   * Use that the scaling aims at, in percent, 20 to 90. It takes minutes: what is left of 100 is what a peak has until then.
   * @default 70
   */
  readonly targetPercent?: number;
}

/** How a table is charged for what it keeps. */
export type TableClass = 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';

const tableClass = optional(oneOf(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']), 'STANDARD');
const scaledUnits = object<ScaledUnits>({
  min: units,
  max: units,
  targetPercent: optional(
    wholeNumber('percent', 20, 90, {
      structure: true,
      source: 'DynamoDB developer guide, Managing throughput capacity automatically with DynamoDB auto scaling',
    }),
    '70',
  ),
});

/** Told from each other by the member that the other does not have. */
export const capacityKinds: Readonly<Record<string, Prop<Partial<TableCapacityProps>>>> = {
  onDemand: object<OnDemandCapacity>({
    onDemand: object<OnDemandCapacity['onDemand']>({ maxReadUnits: units, maxWriteUnits: units }),
    tableClass,
  }),
  provisioned: object<ProvisionedCapacity>({
    provisioned: object<ProvisionedCapacity['provisioned']>({ read: scaledUnits, write: scaledUnits }),
    tableClass,
  }),
};

/** Throws a PropsError for a range that ends before it starts. */
export function assertCapacity(scope: IConstruct, capacity: TableCapacityProps): void {
  if (!('provisioned' in capacity)) return;
  for (const [side, { min, max }] of Object.entries(capacity.provisioned)) {
    assertProp(scope, `capacity.provisioned.${side}.max`, min <= max, `${min}, which is min, or more`, max);
  }
}

/** The most units that a table may have, or a global index. */
export interface MostUnits {
  readonly read: number;
  readonly write: number;
}

export function mostOf(capacity: TableCapacityProps): MostUnits {
  if ('onDemand' in capacity) return { read: capacity.onDemand.maxReadUnits, write: capacity.onDemand.maxWriteUnits };
  const { read, write } = capacity.provisioned;
  return { read: read.max, write: write.max };
}

/** An index without units of its own has the table's: the most on demand, the least where it is provisioned. */
export function mostOfIndex(capacity: TableCapacityProps, { capacity: own }: GlobalIndexProps): MostUnits {
  if (own) return { read: own.readUnits, write: own.writeUnits };
  if ('onDemand' in capacity) return mostOf(capacity);
  const { read, write } = capacity.provisioned;
  return { read: read.min, write: write.min };
}

/** The arguments of the table. */
export function throughputOf(capacity: TableCapacityProps) {
  const { tableClass = 'STANDARD' } = capacity;
  if ('onDemand' in capacity) return { tableClass, billingMode: 'PAY_PER_REQUEST', ...atMost(mostOf(capacity)) };
  const { read, write } = capacity.provisioned;
  return { tableClass, billingMode: 'PROVISIONED', readCapacity: read.min, writeCapacity: write.min };
}

/** The arguments of one of its global indexes. */
export function indexThroughputOf(capacity: TableCapacityProps, index: GlobalIndexProps) {
  const most = mostOfIndex(capacity, index);
  return 'onDemand' in capacity ? atMost(most) : { readCapacity: most.read, writeCapacity: most.write };
}

function atMost({ read, write }: MostUnits) {
  return { onDemandThroughput: { maxReadRequestUnits: read, maxWriteRequestUnits: write } };
}
