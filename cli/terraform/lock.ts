import { CliError } from '../errors';

/** A lock on a state. */
export interface Lock {
  readonly id: string;
  /** `ana@laptop` */
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** Reads the lock from Terraform's error. */
export function readLock(output: string): Lock | undefined {
  const field = (name: string) => new RegExp(`^[\\s│]*${name}:\\s+(.+?)\\s*$`, 'm').exec(output)?.[1];
  const [id, who, created] = [field('ID'), field('Who'), field('Created')];
  if (!/acquiring the state lock/.test(output) || !id || !who || !created) return undefined;
  // Go writes `2025-01-31 10:20:30.123456789 +0000 UTC`.
  const [, date, time] = /^(\S+) (\d+:\d+:\d+)/.exec(created) ?? [];
  return { id, who, created: Date.parse(`${date}T${time}Z`) };
}

/** Reads the lock from the object that the S3 backend writes beside the state (`LockInfo` in Terraform's statemgr). */
export function parseLock(body: string): Lock | undefined {
  try {
    const { ID: id, Who: who, Created } = JSON.parse(body);
    const created = Date.parse(Created);
    return typeof id === 'string' && typeof who === 'string' && !Number.isNaN(created)
      ? { id, who, created }
      : undefined;
  } catch {
    return undefined;
  }
}

/** That a state is locked, by whom, since when, and how to continue. */
export function lockedError(state: string, { id, who, created }: Lock): CliError {
  return new CliError(
    `${state} is locked by ${who} since ${new Date(created).toISOString()}`,
    `Wait for that run. If it is no longer running, unlock the state in the folder of the stack: terraform force-unlock ${id}`,
  );
}
