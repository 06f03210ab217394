import { relative, resolve } from 'node:path';
import type { Report } from '../../review/assessment/report';
import { json } from '../../review/reports/json';
import { junit } from '../../review/reports/junit';
import { markdown } from '../../review/reports/markdown';
import type { ReportOptions } from '../../review/reports/options';
import { sarif } from '../../review/reports/sarif';
import { text } from '../../review/reports/text';
import { version } from '../../package.json';
import { CliError } from '../errors';
import { writeWhole } from '../files';
import { colours, say, type Io } from '../io';
import type { ReviewInput } from './input';

/** A report as text; the page shows the graph that was judged as well. */
export type Render = (report: Report, options: ReportOptions, input: ReviewInput) => string;

const formats: Readonly<Record<string, () => Promise<Render>>> = {
  text: async () => text,
  json: async () => json,
  sarif: async () => sarif,
  junit: async () => junit,
  markdown: async () => markdown,
  html: async () => {
    const { reviewPage } = await import('../../review/reports/html/page');
    const { assembleReview } = await import('../../review/assessment/assemble');
    const { frameworks } = await import('../../policies/controls');
    return (report, _, { graph, project }) =>
      reviewPage(
        assembleReview(graph, report, {
          frameworks: Object.values(frameworks),
          ofOwnModules: project !== undefined,
        }),
      );
  },
};

export interface OutputOptions {
  readonly format?: string;
  /** Short for `--format json`. */
  readonly json?: boolean;
  readonly output?: string;
  readonly all?: boolean;
}

/** The function that writes the requested format. Called first, so that a typo fails at once. */
export async function formatFor({ format, json }: OutputOptions): Promise<Render> {
  if (json && format !== undefined && format !== 'json') {
    throw new CliError(`--json and --format ${format} cannot be used together`);
  }
  const name = json ? 'json' : (format ?? 'text');
  const load = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (!load) {
    throw new CliError(`--format: expected ${Object.keys(formats).join(', ')}, found ${JSON.stringify(name)}`);
  }
  return load();
}

/** Whether a format shows reachability and permissions, which are not computed for the others. */
export function showsPostures({ format, json }: OutputOptions): boolean {
  return Boolean(json) || format === 'json';
}

/** Prints a report, or writes it to a file, whole or not at all. */
export function show(report: Report, input: ReviewInput, render: Render, { output, all }: OutputOptions, io: Io): void {
  const stream = io.stdout;
  const options: ReportOptions = {
    all: Boolean(all),
    width: Math.min(stream.isTTY ? stream.columns || 80 : 100, 100),
    colour: output === undefined && colours(io, stream).isColorSupported,
    version,
  };
  const shown = render(report, options, input);
  if (output === undefined) {
    stream.write(shown);
    return;
  }
  const path = resolve(io.cwd, output);
  try {
    writeWhole(path, shown);
  } catch (error) {
    throw new CliError(`--output ${output}: ${(error as Error).message}`);
  }
  say(io, `wrote ${relative(io.cwd, path)}`);
}
