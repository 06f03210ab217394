import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { toJson, writeWhole } from '../files';

/** A lock on a state, as Terraform's error describes it. */
export interface Lock {
  readonly id: string;
  /** `ana@laptop` */
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** An attempt of bootstrap to lock the state: recorded before it starts, removed when it has ended. */
export interface Attempt {
  readonly pid: number;
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** Terraform locks within seconds of its start. */
const longestStartMs = 120_000;

/** Reads the lock from Terraform's error. */
export function readLock(output: string): Lock | undefined {
  const field = (name: string) => new RegExp(`^[\\s│]*${name}:\\s+(.+?)\\s*$`, 'm').exec(output)?.[1];
  const [id, who, created] = [field('ID'), field('Who'), field('Created')];
  if (!/acquiring the state lock/.test(output) || !id || !who || !created) return undefined;
  // Go writes `2025-01-31 10:20:30.123456789 +0000 UTC`.
  const [, date, time] = /^(\S+) (\d+:\d+:\d+)/.exec(created) ?? [];
  return { id, who, created: Date.parse(`${date}T${time}Z`) };
}

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
