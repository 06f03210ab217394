/** A lock on a state, as Terraform's error describes it. */
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
