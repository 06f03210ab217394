import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import { Construct } from 'constructs';
import { assertProp, matching, object, optional, text, wholeNumber, type Description, type Prop } from '../props';

/** When a group has other bounds: from then on, until another schedule of it changes them. */
export interface ScheduleProps {
  /** Days of the week, as cron has them: `MON-FRI`, `MON,WED`. */
  readonly days: string;
  /** 24-hour clock: `07:00`. */
  readonly at: string;
  /** IANA's name, whose summer time is followed: `Europe/Dublin`. */
  readonly timeZone: string;
  readonly min: number;
  readonly max: number;
  /**
   * Instances at that moment; the scaling decides on.
   * @default as many as there are, within the new bounds
   */
  readonly desired?: number;
}

const day = '(MON|TUE|WED|THU|FRI|SAT|SUN)';
export const daysOfWeek = matching(
  new RegExp(`^${day}(-${day})?(,${day}(-${day})?)*$`),
  'days such as MON-FRI or MON,WED',
  { structure: true },
);
export const timeOfDay = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59', { structure: true });
export const timeZone = text('an IANA time zone such as Europe/Dublin', isTimeZone, { structure: true });

export function instances(least: number): Prop<number> {
  return wholeNumber('instances', least, 10_000, { structure: true });
}

export const scheduleProps: Description<ScheduleProps> = {
  days: daysOfWeek,
  at: timeOfDay,
  timeZone,
  min: instances(0),
  max: instances(0),
  desired: optional(instances(0), 'as many as there are, within the new bounds'),
};
export const schedule = object<ScheduleProps>(scheduleProps);

/** Throws a PropsError for bounds in the wrong order: Auto Scaling refuses them when the time has come, and nobody sees it. */
export function checkSchedules(scope: Construct, schedules: Readonly<Record<string, ScheduleProps>>): void {
  for (const [name, { min, max, desired = min }] of Object.entries(schedules)) {
    const place = `scale.schedules.${name}`;
    assertProp(scope, `${place}.max`, max >= min, `${place}.min ${min} or more`, max);
    assertProp(scope, `${place}.desired`, desired >= min && desired <= max, `from ${min} to ${max}`, desired);
  }
}

/** The schedules of a group, by name. */
export class Schedules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, group, schedules }: { name: string; group: string; schedules: Readonly<Record<string, ScheduleProps>> },
  ) {
    super(scope, id);
    for (const [id, { days, at, timeZone, min, max, desired }] of Object.entries(schedules)) {
      // No start time: AWS fills it with the next run, and it would drift.
      new AutoscalingSchedule(this, id, {
        scheduledActionName: `${name}-${id}`,
        autoscalingGroupName: group,
        recurrence: cron(at, days),
        timeZone,
        minSize: min,
        maxSize: max,
        // Left out, the provider sends 0, which is under the minimum; -1 is what it leaves out (aws_autoscaling_schedule).
        desiredCapacity: desired ?? -1,
      });
    }
  }
}

function cron(time: string, days: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * ${days}`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/');
  } catch {
    return false;
  }
}
