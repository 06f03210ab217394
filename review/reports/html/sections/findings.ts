import { outcomeOf, type Finding } from '../../../engine/finding';
import type { RuleNote } from '../../../assessment/report';
import type { Review } from '../../../assessment/review';
import { groupBy } from '../../../group-by';
import { capped } from '../capped';
import { html, linked, type Html, type Part } from '../html';
import { severityBadge, statusBadge } from '../icons';
import type { Section } from '../section';
import { dayText, idOf, placeText } from '../words';
import { filters } from './filters';

/** The most findings that the page shows, so that browsers stay fast. The number of the others is shown; `report.json` has them all. */
const most = 2000;

/** Every verdict that is not a pass: by rule, worst first, each with what is known of it. */
export function findingsSection({ report }: Review): Section {
  const findings = report.findings.filter(({ status }) => status !== 'pass');
  const { shown, note } = capped(findings, most, 'findings; report.json has them all');
  const groups = [...groupBy(shown, ({ rule }) => rule)];
  const body = html`<p class="lead">
      Findings that fail, are unknown or are waived, most severe first. Unknown: the input does not tell a value that
      the rule needs.
    </p>
    ${
      findings.length === 0
        ? html`<p class="note">
            No rule fails for a resource that was judged, and every value that a rule needs is known.
          </p>`
        : filters(report, shown)
    }
    ${note}
    ${groups.map(([name, its]) =>
      group(
        report.rules.find((rule) => rule.id === name),
        its,
      ),
    )}
    <p class="note" id="none-shown" hidden>
      No finding matches. <button type="reset" form="filters">Show all</button>
    </p>`;
  return { id: 'findings', title: 'Findings', count: findings.length, body };
}

function group(rule: RuleNote | undefined, findings: readonly Finding[]): Html {
  const [first] = findings;
  if (!first) return html``;
  return html`<article class="card rule" data-rule-group aria-labelledby="${idOf('rule', first.rule)}">
    <header>
      <h3 id="${idOf('rule', first.rule)}">${severityBadge(first.severity)} ${first.title}</h3>
      <p class="ids"><code>${[first.rule, ...first.aliases].join(' · ')}</code></p>
      ${rule && html`<p><b>Why</b> ${rule.why}</p>`}
      <p><b>Fix</b> ${first.fix}</p>
    </header>
    ${findings.map((finding) => details(finding))}
  </article>`;
}

function details(finding: Finding): Html {
  const id = idOf('finding', finding.id);
  const { environment, severity, status, rule, constructPath, address } = finding;
  return html`<details
    class="finding"
    id="${id}"
    data-finding
    data-environment="${environment}"
    data-severity="${severity}"
    data-status="${status}"
    data-rule="${rule}"
  >
    <summary>
      ${statusBadge(status)}
      <span><span class="tag">${environment}</span></span>
      <span class="what"
        ><code>${constructPath ?? address}</code> <span class="outcome">${outcome(finding)}</span></span
      >
    </summary>
    <dl class="facts">${facts(finding, id)}</dl>
  </details>`;
}

/** In one line: what is expected, and what is there instead. */
function outcome(finding: Finding): Part {
  const { attribute, expected, message } = finding;
  return expected === undefined ? message : [attribute && html`<code>${attribute}</code>: `, outcomeOf(finding)];
}

function facts(finding: Finding, id: string): Part {
  const { place, writtenAt, waiver } = finding;
  const rows: readonly (readonly [string, Part])[] = [
    ['Place', code(placeText(place))],
    ['Construct', code(finding.constructPath)],
    ['Address', code(finding.address)],
    ['Stack', finding.root],
    ['Written in', placeText(writtenAt) !== placeText(place) && code(placeText(writtenAt))],
    ['Attribute', code(finding.attribute)],
    ['Expected', finding.expected],
    ['Found', finding.found],
    ['Not known', finding.because],
    [waiver?.kind === 'opt-out' ? 'Opted out' : 'Waived', waiver?.reason],
    ['Owner', waiver?.owner],
    ['Ticket', waiver?.ticket && linked(waiver.ticket)],
    ['Until', waiver && (waiver.expires ? dayText(waiver.expires) : 'the code is changed')],
  ];
  const known = rows.flatMap(([title, part]) =>
    part
      ? html`<dt>${title}</dt>
          <dd>${part}</dd>`
      : [],
  );
  return [
    ...known,
    html`<dt class="here">Link</dt>
      <dd class="here"><a href="#${id}">to this finding</a></dd>`,
  ];
}

function code(text: string | undefined): Part {
  return text === undefined ? undefined : html`<code>${text}</code>`;
}
