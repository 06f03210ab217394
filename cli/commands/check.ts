import type { Io } from '../io';
import { judged, type JudgedOptions } from '../review/judged';
import { formatFor, show, type OutputOptions } from '../review/output';

export interface CheckOptions extends JudgedOptions, OutputOptions {}

/** Checks environments, or any Terraform, against the rules. Exits 1 when a gate is closed. */
export async function check(args: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const render = await formatFor(options);
  const { report, input } = await judged(args, options, io);
  show(report, input.graph, render, options, io);
  return report.environments.every(({ gate }) => gate.passes) ? 0 : 1;
}
