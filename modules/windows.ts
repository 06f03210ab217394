import { text, type Prop } from './props';

const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const time = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const dailyPattern = new RegExp(`^${time}-${time}$`);
const weeklyPattern = new RegExp(`^(${days.join('|')}):${time}-(${days.join('|')}):${time}$`);

/** Start and length in minutes; the start counts from Monday, or from midnight, 00:00 UTC. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** A daily window in UTC, `01:00-02:00`. */
export function dailyWindow(minimumMinutes: number): Prop<string> {
  const isWindow = (value: string) => (dailySpan(value)?.length ?? 0) >= minimumMinutes;
  return text(`hh:mm-hh:mm in UTC, ${minimumMinutes} minutes or more`, isWindow, { structure: true });
}

/** A weekly window in UTC, `sun:03:00-sun:04:00`. */
export function weeklyWindow(minimumMinutes: number): Prop<string> {
  const isWindow = (value: string) => (weeklySpan(value)?.length ?? 0) >= minimumMinutes;
  return text(`ddd:hh:mm-ddd:hh:mm in UTC and lower case, ${minimumMinutes} minutes or more`, isWindow, {
    structure: true,
  });
}

/** Whether a daily window (a backup) and a weekly one (maintenance) overlap: maintenance may restart what the backup reads, and RDS refuses the pair. */
export function windowsOverlap(daily: string, weekly: string): boolean {
  const [day, week] = [dailySpan(daily), weeklySpan(weekly)];
  if (!day || !week) return false;
  return days.some((_, index) => overlap({ ...day, start: day.start + index * minutesPerDay }, week));
}

/**
 * Whether what starts each day at `at` (`05:00`), or up to an hour later, starts in a window, daily or weekly, or close before it.
 *
 * @param minutes how close before the window is too close
 */
export function startsNear(at: string, window: string, minutes: number): boolean {
  const [day, its] = [dailySpan(`${at}-${at}`), dailySpan(window) ?? weeklySpan(window)];
  if (!day || !its) return false;
  const avoided = { start: its.start - minutes, length: its.length + minutes };
  return days.some((_, index) => overlap({ start: day.start + index * minutesPerDay, length: 60 }, avoided));
}

function dailySpan(value: string): Span | undefined {
  const match = dailyPattern.exec(value);
  if (!match) return undefined;
  const [from, fromMinute, to, toMinute] = match.slice(1).map(Number) as [number, number, number, number];
  return span(from * 60 + fromMinute, to * 60 + toMinute, minutesPerDay);
}

function weeklySpan(value: string): Span | undefined {
  const match = weeklyPattern.exec(value);
  if (!match) return undefined;
  const [, fromDay = '', fromHour, fromMinute, toDay = '', toHour, toMinute] = match;
  const at = (day: string, hour: string | undefined, minute: string | undefined) =>
    days.indexOf(day) * minutesPerDay + Number(hour) * 60 + Number(minute);
  return span(at(fromDay, fromHour, fromMinute), at(toDay, toHour, toMinute), minutesPerWeek);
}

/** A span in a cycle: one that ends before it starts goes over the cycle's end. */
function span(start: number, end: number, cycle: number): Span {
  return { start, length: modulo(end - start, cycle) };
}

function overlap(a: Span, b: Span): boolean {
  return modulo(b.start - a.start, minutesPerWeek) < a.length || modulo(a.start - b.start, minutesPerWeek) < b.length;
}

function modulo(value: number, cycle: number): number {
  return ((value % cycle) + cycle) % cycle;
}
