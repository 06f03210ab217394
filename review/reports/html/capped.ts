import { html, type Html } from './html';
import { grouped } from './words';

/** Shows the first entries of a long list, and how many there are in total. */
export function capped<T>(all: readonly T[], most: number, what: string): { shown: readonly T[]; note?: Html } {
  if (all.length <= most) return { shown: all };
  const note = html`<p class="note">The first ${grouped(most)} of ${grouped(all.length)} ${what}.</p>`;
  return { shown: all.slice(0, most), note };
}
