/** The last day of a value, by how many days it may be used. */
export function lastDay({ everyDays }: { readonly everyDays: number }, writtenAt: Date): string {
  return dayOf(new Date(writtenAt.getTime() + everyDays * 86_400_000));
}

/** The day of a time, in UTC: `2026-11-30`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
