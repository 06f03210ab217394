const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const week = 7 * 24 * 60;

/** A window as minutes of the week: a daily one is seven. Nothing if it is malformed. */
export function minutesOf(window: string): readonly (readonly [start: number, length: number])[] | undefined {
  const weekly = /^(\w{3}):(\d\d):(\d\d)-(\w{3}):(\d\d):(\d\d)$/.exec(window.toLowerCase());
  if (weekly) {
    const [start, end] = [minuteOf(weekly[2]!, weekly[3]!, weekly[1]), minuteOf(weekly[5]!, weekly[6]!, weekly[4])];
    return start === undefined || end === undefined ? undefined : [[start, (end - start + week) % week]];
  }
  const daily = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(window);
  if (!daily) return undefined;
  const [start, end] = [minuteOf(daily[1]!, daily[2]!), minuteOf(daily[3]!, daily[4]!)];
  if (start === undefined || end === undefined) return undefined;
  const length = (end - start + 24 * 60) % (24 * 60);
  return days.map((_, day) => [day * 24 * 60 + start, length] as const);
}

/** Whether a window is one of a day or of a week, and long enough; one that is absent is. */
export function lasts(window: string | undefined, of: 'day' | 'week', least: number): boolean {
  if (window === undefined) return true;
  const spans = minutesOf(window) ?? [];
  return spans.length === (of === 'day' ? 7 : 1) && spans.every(([, length]) => length >= least);
}

/** Whether two windows have no minute in common; one that is absent has none. */
export function areApart(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [minutesOf(one ?? '') ?? [], minutesOf(other ?? '') ?? []];
  return !a.some(([start, length]) =>
    b.some(([begin, span]) => (begin - start + week) % week < length || (start - begin + week) % week < span),
  );
}

function minuteOf(hour: string, minute: string, day = 'mon'): number | undefined {
  const [h, m, d] = [Number(hour), Number(minute), days.indexOf(day)];
  return h > 23 || m > 59 || d < 0 ? undefined : (d * 24 + h) * 60 + m;
}
