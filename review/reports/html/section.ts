import type { Html } from './html';

/** A part of the page. Absent where the review has no data for it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** How many things it shows, for the list of sections. */
  readonly count?: number;
  readonly body: Html;
}
