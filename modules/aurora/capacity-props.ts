import { map, matching, number, object, oneOf, optional, text, wholeNumber, type Prop } from '../props';
import { memoryBytes } from '../rds/instance-class';
import { serverlessClass } from './cluster-engine';

export interface ClusterCapacityProps {
  /** The class of the instances that name none: `db.r8g.large`, or `db.serverless`, which scales in the range of `serverless`. */
  readonly instanceClass: string;
  /**
   * The instances, by a name that each keeps for life: `{ a: {}, b: {} }`. One of them writes, and each failover may make it another; so no name may say
   * which. Two or more are a cluster in several zones: Aurora puts them into different ones.
   */
  readonly instances: Readonly<Record<string, ClusterInstanceProps>>;
  /**
   * The range of each instance of class `db.serverless`.
   * @default none: there is no such instance
   */
  readonly serverless?: ServerlessRange;
  /**
   * Readers that Application Auto Scaling adds to those of `instances` and removes again. It needs a reader that stays: two instances or more.
   * @default none: the instances are all there are
   */
  readonly readerScaling?: ReaderScaling;
  /**
   * `standard` is charged by I/O; `io-optimized` is not, and costs more otherwise. AWS takes a change back to `standard` at any time, and the other way once in 30 days.
   * @default standard
   */
  readonly storage?: 'standard' | 'io-optimized';
}

export interface ClusterInstanceProps {
  /**
   * A class of its own. A smaller one than that of the writer may not take over its load.
   * @default that of the cluster
   */
  readonly instanceClass?: string;
  /**
   * The order in which readers take over, 0 first, 15 last. Of class `db.serverless`, a reader of tier 0 or 1 always has the capacity of the writer, so that it can take
   * over; one of tier 2 to 15 scales with its own load, which costs less, and is small when it has to take over.
   *
   * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
   * @default 1
   */
  readonly promotionTier?: number;
}

/** In Aurora capacity units (ACU), each about 2 GiB of memory. */
export interface ServerlessRange {
  /** 0 to 256, in steps of 0.5. 0 pauses an instance that nobody is connected to: the next connection waits for about 15 seconds. */
  readonly minAcu: number;
  /** 1 to 256, in steps of 0.5. `max_connections` follows from it after a reboot. */
  readonly maxAcu: number;
  /**
   * Seconds without a connection after which an instance pauses, 300 to 86400. Only with `minAcu` 0.
   * @default 300
   */
  readonly secondsUntilAutoPause?: number;
}

/**
 * Readers that are added have the class of the writer and promotion tier 15. Aurora deletes only those that it added; they outlive this prop and the cluster's
 * destruction: set `maxReaders` to the number of readers among `instances` first, and wait until the others are gone.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
 */
export interface ReaderScaling {
  /** The most readers, with those of `instances` but one: up to 15. */
  readonly maxReaders: number;
  /**
   * CPU that all readers use on average, in percent, from which on one is added.
   * @default 60
   */
  readonly cpuPercent?: number;
  /**
   * Connections that a reader has on average, from which on one is added.
   * @default none: CPU alone decides
   */
  readonly connections?: number;
}

const known = { structure: true };
const serverlessApi = 'RDS API reference, ServerlessV2ScalingConfiguration';
const scalingGuide = 'Aurora user guide, Amazon Aurora Auto Scaling with Aurora Replicas';

/** Families that Aurora has, by the first letters of their class; of the burstable ones two sizes. */
const auroraClass = /^db\.(t(3|4g)\.(medium|large)|(r[5-9]\w*|x2g)\.\w+)$/;
const instanceClass = text(
  'a class of Aurora, such as db.r8g.large, db.t4g.medium or db.serverless',
  (name) => name === serverlessClass || (auroraClass.test(name) && memoryBytes(name) !== undefined),
  { ...known, source: 'Aurora user guide, DB instance class types' },
);

const instanceName = matching(
  /^(?=.{1,21}$)(?!.*(writer|reader|primary|replica))[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/,
  'up to 21 of a-z, 0-9 and single - between them, a letter first, and not which of them writes: each failover changes that',
  known,
);

function acu(min: number): Prop<number> {
  const isStep = (value: number) => value >= min && value <= 256 && Number.isInteger(value * 2);
  return number(`${min} to 256 ACU, in steps of 0.5`, isStep, { ...known, source: serverlessApi });
}

export const clusterCapacity = object<ClusterCapacityProps>({
  instanceClass,
  instances: map(
    'instances',
    instanceName,
    object<ClusterInstanceProps>({
      instanceClass: optional(instanceClass, 'that of the cluster'),
      promotionTier: optional(
        wholeNumber('(a tier)', 0, 15, { ...known, source: 'RDS API reference, CreateDBInstance, PromotionTier' }),
        '1',
      ),
    }),
    { min: 1, max: 16, source: 'Aurora user guide, Adding Aurora Replicas to a DB cluster' },
  ),
  serverless: optional(
    object<ServerlessRange>({
      minAcu: acu(0),
      maxAcu: acu(1),
      secondsUntilAutoPause: optional(wholeNumber('seconds', 300, 86_400, { ...known, source: serverlessApi }), '300'),
    }),
    'none: there is no such instance',
  ),
  readerScaling: optional(
    object<ReaderScaling>({
      maxReaders: wholeNumber('readers', 1, 15, { ...known, source: scalingGuide }),
      cpuPercent: optional(wholeNumber('percent', 1, 100, known), '60'),
      connections: optional(wholeNumber('connections', 1, 16_000, known), 'none: CPU alone decides'),
    }),
    'none: the instances are all there are',
  ),
  storage: optional(oneOf(['standard', 'io-optimized']), 'standard'),
});
