import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CliError } from './errors';

/** Says whose it is in the name of a temporary file: a process that was killed cannot remove what it left, and the next run does. */
const host = hostname()
  .replace(/[^\w-]/g, '')
  .slice(0, 32);
const owner = `${host}-${process.pid}-`;

/** A name beside `path` that no other run uses, for what is not finished yet. What runs that were killed left of it is removed. */
export function temporaryPathFor(path: string): string {
  const prefix = `.${basename(path)}.`;
  sweep(dirname(path), prefix);
  return join(dirname(path), `${prefix}${owner}${randomBytes(6).toString('hex')}`);
}

/** A folder of this run for `what`: its owner alone may read it. What runs that were killed left of the same is removed. */
export function temporaryFolder(what: string): string {
  const prefix = `terrace-${what}-`;
  try {
    sweep(tmpdir(), prefix);
    return mkdtempSync(join(tmpdir(), prefix + owner));
  } catch (error) {
    throw new CliError((error as Error).message, 'Set TMPDIR to a folder that can be written to.');
  }
}

/** Removes what processes of this machine left that run no longer. */
function sweep(folder: string, prefix: string): void {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const names = isFolder ? readdirSync(folder) : [];
  for (const name of names.filter((name) => name.startsWith(`${prefix}${host}-`))) {
    const [, pid] = /^(\d+)-\w+$/.exec(name.slice(prefix.length + host.length + 1)) ?? [];
    if (!pid || isRunning(Number(pid))) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Of another user.
    }
  }
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
