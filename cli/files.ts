import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A name beside `path` that no other run uses, for what is not finished yet. */
export function besides(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
}

/** Writes a file whole or not at all; leaves one that already says so untouched. */
export function writeWhole(path: string, text: string, mode = 0o666): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = besides(path);
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Puts a finished folder in the place of another; whichever of two runs comes last stays. */
export function swapIn(finished: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    const old = besides(place);
    if (existsSync(place)) renameSync(place, old);
    try {
      renameSync(finished, place);
      return;
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!isTaken || attempt === 10) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}
