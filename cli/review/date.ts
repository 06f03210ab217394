import { CliError } from '../errors';

/** The day that waivers are judged on: the one given, else today in UTC. The one place where the clock is read. */
export function reviewDate(given: string | undefined): string {
  if (given === undefined) return new Date().toISOString().slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given);
  if (!isDay) throw new CliError(`--date: expected a day as 2026-11-21, found ${JSON.stringify(given)}`);
  return given;
}
