import type { IConstruct } from 'constructs';
import { assertProp } from './props';

const minutesPerDay = 24 * 60;
const minutesPerWeek = 7 * minutesPerDay;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const time = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const dailyPattern = new RegExp(`^${time}-${time}$`);
const weeklyPattern = new RegExp(`^(${days.join('|')}):${time}-(${days.join('|')}):${time}$`);

/** A window and the prop that holds it. */
export interface WindowProp {
  readonly prop: string;
  /** In UTC: `01:00-02:00` each day, `sun:03:00-sun:04:00` each week. */
  readonly value: string;
}

/** Start and length in minutes; the start counts from Monday, or from midnight, 00:00 UTC. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/**
 * Throws a PropsError unless `daily` (a backup) and `weekly` (maintenance) are windows of `minimumMinutes` or more that
 * never overlap: maintenance may restart what the backup reads, and RDS refuses the pair.
 */
export function assertNoOverlap(
  scope: IConstruct,
  daily: WindowProp,
  weekly: WindowProp,
  minimumMinutes: number,
): void {
  const day = dailySpan(daily.value);
  const least = `${minimumMinutes} minutes or more`;
  assertProp(scope, daily.prop, day && day.length >= minimumMinutes, `hh:mm-hh:mm in UTC, ${least}`, daily.value);
  const week = weeklySpan(weekly.value);
  const weeklyOk = week && week.length >= minimumMinutes;
  assertProp(scope, weekly.prop, weeklyOk, `ddd:hh:mm-ddd:hh:mm in UTC and lower case, ${least}`, weekly.value);
  const clash = days.some((_, index) => overlap({ ...day, start: day.start + index * minutesPerDay }, week));
  assertProp(scope, weekly.prop, !clash, `a window that does not overlap ${daily.prop} ${daily.value}`, weekly.value);
}

function dailySpan(value: string): Span | false {
  const match = dailyPattern.exec(value);
  if (!match) return false;
  const [from, fromMinute, to, toMinute] = match.slice(1).map(Number) as [number, number, number, number];
  return span(from * 60 + fromMinute, to * 60 + toMinute, minutesPerDay);
}

function weeklySpan(value: string): Span | false {
  const match = weeklyPattern.exec(value);
  if (!match) return false;
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
