import { matching, text } from './field';

const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const time = '([01][0-9]|2[0-3]):[0-5][0-9]';

/** A span of minutes; `from` counts from Monday (weekly) or midnight (daily), UTC. */
interface Span {
  readonly from: number;
  readonly length: number;
}

/** A time of day: `07:00`. */
export const timeOfDay = matching(new RegExp(`^${time}$`), 'a time as HH:MM, 00:00 to 23:59');

/** A window of each day, UTC: `01:00-02:00`. It may pass midnight. */
export function dailyWindow(minMinutes: number) {
  return text(`HH:MM-HH:MM in UTC, ${minMinutes} minutes or longer`, (value) => {
    return new RegExp(`^${time}-${time}$`).test(value) && daily(value).length >= minMinutes;
  });
}

/** A window of each week, UTC: `sun:03:00-sun:04:00`. It may pass Sunday midnight. */
export function weeklyWindow(minMinutes: number) {
  const day = `(${weekdays.join('|')})`;
  return text(
    `ddd:HH:MM-ddd:HH:MM in UTC and small letters, ${minMinutes} minutes to 24 hours, such as sun:03:00-sun:04:00`,
    (value) => {
      if (!new RegExp(`^${day}:${time}-${day}:${time}$`).test(value)) return false;
      const { length } = weekly(value);
      return length >= minMinutes && length <= minutesOfDay;
    },
  );
}

/** Whether a daily window and a weekly one have a minute in common. */
export function overlap(dailyValue: string, weeklyValue: string): boolean {
  const day = daily(dailyValue);
  const week = weekly(weeklyValue);
  return weekdays.some((_, index) => {
    const distance = week.from - day.from - index * minutesOfDay;
    return modulo(distance, minutesOfWeek) < day.length || modulo(-distance, minutesOfWeek) < week.length;
  });
}

/** The minutes of a time of day: 90 for `01:30`. */
export function minutes(value: string): number {
  const [hours = 0, rest = 0] = value.split(':').map(Number);
  return hours * 60 + rest;
}

function daily(value: string): Span {
  const [from = 0, to = 0] = value.split('-').map(minutes);
  return { from, length: modulo(to - from, minutesOfDay) };
}

function weekly(value: string): Span {
  const [from = 0, to = 0] = value
    .split('-')
    .map((end) => weekdays.indexOf(end.slice(0, 3)) * minutesOfDay + minutes(end.slice(4)));
  return { from, length: modulo(to - from, minutesOfWeek) };
}

function modulo(value: number, cycle: number): number {
  return ((value % cycle) + cycle) % cycle;
}
