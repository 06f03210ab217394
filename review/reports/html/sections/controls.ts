import type { Review } from '../../../assessment/review';
import {
  controlOutcomes,
  type ControlOutcome,
  type ControlReview,
  type FrameworkReview,
} from '../../../assessment/controls';
import { groupBy } from '../../../group-by';
import { html, joined, type Html, type Part } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { grouped } from '../words';

/** The controls of each framework, the rules that check each, and the outcome in each environment. */
export function controlsSection({ controls, report }: Review): Section | undefined {
  if (!controls || controls.length === 0) return undefined;
  const environments = report.environments.map(({ name }) => name);
  const body = html`<p class="lead">
      The controls of each framework. Passed and failed come from rules, or from how a module is built. Manual controls
      cannot be checked in Terraform. Controls that are not covered were not checked.
    </p>
    ${controls.map((framework) => card(framework, environments))}`;
  return { id: 'controls', title: 'Controls', count: controls.length, body };
}

function card(framework: FrameworkReview, environments: readonly string[]): Html {
  const { title, counts } = framework;
  return html`<div class="card spaced">
    <div class="scroll" role="group" aria-label="${title}: counts" tabindex="0">
      <table class="passes">
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${controlOutcomes.map((outcome) => html`<th scope="col" class="number">${outcome}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${environments.map(
            (name) =>
              html`<tr data-of="${name}">
                <th scope="row">${name}</th>
                ${controlOutcomes.map((outcome) => html`<td class="number">${grouped(counts[name]?.[outcome] ?? 0)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${fold(framework, environments)}
  </div>`;
}

const ways: readonly (readonly [ControlReview['by'], string])[] = [
  ['rule', 'Checked by a rule'],
  ['construction', 'Met by how modules are built'],
  ['manual', 'Manual'],
  ['not covered', 'Not covered'],
];

function fold({ title, controls }: FrameworkReview, environments: readonly string[]): Html {
  return html`<details class="fold">
    <summary>Each control <span class="quiet small number">${grouped(controls.length)}</span></summary>
    <div class="scroll" role="group" aria-label="Controls of ${title}" tabindex="0">
      <table class="passes">
        <caption class="sr">
          Controls of ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">Control</th>
            <th scope="col">Rules</th>
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

function row({ id, title, rules, outcomes, required }: ControlReview, environments: readonly string[]): Html {
  const isMissing = required !== undefined && environments.some((name) => outcomes[name] === 'failed');
  return html`<tr>
    <th scope="row">${named(id, title)}${isMissing && html`<br /><small>requires ${required}</small>`}</th>
    <td class="small">${rules.map((rule) => html`<code>${rule}</code> `)}</td>
    ${environments.map((name) => html`<td data-of="${name}">${outcome(outcomes[name] ?? 'not covered')}</td>`)}
  </tr>`;
}

function named(id: string, title: string): Html {
  return html`<span class="number">${id}</span>${title !== id && html` <span class="plain">${title}</span>`}`;
}

const icons = { passed: 'pass', failed: 'fail', unknown: 'unknown', waived: 'waived' } as const;

function outcome(word: ControlOutcome): Html {
  if (!Object.hasOwn(icons, word)) return html`<small>${word}</small>`;
  const name = icons[word as keyof typeof icons];
  return html`<span class="badge ${name}">${icon(name)}${word}</span>`;
}

/** Those without a rule, by their note: many have the same. */
function elsewhere(controls: readonly ControlReview[]): Part {
  return ways.slice(1).flatMap(([way, word]) => {
    const its = controls.filter(({ by }) => by === way);
    if (its.length === 0) return [];
    return html`<div class="elsewhere">
      <h3>${word} <small>${grouped(its.length)}</small></h3>
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
