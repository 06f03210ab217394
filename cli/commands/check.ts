import type { Io } from '../io';
import { exitCode, runReview, shownOf, type JudgeOptions } from '../review/run-review';
import { formatFor, show, showsPostures, type OutputOptions } from '../review/output';

export interface CheckOptions extends JudgeOptions, OutputOptions {}

/** Checks environments, or any Terraform, against the rules. Exits 1 when a gate is closed, 2 when nothing was judged. */
export async function check(args: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const render = await formatFor(options);
  const { report, input } = await runReview(args, options, io, showsPostures(options));
  show(shownOf(report, options), input, render, options, io);
  return exitCode(report, io);
}
