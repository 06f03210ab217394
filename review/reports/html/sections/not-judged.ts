import type { Review } from '../../../assessment/review';
import { notJudgedIn, notJudgedText, type NotJudgedGroup } from '../../not-judged';
import { capped } from '../capped';
import { html, type Html } from '../html';
import type { Section } from '../section';
import { count, placeText } from '../words';

/** Resources and modules that no rule checked, and why. */
export function notJudgedSection({ report }: Review): Section {
  const environments = report.environments.flatMap((environment) => {
    const groups = notJudgedIn(report, environment.name);
    return groups.length === 0 ? [] : [{ environment, groups }];
  });
  const body = html`<p class="lead">
      Resources and modules that no rule checked. The rest of this page says nothing about them.
    </p>
    ${environments.length === 0 && html`<p class="note">Every resource of the input was judged, or no rule applies to it.</p>`}
    ${environments.map(
      ({ environment, groups }) =>
        html`<div class="environment" data-of="${environment.name}">
          <h3>${environment.name} <small>${notJudgedText(environment)}</small></h3>
          ${groups.map(table)}
        </div>`,
    )}`;
  return { id: 'not-judged', title: 'Not judged', count: report.notJudged.length, body };
}

function table({ title, things }: NotJudgedGroup): Html {
  const { shown, note } = capped(things, 500, 'kinds; report.json has them all');
  return html`<div class="card spaced scroll" role="group" aria-label="${title}" tabindex="0">
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(({ name, because, items }) => {
            const first = items.slice(0, 20);
            return html`<tr>
              <th scope="row">
                <code>${name}</code>${because !== undefined && html`<br /><span class="plain">${because}</span>`}
              </th>
              <td>
                ${first.map(
                  ({ constructPath, address, place }) =>
                    html`<code>${constructPath ?? address}</code> <small>${placeText(place)}</small><br />`,
                )}
                ${items.length > first.length && html`<span class="quiet">and ${count(items.length - first.length, 'other')}</span>`}
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${note}`;
}
