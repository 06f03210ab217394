import { coverageOf, type Coverage, type Framework } from '../engine/framework';
import { worstFirst, type Finding, type Status } from '../engine/finding';
import type { Report } from './report';

/** A framework's controls, what looks at each, and what that says of each environment. */
export interface FrameworkReview {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly ControlReview[];
}

export interface ControlReview extends Coverage {
  /** The worst verdict of its rules, by environment. Absent where they had nothing to look at. */
  readonly verdicts: Readonly<Record<string, Status>>;
}

/** Frameworks over the rules that a report was judged by. */
export function controlsOf({ rules, findings }: Report, frameworks: readonly Framework[]): readonly FrameworkReview[] {
  const worst = worstByRule(findings);
  return frameworks.map((framework) => ({
    id: framework.id,
    title: framework.title,
    controls: coverageOf(framework, rules).map((coverage) => ({ ...coverage, verdicts: verdictsOf(coverage, worst) })),
  }));
}

type Worst = ReadonlyMap<string, ReadonlyMap<string, Status>>;

function worstByRule(findings: readonly Finding[]): Worst {
  const worst = new Map<string, Map<string, Status>>();
  for (const { rule, environment, status } of findings) {
    const its = worst.get(rule) ?? new Map<string, Status>();
    worst.set(rule, its.set(environment, worse(its.get(environment), status)));
  }
  return worst;
}

function verdictsOf({ rules }: Coverage, worst: Worst): Record<string, Status> {
  const verdicts = new Map<string, Status>();
  for (const rule of rules) {
    for (const [environment, status] of worst.get(rule) ?? []) {
      verdicts.set(environment, worse(verdicts.get(environment), status));
    }
  }
  return Object.fromEntries(verdicts);
}

function worse(one: Status | undefined, other: Status): Status {
  return one !== undefined && worstFirst.indexOf(one) <= worstFirst.indexOf(other) ? one : other;
}
