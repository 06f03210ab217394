import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { toJson, writeWhole } from '../files';
import type { Lock } from '../terraform/lock';

/** An attempt of bootstrap to lock the state: recorded before it starts, removed when it has ended. */
export interface Attempt {
  readonly pid: number;
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** Terraform locks within seconds of its start. */
const longestStartMs = 120_000;

/** Whether a lock was left by an earlier attempt on this machine that has ended. */
export function isLeftBy(lock: Lock, attempt: Attempt): boolean {
  // Locks have a resolution of seconds.
  const after = lock.created - attempt.started;
  return lock.who === attempt.who && after > -1000 && after < longestStartMs;
}

/** Records on disk which attempt of bootstrap may hold the lock. */
export class Attempts {
  /** The one that has not ended, when there is one. */
  readonly unfinished: Attempt | undefined;

  constructor(private readonly file: string) {
    this.unfinished = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  }

  begin(pid: number): void {
    const attempt: Attempt = { pid, who: `${userInfo().username}@${hostname()}`, started: Date.now() };
    writeWhole(this.file, toJson(attempt));
  }

  end(): void {
    rmSync(this.file, { force: true });
  }
}
