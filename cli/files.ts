import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A unique name beside `path`, for a file that is still being written. */
export function temporaryPathFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
}

/**
 * Writes a file completely or not at all, and leaves one with the same content untouched. Links are followed. A device
 * or a pipe is written to, never read or replaced.
 */
export function writeWhole(link: string, text: string, mode = 0o666): void {
  const found = statSync(link, { throwIfNoEntry: false });
  if (found && !found.isFile() && !found.isDirectory()) return writeFileSync(link, text);
  const path = found ? realpathSync(link) : link;
  // One that others may read, where only its owner should, is written again.
  const isPrivate = found && (found.mode & 0o777 & ~mode) === 0;
  if (isPrivate && found.isFile() && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = temporaryPathFor(path);
  try {
    writeFileSync(unfinished, text, { mode });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    // What a full disk refuses names no path.
    const { code, path: named, message } = error as NodeJS.ErrnoException;
    throw named ? error : Object.assign(new Error(`${path}: ${message}`), { code });
  }
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Puts a finished folder in the place of another; whichever of two runs comes last stays. */
export function swapIn(finished: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    const old = temporaryPathFor(place);
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
