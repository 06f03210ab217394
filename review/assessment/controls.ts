import { coverageOf, type Coverage, type Framework } from '../engine/framework';
import { worstFirst, type Finding, type Status } from '../engine/finding';
import type { Report } from './report';

export const controlOutcomes = [
  ...(['passed', 'failed', 'unknown', 'waived', 'not applicable', 'manual', 'not covered'] as const),
] as const;
/**
 * The outcome of a control in an environment. `not applicable`: the input has no resource for its rules. `manual`: it
 * cannot be checked in Terraform. `not covered`: no rule checks it.
 */
export type ControlOutcome = (typeof controlOutcomes)[number];

/** The controls of a framework, the rules that check each, and the outcome in each environment. */
export interface FrameworkReview {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly ControlReview[];
  /** By environment: their sum is the number of controls. */
  readonly counts: Readonly<Record<string, Readonly<Record<ControlOutcome, number>>>>;
}

export interface ControlReview extends Coverage {
  /** By environment. */
  readonly outcomes: Readonly<Record<string, ControlOutcome>>;
}

export interface ControlsOptions {
  /** The environments consist of the modules that controls are met by "by construction". @default false */
  readonly ofOwnModules?: boolean;
}

/** Frameworks over the rules that a report was judged by. */
export function controlsOf(
  { rules, findings, environments }: Report,
  frameworks: readonly Framework[],
  { ofOwnModules = false }: ControlsOptions = {},
): readonly FrameworkReview[] {
  const worst = worstByRule(findings);
  const names = environments.map(({ name }) => name);
  return frameworks.map((framework) => {
    const controls = coverageOf(framework, rules)
      .map((coverage) => (ofOwnModules ? coverage : withoutConstruction(coverage)))
      .map((coverage) => ({
        ...coverage,
        outcomes: Object.fromEntries(names.map((name) => [name, outcomeIn(name, coverage, worst)])),
      }));
    const counts = Object.fromEntries(names.map((name) => [name, countsOf(name, controls)]));
    return { id: framework.id, title: framework.title, controls, counts };
  });
}

/** The modules of Terrace meet this control by construction, which does not apply to other Terraform. */
function withoutConstruction(coverage: Coverage): Coverage {
  if (coverage.by !== 'construction') return coverage;
  return { ...coverage, by: 'not covered', note: 'no rule checks it; the modules of Terrace are built to meet it' };
}

function outcomeIn(environment: string, { by, rules, required }: Coverage, worst: Worst): ControlOutcome {
  if (by === 'construction') return 'passed';
  if (by === 'manual') return 'manual';
  if (by === 'not covered') return 'not covered';
  const statuses = rules.flatMap((rule) => worst.get(rule)?.get(environment) ?? []);
  const [first, ...others] = statuses;
  if (first === undefined) return required === undefined ? 'not applicable' : 'failed';
  return words[others.reduce<Status>((one, other) => worse(one, other), first)];
}

const words: Readonly<Record<Status, ControlOutcome>> = {
  pass: 'passed',
  fail: 'failed',
  unknown: 'unknown',
  waived: 'waived',
};

function countsOf(environment: string, controls: readonly ControlReview[]): Record<ControlOutcome, number> {
  const counts = Object.fromEntries(controlOutcomes.map((outcome) => [outcome, 0])) as Record<ControlOutcome, number>;
  for (const { outcomes } of controls) {
    const outcome = outcomes[environment];
    if (outcome) counts[outcome] += 1;
  }
  return counts;
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

function worse(one: Status | undefined, other: Status): Status {
  return one !== undefined && worstFirst.indexOf(one) <= worstFirst.indexOf(other) ? one : other;
}
