import type { CellView, MatrixView } from '../../../reach/views';
import type { Review } from '../../../assessment/review';
import { html, type Html } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { byEnvironment } from './by-environment';

/** Who can open a connection to whom: a row for each source, a column for each target. */
export function reachabilitySection(review: Review): Section | undefined {
  if (review.environments.every(({ reachability }) => reachability === undefined)) return undefined;
  const pairs = review.environments.flatMap(({ reachability }) => reachability?.pairs ?? []);
  const open = pairs.reduce((sum, { reachable, unknown, notJudged }) => sum + reachable + unknown + notJudged, 0);
  const body = html`<p class="lead">
      What each row can reach in each column, through routes, network ACLs and security groups. Open a cell for the
      path, or for what blocks it.
    </p>
    ${byEnvironment(review, ({ reachability }) => reachability && matrix(reachability))}`;
  return { id: 'reachability', title: 'Reachability', count: open, body };
}

function matrix(view: MatrixView): Html {
  const { groups, notModelled, notRead } = view;
  const isEmpty = groups.length < 2;
  if (isEmpty && notModelled.length + notRead.length === 0)
    return html`<p class="note">No resource in a VPC in this environment.</p>`;
  return html`${isEmpty ? undefined : groups.length > most ? list(view) : table(view)}
  ${notRead.length > 0 ? html`<p class="note">Not judged: the resources in ${some(notRead)}, which were not read.</p>` : undefined}
  ${
    notModelled.length > 0
      ? html`<p class="note">Not judged: ${some(notModelled)}. Reachability does not cover these types.</p>`
      : undefined
  }`;
}

const some = (names: readonly string[]) =>
  names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');

function table({ environment, groups, cells }: MatrixView): Html {
  const found = new Map(cells.map((cell) => [JSON.stringify([cell.from, cell.to]), cell]));
  return html`<div class="card scroll" role="group" aria-label="Reachability in ${environment}" tabindex="0">
    <table class="matrix">
      <caption class="sr">
        Reachability in ${environment}
      </caption>
      <thead>
        <tr>
          <td class="corner">from, to</td>
          ${groups.map(({ label, kind }) => html`<th scope="col">${label}${named(kind, label)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${groups.map(
          (from) =>
            html`<tr>
              <th scope="row">${from.label}${named(from.kind, from.label)}</th>
              ${groups.map((to) => cellOf(found.get(JSON.stringify([from.id, to.id]))))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** More would be a table that nobody can read, a megabyte wide. */
const most = 24;

function list({ environment, groups, cells, pairs }: MatrixView): Html {
  const labels = new Map(groups.map(({ id, label }) => [id, label]));
  const open = cells.filter(({ verdict }) => verdict !== 'blocked');
  return html`<div class="card scroll" role="group" aria-label="Reachability in ${environment}" tabindex="0">
    <table>
      <caption>
        ${countText(groups.length, pairs)}
      </caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Open</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        ${open.map(
          (cell) =>
            html`<tr>
              <th scope="row">${labels.get(cell.from) ?? cell.from}</th>
              <td>${labels.get(cell.to) ?? cell.to}</td>
              <td>${icon(looks[cell.verdict].icon)} ${wordOf(cell)}</td>
              <td>${cell.because}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function countText(groups: number, { reachable, unknown, blocked, notJudged }: MatrixView['pairs']): string {
  const all = reachable + unknown + blocked + notJudged;
  const rest = notJudged > 0 ? `; ${notJudged} not judged` : '';
  return `${all} pairs of ${groups} groups: ${reachable} reachable, ${unknown} unknown, both listed; ${blocked} blocked, not listed${rest}.`;
}

function named(kind: string, label: string): Html | undefined {
  return kind === '' || kind === label ? undefined : html`<br /><small>${kind}</small>`;
}

const looks = {
  reachable: { kind: 'reachable', icon: 'reach' },
  blocked: { kind: 'blocked', icon: 'stop' },
  unknown: { kind: 'maybe', icon: 'unknown' },
} as const;

function cellOf(cell: CellView | undefined): Html {
  if (!cell) return html`<td class="self"><span class="sr">itself</span></td>`;
  const look = looks[cell.verdict];
  return html`<td class="${look.kind}">
    <details>
      <summary>${icon(look.icon)} ${wordOf(cell)}</summary>
      <p>${cell.because}</p>
    </details>
  </td>`;
}

function wordOf({ verdict, traffic }: CellView): string {
  if (verdict === 'blocked') return 'blocked';
  return verdict === 'unknown' ? `unknown: ${traffic}` : traffic;
}
