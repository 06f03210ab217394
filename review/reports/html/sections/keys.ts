import type { KeyUser, KeyView } from '../../../iam/views';
import type { Review } from '../../../assessment/review';
import { capped } from '../capped';
import { html, joined, type Html, type Part } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { count } from '../words';
import { byEnvironment } from './by-environment';

/** Each KMS key: what it encrypts, who can use it and who can administer it. */
export function keysSection(review: Review): Section | undefined {
  if (review.environments.every(({ keys }) => keys === undefined)) return undefined;
  const all = review.environments.flatMap(({ keys }) => keys ?? []);
  const body = html`<p class="lead">KMS keys: what each encrypts, who can use it, and who can administer it.</p>
    ${byEnvironment(review, ({ name, keys }) => {
      if (!keys) return undefined;
      return keys.length === 0 ? html`<p class="note">No KMS keys in this environment.</p>` : table(name, keys);
    })}`;
  return { id: 'keys', title: 'KMS keys', count: all.length, body };
}

function table(environment: string, all: readonly KeyView[]): Html {
  const { shown: keys, note } = capped(all, 500, 'keys');
  return html`<div class="card scroll" role="group" aria-label="Keys of ${environment}" tabindex="0">
      <table class="keys">
        <caption>
          ${count(all.length, 'key')} of ${environment}
        </caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Encrypts</th>
            <th scope="col">Used by</th>
            <th scope="col">Administered by</th>
          </tr>
        </thead>
        <tbody>
          ${keys.map(row)}
        </tbody>
      </table>
    </div>
    ${note}`;
}

function row({
  name,
  rotation,
  deletionWindowDays,
  multiRegion,
  encrypts,
  users,
  administrators,
  unknown,
}: KeyView): Html {
  return html`<tr>
    <th scope="row">
      <code>${name}</code><br />
      <small>
        ${rotationText(rotation)}${
          deletionWindowDays !== undefined && html`<br />deletion window ${count(deletionWindowDays, 'day')}`
        }${multiRegion && html`<br />multi-Region`}
      </small>
      ${unknown.map((text) => html`<br /><span class="badge unknown">${icon('unknown')}${text}</span>`)}
    </th>
    <td>
      ${
        encrypts.length === 0
          ? 'nothing that is here'
          : html`<ul>
              ${encrypts.map(
                ({ constructPath, address, type }) =>
                  html`<li><code>${constructPath ?? address}</code> <small>${type}</small></li>`,
              )}
            </ul>`
      }
    </td>
    <td>${people(users)}</td>
    <td>${people(administrators)}</td>
  </tr>`;
}

function rotationText({ on, periodDays, unknown, none }: KeyView['rotation']): Part {
  if (none) return none;
  if (unknown) return html`${icon('unknown')} rotation not known: ${unknown}`;
  if (!on) return html`${icon('fail')} not rotated`;
  return html`${icon('pass')} rotated every ${periodDays === undefined ? 'year' : count(periodDays, 'day')}`;
}

function people(users: readonly KeyUser[]): Part {
  if (users.length === 0) return 'nobody';
  return html`<ul>
    ${users.map(
      ({ name, conditions, through }) =>
        html`<li>
          <code>${name}</code> <small>${through}</small>
          ${
            conditions.length > 0 &&
            html`<br /><small
                >where
                ${joined(
                  conditions.map((one) => html`<code>${one}</code>`),
                  ' and ',
                )}</small
              >`
          }
        </li>`,
    )}
  </ul>`;
}
