import type { Report } from '../assessment/report';

/** What a report shows, and how. */
export interface ReportOptions {
  /** Passes too. */
  readonly all: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** Of Terrace. */
  readonly version: string;
}

/** A report as text, ending in a new line. */
export type Format = (report: Report, options: ReportOptions) => string;
