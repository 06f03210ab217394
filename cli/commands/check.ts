import { judge } from '../../policies/engine/judge';
import type { Io } from '../io';
import { reviewDate } from '../review/date';
import { expected } from '../review/errors';
import { reviewInput, type InputOptions } from '../review/input';
import { formatFor, show, type OutputOptions } from '../review/output';
import { chosenRules, type RuleOptions } from '../review/rules';
import { waiversFor } from '../review/waivers';

export interface CheckOptions extends InputOptions, OutputOptions, RuleOptions {
  /** The day that waivers are judged on. @default today */
  readonly date?: string;
  readonly waivers?: string;
}

/** Judges environments, or anybody's Terraform, by the rules. Exit 1 when a gate is closed. */
export async function check(args: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const render = await formatFor(options);
  const date = reviewDate(options.date);
  const rules = chosenRules(options);
  const { report, graph } = await expected(async () => {
    const { graph, factsOf, project } = await reviewInput(args, options, io);
    const waivers = waiversFor(project !== undefined, options.waivers, rules, io);
    return { graph, report: judge(graph, { rules, factsOf, date, ...waivers }) };
  });
  show(report, graph, render, options, io);
  return report.environments.every(({ gate }) => gate.passes) ? 0 : 1;
}
