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
import { dirname } from 'node:path';
import { temporaryPathFor } from './temporary';

/**
 * Writes a file completely or not at all, and leaves one with the same content untouched. Links are followed. A device
 * or a pipe is written to, never read or replaced.
 *
 * Only its owner may read it, or a folder that is created for it: reports, plans and stacks hold values.
 */
export function writeWhole(link: string, text: string): void {
  const found = statSync(link, { throwIfNoEntry: false });
  if (found && !found.isFile() && !found.isDirectory()) return naming(link, () => writeFileSync(link, text));
  const path = found ? realpathSync(link) : link;
  // One that others may read is written again.
  const isPrivate = found && (found.mode & 0o077) === 0;
  if (isPrivate && found.isFile() && readFileSync(path, 'utf8') === text) return;
  makeFolder(dirname(path));
  const unfinished = temporaryPathFor(path);
  try {
    naming(path, () => writeFileSync(unfinished, text, { mode: 0o600 }));
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Names the path in an error that does not: what a full disk refuses names none. */
function naming(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code, path: named, message } = error as NodeJS.ErrnoException;
    throw named ? error : Object.assign(new Error(`${path}: ${message}`), { code });
  }
}

/** Makes a folder, and those above it, that only its owner may read. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Puts a finished folder in the place of another; whichever of two runs comes last stays. */
export function swapIn(finished: string, place: string): void {
  makeFolder(dirname(place));
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
