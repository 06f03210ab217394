const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const day = 24 * 60;
const week = 7 * day;

/** A span of the week, in minutes. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** A window as spans of the week: a daily one is seven. Nothing if it is malformed. */
export function spansOf(window: string): readonly Span[] | undefined {
  const [, fromDay, from = '', toDay, to = ''] =
    /^(?:(\w{3}):)?(\d\d:\d\d)-(?:(\w{3}):)?(\d\d:\d\d)$/.exec(window.toLowerCase()) ?? [];
  if ((fromDay === undefined) !== (toDay === undefined)) return undefined;
  const [start, end] = [minuteOf(from, fromDay), minuteOf(to, toDay)];
  if (start === undefined || end === undefined) return undefined;
  if (fromDay !== undefined) return [{ start, length: (end - start + week) % week }];
  const length = (end - start + day) % day;
  return days.map((_, index) => ({ start: index * day + start, length }));
}

/** Whether a window is one of a day or of a week, and long enough. */
export function lasts(window: string, of: 'day' | 'week', least: number): boolean {
  const spans = spansOf(window) ?? [];
  return spans.length === (of === 'day' ? 7 : 1) && spans.every(({ length }) => length >= least);
}

/** Whether two windows have no minute in common; one that is absent has none. */
export function areApart(one = '', other = ''): boolean {
  const others = spansOf(other) ?? [];
  return !(spansOf(one) ?? []).some((a) =>
    others.some((b) => (b.start - a.start + week) % week < a.length || (a.start - b.start + week) % week < b.length),
  );
}

function minuteOf(time: string, name = 'mon'): number | undefined {
  const [hour = NaN, minute = NaN] = time.split(':').map(Number);
  const index = days.indexOf(name);
  return hour <= 23 && minute <= 59 && index >= 0 ? index * day + hour * 60 + minute : undefined;
}
