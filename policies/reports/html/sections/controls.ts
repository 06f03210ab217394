import type { Status } from '../../../engine/finding';
import type { Review } from '../../../review/review';
import type { ControlReview, FrameworkReview } from '../../../review/controls';
import { html, type Html } from '../html';
import { icon, statusBadge, turn } from '../icons';
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
            <th scope="col">Looked at</th>
            ${environments.map((name) => html`<th scope="col" data-of="${name}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${controls.map((control) => row(control, environments))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function row({ id, title, by, rules, note, verdicts }: ControlReview, environments: readonly string[]): Html {
  const looked = by === 'rule' ? rules.map((rule) => html`<code>${rule}</code> `) : note;
  return html`<tr>
    <th scope="row"><span class="number">${id}</span> <span class="plain">${title}</span></th>
    <td class="small">${by === 'nothing' && icon('unknown')} ${looked}</td>
    ${environments.map((name) => html`<td data-of="${name}">${verdict(by, own(verdicts, name))}</td>`)}
  </tr>`;
}

function own(verdicts: ControlReview['verdicts'], name: string): Status | undefined {
  return Object.hasOwn(verdicts, name) ? verdicts[name] : undefined;
}

function verdict(by: ControlReview['by'], status: Status | undefined): Html {
  if (by !== 'rule') return html`<span class="quiet small">${by === 'construction' ? 'built in' : '–'}</span>`;
  return status ? statusBadge(status) : html`<span class="quiet small">nothing there</span>`;
}
