import { setTimeout as sleep } from 'node:timers/promises';

/** Polls for what is not `undefined`, `null` or false. */
export async function until<Found>(what: string, look: () => Promise<Found> | Found): Promise<NonNullable<Found>> {
  for (const started = Date.now(); ; await sleep(100)) {
    const found = await look();
    if (found) return found;
    if (Date.now() - started > 180_000) throw new Error(`expected ${what} within 3 minutes`);
  }
}
