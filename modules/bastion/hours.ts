import type { Construct } from 'constructs';
import { assertProp, either, object, oneOf } from '../props';
import type { ScheduleProps } from '../server-group';
import { daysOfWeek, timeOfDay, timeZone } from '../server-group/schedules';

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

export const hoursProp = either(
  oneOf(['always']),
  object<Exclude<BastionHours, string>>({ days: daysOfWeek, start: timeOfDay, stop: timeOfDay, timeZone }),
);

/** Throws a PropsError for an end that is not after the start. */
export function checkHours(scope: Construct, hours: BastionHours): void {
  if (hours === 'always') return;
  const { start, stop } = hours;
  assertProp(scope, 'hours.stop', start < stop, `a time after ${start}, the same day`, stop);
}

/** Starts and stops the one instance. */
export function schedules(hours: BastionHours): Readonly<Record<string, ScheduleProps>> {
  if (hours === 'always') return {};
  const { days, start, stop, timeZone } = hours;
  const at = (time: string, desired: number) => ({ days, at: time, timeZone, min: 0, max: 1, desired });
  return { start: at(start, 1), stop: at(stop, 0) };
}
