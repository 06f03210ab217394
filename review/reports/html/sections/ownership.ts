import type { OwnershipNote } from '../../../assessment/ownership';
import type { Review } from '../../../assessment/review';
import { capped } from '../capped';
import { html, joined, type Html } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { count, placeText } from '../words';

/** Values that something else writes after the first apply, by environment: who, and what Terraform still decides. */
export function ownershipSection({ report }: Review): Section {
  const { notes, gaps } = report.ownership;
  const body = html`<p class="lead">
      Values that Terraform writes once, or never, and then leaves alone (<code>lifecycle.ignore_changes</code>). A plan
      shows no drift of them.
    </p>
    ${report.environments.map(({ name, criticality }) => {
      const own = notes.filter(({ environment }) => environment === name);
      return html`<div class="environment" data-of="${name}">
        <h3>${name} <small>${criticality}</small></h3>
        ${gaps
          .filter(({ environment }) => environment === name)
          .map(({ because }) => html`<p class="note">${icon('unknown')} Not known: ${because}.</p>`)}
        ${own.length === 0 ? html`<p class="note">Terraform decides every value that it writes.</p>` : table(name, own)}
      </div>`;
    })}`;
  return { id: 'ownership', title: 'What Terraform does not decide', count: notes.length, body };
}

function table(environment: string, all: readonly OwnershipNote[]): Html {
  const { shown, note } = capped(all, 1000, 'values');
  return html`<div
      class="card scroll"
      role="group"
      aria-label="What Terraform does not decide in ${environment}"
      tabindex="0"
    >
      <table class="ownership">
        <caption class="sr">
          ${count(all.length, 'value')} of ${environment}
        </caption>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">Value</th>
            <th scope="col">Written by</th>
            <th scope="col">Terraform still decides</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(row)}
        </tbody>
      </table>
    </div>
    ${note}`;
}

function row({ address, constructPath, type, attributes, what, writer, decided, place }: OwnershipNote): Html {
  const names = joined(
    attributes.map((name) => html`<code>${name}</code>`),
    ', ',
  );
  return html`<tr>
    <th scope="row"><code>${constructPath ?? address}</code><br /><small>${type}</small></th>
    <td>${names}${what && html`<br /><small>${what}</small>`}</td>
    <td>
      ${/^not known/.test(writer) ? html`<span class="badge unknown">${icon('unknown')}${writer}</span>` : writer}
    </td>
    <td>${decided}</td>
    <td><code class="quiet">${placeText(place)}</code></td>
  </tr>`;
}
