import type { Status } from '../../../engine/finding';
import type { Review } from '../../../assessment/review';
import type { ControlReview, FrameworkReview } from '../../../assessment/controls';
import { groupBy } from '../../../group-by';
import { html, joined, type Html, type Part } from '../html';
import { statusBadge, turn } from '../icons';
import type { Section } from '../page';
import { grouped } from '../words';

/** Which controls of each framework are looked at, by what, and what that says. */
export function controlsSection({ controls, report }: Review): Section | undefined {
  if (!controls || controls.length === 0) return undefined;
  const environments = report.environments.map(({ name }) => name);
  const body = html`<p class="lead">
      Controls that others ask about: those that a rule looks at, that a module meets by how it is built, and that no
      Terraform tells.
    </p>
    <div class="card">${controls.map((framework) => fold(framework, environments))}</div>`;
  return { id: 'controls', title: 'Controls', count: controls.length, body };
}

const ways: readonly (readonly [ControlReview['by'], string])[] = [
  ['rule', 'by a rule'],
  ['construction', 'by construction'],
  ['out of sight', "out of Terraform's sight"],
  ['nothing', 'by nothing'],
];

function fold({ title, controls }: FrameworkReview, environments: readonly string[]): Html {
  const numbers = ways.flatMap(([way, word]) => {
    const number = controls.filter(({ by }) => by === way).length;
    return number === 0 ? [] : [`${grouped(number)} ${word}`];
  });
  return html`<details class="fold">
    <summary>${turn} ${title} <span class="quiet small number">${numbers.join(', ')}</span></summary>
    <div class="scroll" role="group" aria-label="Controls of ${title}" tabindex="0">
      <table class="passes">
        <caption class="sr">
          Controls of ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">Control</th>
            <th scope="col">Looked at by</th>
            ${environments.map((name) => html`<th scope="col" data-of="${name}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${controls.filter(({ by }) => by === 'rule').map((control) => row(control, environments))}
        </tbody>
      </table>
    </div>
    ${elsewhere(controls)}
  </details>`;
}

function row({ id, title, rules, verdicts }: ControlReview, environments: readonly string[]): Html {
  return html`<tr>
    <th scope="row">${named(id, title)}</th>
    <td class="small">${rules.map((rule) => html`<code>${rule}</code> `)}</td>
    ${environments.map((name) => html`<td data-of="${name}">${verdict(own(verdicts, name))}</td>`)}
  </tr>`;
}

function named(id: string, title: string): Html {
  return html`<span class="number">${id}</span>${title !== id && html` <span class="plain">${title}</span>`}`;
}

function own(verdicts: ControlReview['verdicts'], name: string): Status | undefined {
  return Object.hasOwn(verdicts, name) ? verdicts[name] : undefined;
}

function verdict(status: Status | undefined): Html {
  return status ? statusBadge(status) : html`<span class="quiet small">nothing there</span>`;
}

/** Those without a rule, by what is said of them instead: it is the same of many. */
function elsewhere(controls: readonly ControlReview[]): Part {
  return ways.slice(1).flatMap(([way, word]) => {
    const its = controls.filter(({ by }) => by === way);
    if (its.length === 0) return [];
    return html`<div class="elsewhere">
      <h3>Looked at ${word} <span class="quiet small">${grouped(its.length)}</span></h3>
      <dl>
        ${[...groupBy(its, ({ note = '' }) => note)].map(
          ([note, same]) =>
            html`<dt>
                ${joined(
                  same.map(({ id, title }) => named(id, title)),
                  same.some(({ id, title }) => id !== title) ? html`<br />` : ', ',
                )}
              </dt>
              <dd>${note}</dd>`,
        )}
      </dl>
    </div>`;
  });
}
