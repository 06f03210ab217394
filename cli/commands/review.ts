import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { frameworks } from '../../policies/controls';
import type { Report } from '../../review/assessment/report';
import { json as jsonReport } from '../../review/reports/json';
import { accountText, gateText } from '../../review/reports/not-judged';
import { counted } from '../../review/reports/wrap';
import { reviewPage } from '../../review/reports/html/page';
import { assembleReview } from '../../review/assessment/assemble';
import { version } from '../../package.json';
import { CliError } from '../errors';
import { swapIn, toJson, writeWhole } from '../files';
import { temporaryPathFor } from '../temporary';
import { colours, print, type Io } from '../io';
import { exitCode, runReview, shownOf, type JudgeOptions } from '../review/run-review';
import { plansOf, stacksIn } from '../review/plans';
import { provenanceOf } from '../provenance';
import { findBinary } from '../terraform/binary';

export interface ReviewOptions extends JudgeOptions {
  /** Plans as well, when Terraform is there. @default true */
  readonly plan?: boolean;
  readonly json?: boolean;
}

/** Reviews and plans, and writes one page with the results. Exit 1 when a gate is closed, 2 when nothing was judged or a plan is refused. */
export async function review(args: readonly string[], options: ReviewOptions, io: Io): Promise<number> {
  const wantsPlan = options.plan !== false;
  const { report: judged, input } = await runReview(args, { ...options, planAgainst: wantsPlan }, io, true);
  const { graph, environments, project } = input;
  const report = project
    ? {
        ...judged,
        provenance: await provenanceOf(
          stacksIn(environments, project),
          wantsPlan ? await findBinary(io) : undefined,
          project,
          io,
        ),
      }
    : judged;
  const plans = project && wantsPlan ? await plansOf(environments, project, io) : undefined;
  io.signal.throwIfAborted();
  const page = reviewPage(
    assembleReview(graph, shownOf(report, options), {
      plans: plans?.notes,
      frameworks: Object.values(frameworks),
      ofOwnModules: project !== undefined,
    }),
  );
  const folder = write(project?.out ?? resolve(io.cwd, 'terrace.out'), page, report);
  tell(report, folder, options, io);
  if (plans?.failed) return 2;
  return exitCode(report, io);
}

/** Both files or neither, so that page and report are of the same run. */
function write(out: string, page: string, report: Report): string {
  const folder = join(out, 'review');
  const unfinished = temporaryPathFor(folder);
  try {
    try {
      const options = { all: true, width: 100, colour: false, version };
      writeWhole(join(unfinished, 'index.html'), page);
      writeWhole(join(unfinished, 'report.json'), jsonReport(report, options));
      swapIn(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    return folder;
  } catch (error) {
    throw new CliError(`${folder}: ${(error as Error).message}`, 'No page was written.');
  }
}

function tell({ environments }: Report, folder: string, { json }: ReviewOptions, io: Io): void {
  const [page, report] = ['index.html', 'report.json'].map((name) => relative(io.cwd, join(folder, name)));
  if (json) {
    const gates = environments.map(({ gate, ...environment }) => ({ ...environment, passes: gate.passes }));
    print(io, toJson({ page, report, environments: gates }).trimEnd());
    return;
  }
  const paint = colours(io, io.stdout);
  const width = Math.max(...environments.map(({ name }) => name.length));
  for (const environment of environments) {
    const { name, gate } = environment;
    const closed = gate.closedBy.length + gate.closedByWaivers.length;
    const words = `${gateText(environment)}${closed > 0 ? ` by ${counted(closed, 'finding')}` : ''}`;
    print(
      io,
      `${name.padEnd(width)}  ${gate.passes ? paint.green(words) : paint.red(words)}; ${accountText(environment)}`,
    );
  }
  print(io, `wrote ${page} and ${report}`);
}
