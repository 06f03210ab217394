import type { Place } from '../model/resource';
import type { Severity } from './rule';

export const statuses = ['pass', 'fail', 'unknown', 'waived'] as const;
export type Status = (typeof statuses)[number];
export const worstFirst: readonly Status[] = ['fail', 'unknown', 'waived', 'pass'];

/** A verdict on one resource, as data: what every report is made of. */
export interface Finding {
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly environment: string;
  /** The stack, folder or plan. */
  readonly root: string;
  readonly address: string;
  readonly type: string;
  readonly constructPath?: string;
  /** The TypeScript or HCL to change: the construct's source frame, else where the resource is written. */
  readonly place: Place;
  /** The file that was judged. */
  readonly writtenAt: Place;
  readonly attribute?: string;
  readonly expected?: string;
  readonly found?: string;
  /** Of `unknown`: the value that would have to be known. */
  readonly because?: string;
  /** One sentence with all of it. */
  readonly message: string;
  readonly fix: string;
  /** The same for the same fault of the same construct, also after its stack moved or its environment was renamed. */
  readonly fingerprint: string;
  readonly waiver?: WaiverNote;
}

export interface WaiverNote {
  readonly reason: string;
  readonly owner?: string;
  readonly ticket?: string;
  /** ISO date. Absent of an `OptOut`, which lasts as long as its code. */
  readonly expires?: string;
  /** `opt-out` for a module's `OptOut`. */
  readonly kind: 'waiver' | 'opt-out';
}
