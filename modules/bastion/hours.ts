import type { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import type { Construct } from 'constructs';
import { either, matching, object, oneOf, assertProp, text } from '../props';

/** When a bastion runs. */
export type BastionHours =
  | 'always'
  | {
      /** Days of the week, as cron has them: `MON-FRI`, `MON,WED`. */
      readonly days: string;
      /** 24-hour clock: `07:00`. */
      readonly start: string;
      /** Later the same day. */
      readonly stop: string;
      /** IANA's name, whose summer time is followed: `Europe/Dublin`. */
      readonly timeZone: string;
    };

const day = '(MON|TUE|WED|THU|FRI|SAT|SUN)';
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59', { structure: true });

export const hoursProp = either(
  oneOf(['always']),
  object<Exclude<BastionHours, string>>({
    days: matching(new RegExp(`^${day}(-${day})?(,${day}(-${day})?)*$`), 'days such as MON-FRI or MON,WED', {
      structure: true,
    }),
    start: time,
    stop: time,
    timeZone: text('an IANA time zone such as Europe/Dublin', isTimeZone, { structure: true }),
  }),
);

/** Throws a PropsError for an end that is not after the start. */
export function checkHours(scope: Construct, hours: BastionHours): void {
  if (hours === 'always') return;
  const { start, stop } = hours;
  assertProp(scope, 'hours.stop', start < stop, `a time after ${start}, the same day`, stop);
}

/** Starts and stops the one instance of `group`. No start time: AWS fills it with the next run, and it would drift. */
export function schedule(scope: Construct, name: string, group: AutoscalingGroup, hours: BastionHours): void {
  if (hours === 'always') return;
  const { days, start, stop, timeZone } = hours;
  const at = (verb: 'start' | 'stop', time: string, desiredCapacity: number) =>
    new AutoscalingSchedule(scope, verb, {
      scheduledActionName: `${name}-${verb}`,
      autoscalingGroupName: group.name,
      recurrence: cron(time, days),
      timeZone,
      minSize: 0,
      maxSize: 1,
      desiredCapacity,
    });
  at('start', start, 1);
  at('stop', stop, 0);
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
