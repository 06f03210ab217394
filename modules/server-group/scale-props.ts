import { map, matching, object, oneOf, optional, wholeNumber, type Description, type Prop } from '../props';
import { instances, schedule, type ScheduleProps } from './schedules';

export interface ServerScaleProps {
  /** The least number of servers; two or more survive the loss of a zone. */
  readonly min: number;
  readonly max: number;
  /**
   * Servers at first; from then on the scaling decides.
   * @default `min`
   */
  readonly desired?: number;
  /**
   * The CPU in use that servers are added or removed for, in percent.
   * @default 60 where `max` is above `min`
   */
  readonly cpuPercent?: number | 'none';
  /**
   * Requests a minute for each server, of one of the target groups.
   * @default not scaled by requests
   */
  readonly requests?: {
    readonly perMinute: number;
    /** What CloudWatch calls the balancer and the target group together: `app/prod/50dc6c495c0c9188/targetgroup/web/73e2d6bc24d8a067`. */
    readonly resourceLabel: string;
  };
  /**
   * Spot Instances, which AWS may take back with two minutes' notice: only for servers that keep nothing. They need three instance types or more.
   * @default none
   */
  readonly spot?: SpotProps;
  /**
   * Other bounds at certain times, by name.
   * @default none
   */
  readonly schedules?: Readonly<Record<string, ScheduleProps>>;
  /**
   * Servers that have booted already and wait, stopped: for boots that take minutes.
   * @default none
   */
  readonly warmPool?: WarmPoolProps;
}

export interface SpotProps {
  /** Servers that always run on capacity that AWS does not take back. */
  readonly onDemandBase: number;
  /** The share of servers above the base that are Spot Instances, 1 to 100 percent. */
  readonly percentAbove: number;
}

export interface WarmPoolProps {
  /** The least number that wait. */
  readonly min: number;
  /**
   * How they wait: stopped ones cost only their disks.
   * @default 'Stopped'
   */
  readonly state?: 'Stopped' | 'Running';
}

const percent = wholeNumber('percent', 1, 100);

export const percentOrNone: Prop<number | 'none'> = {
  ...percent,
  expected: `${percent.expected}, or none`,
  known: 'structure',
  problems(found, prop) {
    if (found === 'none') return [];
    return percent.problems(found, prop).map((problem) => ({ ...problem, expected: percentOrNone.expected }));
  },
};

export const scaleProps: Description<ServerScaleProps> = {
  min: instances(0),
  max: instances(1),
  desired: optional(instances(0), '`min`'),
  cpuPercent: optional(percentOrNone, '60 where `max` is above `min`'),
  requests: optional(
    object<NonNullable<ServerScaleProps['requests']>>({
      perMinute: wholeNumber('requests a minute', 1, 10_000_000),
      resourceLabel: matching(
        /^app\/[\w-]+\/[0-9a-f]+\/targetgroup\/[\w-]+\/[0-9a-f]+$/,
        'the ARN suffixes of a balancer and of a target group, joined by /',
        { source: 'Auto Scaling API reference, PredefinedMetricSpecification, ResourceLabel' },
      ),
    }),
    'not scaled by requests',
  ),
  spot: optional(
    object<SpotProps>({
      onDemandBase: instances(0),
      percentAbove: wholeNumber('percent', 1, 100, { structure: true }),
    }),
    'none',
  ),
  schedules: optional(
    map(
      'schedules',
      matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens', { structure: true }),
      schedule,
      { max: 50 },
    ),
    'none',
  ),
  warmPool: optional(
    object<WarmPoolProps>({
      min: instances(0),
      state: optional(oneOf(['Stopped', 'Running']), "'Stopped'"),
    }),
    'none',
  ),
};
