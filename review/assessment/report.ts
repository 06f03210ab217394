import type { WaiverProblem } from '../engine/waiver';
import type { Provenance } from '../plan/provenance';
import type { Place } from '../model/resource';
import type { Changes } from './changes';
import type { Finding, Status } from '../engine/finding';
import type { NotJudged, ResourceCounts } from './not-judged';
import type { Ownership } from './ownership';
import type { Posture } from './posture';
import type { Mapping } from '../engine/framework';
import type { Criticality } from '../criticality';
import type { Rule, Severity } from '../engine/rule';

/** What a review found, as JSON: every other format shows this one, and `--against` reads it back. */
export interface Report {
  /** Raised when a reader of the older one would misread this one. */
  readonly formatVersion: 2;
  /** The day that waivers were judged on, `2026-11-21`. */
  readonly date: string;
  /** What it was made from, where that is known. */
  readonly provenance?: Provenance;
  readonly environments: readonly EnvironmentReport[];
  readonly rules: readonly RuleNote[];
  /** Every verdict, passes too, worst severity first. */
  readonly findings: readonly Finding[];
  /** What of the input no rule looked at, and why. */
  readonly notJudged: readonly NotJudged[];
  /** The reachability and permissions of each environment, for comparison with an older review, if requested. */
  readonly postures?: readonly Posture[];
  /** What differs from an older report, where one was given. */
  readonly changes?: Changes;
  /** Opt-outs: protections that the code switches off, with reasons, also those that no rule checks. */
  readonly optOuts: readonly OptOutNote[];
  /** What Terraform does not decide after the first apply. */
  readonly ownership: Ownership;
  /** Waivers that are malformed, expired or match nothing. Each fails the gate of every environment it names. */
  readonly waiverProblems: readonly WaiverProblem[];
}

export interface EnvironmentReport extends ResourceCounts {
  readonly name: string;
  readonly criticality: Criticality;
  readonly roots: readonly string[];
  readonly counts: Readonly<Record<Severity, Readonly<Record<Status, number>>>>;
  readonly gate: Gate;
}

export interface Gate {
  readonly passes: boolean;
  /** Failed findings of these severities close it. */
  readonly failsOn: readonly Severity[];
  /** Unknown findings of these severities close it as well. */
  readonly unknownFailsOn: readonly Severity[];
  /** The ids of the findings that close it. */
  readonly closedBy: readonly string[];
  /** `where` of the waiver problems that close it as well. */
  readonly closedByWaivers: readonly string[];
  /** No rule judged anything: that closes it too. */
  readonly nothingJudged: boolean;
}

export interface OptOutNote {
  readonly environment: string;
  readonly address: string;
  readonly constructPath?: string;
  readonly place: Place;
  /** `deletionProtection` */
  readonly protection: string;
  readonly reason: string;
}

export interface RuleNote extends Pick<Rule, 'id' | 'aliases' | 'title' | 'severity' | 'why' | 'fix' | 'resources'> {
  /** What other catalogues call it. */
  readonly mapping: Mapping;
}
