import type { Place } from '../model/resource';
import type { Severity } from './rule';

export const statuses = ['pass', 'fail', 'unknown', 'waived'] as const;
export type Status = (typeof statuses)[number];
export const worstFirst: readonly Status[] = ['fail', 'unknown', 'waived', 'pass'];

/** A verdict on one resource, as data: what every report consists of. */
export interface Finding {
  /** Unique in its report, and the same in the next as long as environment, stack, address, rule and attribute are. */
  readonly id: string;
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

/** What a finding says, in the words of every format: `expected true, found false`, `expected true, not known: var.x has no value`. */
export function outcomeOf({ expected, found, because }: Pick<Finding, 'expected' | 'found' | 'because'>): string {
  return `expected ${expected ?? 'otherwise'}, ${found === undefined ? `not known: ${because ?? 'no reason was given'}` : `found ${found}`}`;
}

/** Findings with unique ids: of identical ones, such as two rules of one security group, the later ones get a number. */
export function withUniqueIds(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const number = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, number);
    return number === 1 ? finding : { ...finding, id: `${finding.id}-${number}` };
  });
}
