import type { Report, RuleNote } from '../../../assessment/report';
import type { Review } from '../../../assessment/review';
import { groupBy } from '../../../group-by';
import { html, type Html } from '../html';
import { severityBadge } from '../icons';
import type { Section } from '../section';
import { count, grouped } from '../words';

/** The passed checks, as numbers: of which rules, for how many resources. */
export function passesSection({ report }: Review): Section | undefined {
  if (report.rules.length === 0) return undefined;
  const passes = report.findings.filter(({ status }) => status === 'pass');
  const numbers = groupBy(passes, ({ rule, environment }) => `${rule} ${environment}`);
  const judged = new Set(report.findings.map(({ rule }) => rule));
  const asked = report.rules.filter(({ id }) => judged.has(id));
  const silent = report.rules.filter(({ id }) => !judged.has(id));
  const body = html`<p class="lead">
      ${count(passes.length, 'check')} passed. ${count(asked.length, 'rule')} applied; ${grouped(silent.length)} had
      nothing to check.
    </p>
    <div class="card">
      ${[...groupBy(asked, ({ id }) => serviceOf(id))].map(([service, rules]) =>
        fold(service, rules, report, (rule, environment) => numbers.get(`${rule} ${environment}`)?.length ?? 0),
      )}
      ${silent.length > 0 && silentFold(silent)}
    </div>`;
  return { id: 'passed', title: 'Passed checks', count: passes.length, body };
}

function fold(
  service: string,
  rules: readonly RuleNote[],
  { environments }: Report,
  numberOf: (rule: string, environment: string) => number,
): Html {
  const total = rules.reduce(
    (sum, { id }) => sum + environments.reduce((of, { name }) => of + numberOf(id, name), 0),
    0,
  );
  return html`<details class="fold">
    <summary>
      ${service}
      <span class="quiet small number">${count(rules.length, 'rule')}, ${count(total, 'pass', 'passes')}</span>
    </summary>
    <div class="scroll" role="group" aria-label="Rules of ${service}" tabindex="0">
      <table class="passes">
        <caption class="sr">
          Passes of the rules of ${service}
        </caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Severity</th>
            ${environments.map(({ name }) => html`<th scope="col" class="number" data-of="${name}">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rules.map(
            ({ id, title, severity }) =>
              html`<tr>
                <th scope="row">${title} <code class="quiet">${id}</code></th>
                <td>${severityBadge(severity)}</td>
                ${environments.map(
                  ({ name }) => html`<td class="number" data-of="${name}">${numberOf(id, name) || '–'}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function silentFold(rules: readonly RuleNote[]): Html {
  return html`<details class="fold">
    <summary>
      Not applicable
      <span class="quiet small number">${count(rules.length, 'rule')} without a resource to check</span>
    </summary>
    <ul class="plain-list">
      ${rules.map(({ id, title }) => html`<li>${title} <code class="quiet">${id}</code></li>`)}
    </ul>
  </details>`;
}

function serviceOf(rule: string): string {
  return rule.split('/')[0] ?? rule;
}
