import { statuses, type Finding } from '../../../engine/finding';
import type { Report } from '../../../assessment/report';
import { severities } from '../../../engine/rule';
import { html, type Html } from '../html';
import { icon, statusWords } from '../icons';

/**
 * The form above the findings. It says nothing without the script, so it is hidden until that runs. The environment is
 * chosen in the bar at the top, for all sections alike, and here once more.
 */
export function filters(report: Report, findings: readonly Finding[]): Html {
  const rules = report.rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  return html`<form class="card filters" id="filters" aria-label="Filter the findings" data-needs-script hidden>
    ${chips(
      'severity',
      'Severity',
      severities.map((severity) => [severity, severity]),
    )}
    ${chips(
      'status',
      'Status',
      statuses.filter((status) => status !== 'pass').map((status) => [status, statusWords[status]]),
    )}
    <div class="picks">
      <div>
        <label class="label" for="filter-environment">Environment</label>
        <select id="filter-environment" name="env">
          <option value="">all</option>
          ${report.environments.map(({ name }) => html`<option value="${name}">${name}</option>`)}
        </select>
      </div>
      <div>
        <label class="label" for="filter-rule">Rule</label>
        <select id="filter-rule" name="rule">
          <option value="">all</option>
          ${rules.map(({ id }) => html`<option value="${id}">${id}</option>`)}
        </select>
      </div>
      <div class="wide">
        <label class="label" for="filter-text">Text</label>
        <input
          type="search"
          id="filter-text"
          name="q"
          placeholder="a construct, an address, a file"
          autocomplete="off"
          spellcheck="false"
        />
      </div>
    </div>
    <div class="result">
      <span role="status" id="shown" class="number">${findings.length} of ${findings.length} findings</span>
      <span>
        <button type="button" id="open-all">Open all</button>
        <button type="reset">Reset</button>
      </span>
    </div>
  </form>`;
}

type Chip = Parameters<typeof icon>[0];

function chips(name: string, title: string, values: readonly (readonly [Chip, string])[]): Html {
  return html`<fieldset>
    <legend>${title}</legend>
    <div class="chips">
      ${values.map(
        ([value, word]) =>
          html`<label
            ><input type="checkbox" name="${name}" value="${value}" /><span class="chip"
              >${icon(value)}${word} <span class="number" data-count="${name}:${value}"></span></span
          ></label>`,
      )}
    </div>
  </fieldset>`;
}
