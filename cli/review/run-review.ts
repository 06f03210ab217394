import { mappingOf } from '../../policies/controls';
import type { Baseline } from '../../review/assessment/changes';
import { exitCodeOf } from '../../review/assessment/gate';
import { judge } from '../../review/assessment/judge';
import type { Report } from '../../review/assessment/report';
import type { Rule } from '../../review/engine/rule';
import { pickEnvironments } from '../environments';
import { say, type Io } from '../io';
import type { OlderTree } from '../older-tree';
import { baselineOf } from './against';
import { reviewDate } from './date';
import { withInputErrors } from './errors';
import { factsOfEnvironment } from './facts';
import { reviewInput, type InputOptions, type ReviewInput } from './input';
import { plannedSince } from './plans';
import { atLeast, chosenRules, type RuleOptions } from './rules';
import { waiversFor } from './waivers';

export interface JudgeOptions extends InputOptions, RuleOptions {
  /** The lowest severity that is shown; gates count all findings. @default low */
  readonly severity?: string;
  /** The day that waivers are judged on. @default today */
  readonly date?: string;
  /** A file with waivers. */
  readonly waivers?: string;
  /** A report or a commit to compare with. */
  readonly against?: string;
  /** Asks the provider what becomes of resources since the commit, if Terraform is there. @default false */
  readonly planAgainst?: boolean;
}

export interface ReviewResult {
  readonly report: Report;
  readonly input: ReviewInput;
}

/**
 * Reads what the arguments name and judges it, as every command of the review does.
 *
 * @param postures whether reachability and permissions of each environment are computed
 */
export async function runReview(
  args: readonly string[],
  options: JudgeOptions,
  io: Io,
  postures: boolean,
): Promise<ReviewResult> {
  const date = reviewDate(options.date);
  const rules = chosenRules(options);
  // Read here too, so that a typo fails at once.
  atLeast([], options.severity);
  return withInputErrors(async () => {
    const input = await reviewInput(args, options, io);
    const { graph, factsOf, project } = input;
    const against = options.against === undefined ? undefined : await baseline(options, input, rules, date, io);
    const waivers = waiversFor(project !== undefined, options.waivers, rules, io);
    return {
      input,
      report: judge(graph, { rules, mappingOf, factsOf, date, postures, ...waivers, ...(against && { against }) }),
    };
  });
}

/** The report as it is shown: findings of the requested severity, gates and counts of all. */
export function shownOf(report: Report, { severity }: JudgeOptions): Report {
  return { ...report, findings: atLeast(report.findings, severity) };
}

/** The exit code after a review. When nothing was judged, stderr says so in every format. */
export function exitCode(report: Report, io: Io): number {
  const code = exitCodeOf(report);
  if (code === 2) say(io, 'nothing was judged: no rule applies to the resources of the input');
  return code;
}

/** An older review by the chosen rules: findings of other rules are neither fixed nor new. */
async function baseline(
  { against: given = '', planAgainst }: JudgeOptions,
  { graph, factsOf, environments, project }: ReviewInput,
  rules: readonly Rule[],
  date: string,
  io: Io,
): Promise<Baseline> {
  const all = project ? pickEnvironments([], project.root) : [];
  const facts = new Map(all.map((environment) => [environment.name, factsOfEnvironment(environment)]));
  const judging = {
    rules,
    date,
    environments: project ? [...facts.keys()] : [...new Set(graph.resources.map(({ environment }) => environment))],
    factsOf: (name: string) => facts.get(name) ?? factsOf(name),
    // Where all are judged, one that had another name is to be found again.
    ...(planAgainst && project && { plan: (older: OlderTree) => plannedSince(older, environments, project, io) }),
    ...(environments.length < all.length && { only: environments.map(({ name }) => name) }),
  };
  const older = await baselineOf(given, judging, project, io);
  const ids = new Set(rules.map(({ id }) => id));
  return { ...older, findings: older.findings.filter(({ rule }) => ids.has(rule)) };
}
