import type { Changes, Difference, EnvironmentChanges } from '../../../assessment/changes';
import type { ResourceDifference } from '../../../assessment/resource-differences';
import type { Finding } from '../../../engine/finding';
import type { Review } from '../../../assessment/review';
import type { PlannedChange } from '../../../plan/change';
import { countsText } from '../../../plan/text';
import { plannedLines } from '../../planned';
import { differenceText, resourceCounts } from '../../differences';
import { html, type Html, type Part } from '../html';
import { icon, severityBadge, statusBadge } from '../icons';
import type { Section } from '../section';
import { count, grouped } from '../words';

/** What differs from an older review: new findings, what passed before, what is fixed, what happened to resources. */
export function changesSection({ report }: Review): Section | undefined {
  const { changes } = report;
  if (!changes) return undefined;
  const at = (ids: readonly string[]) => report.findings.filter(({ id }) => ids.includes(id));
  const [fresh, regressed] = [at(changes.new), at(changes.regressed)];
  const waived = at(changes.changedUnderWaiver);
  const partsByEnvironment = changes.environments.map((environment) => {
    const its = (findings: readonly Finding[], name = environment.name) =>
      findings.filter((finding) => finding.environment === name);
    const lost = its(regressed).filter((one) => !fresh.includes(one));
    return partsOf(environment, [
      findingList('New findings', its(fresh)),
      findingList('Passed before', lost),
      findingList('Changed since they were waived', its(waived)),
      findingList('Fixed', its(changes.fixed, environment.was), true),
    ]);
  });
  const numbers = [count(fresh.length, 'new finding'), `${grouped(changes.fixed.length)} fixed`];
  const body = html`<p class="lead">
      Compared with <code>${changes.against}</code>: ${numbers.join(', ')}, ${grouped(changes.unchanged)} unchanged.
    </p>
    ${
      partsByEnvironment.every((parts) => parts.length === 0)
        ? html`<p class="note">${same}</p>`
        : changes.environments.map((environment, index) => ofEnvironment(environment, partsByEnvironment[index] ?? []))
    }`;
  return { id: 'changes', title: 'What changed', count: numberOf(changes), body };
}

function numberOf(changes: Changes): number {
  const rest = changes.environments.reduce(
    (sum, { reachable, allowed, resources }) => sum + reachable.added.length + allowed.added.length + resources.length,
    0,
  );
  return changes.new.length + rest;
}

const same = 'No changes in findings, resources, reachability or permissions.';

function partsOf(
  { was, reachable, allowed, resources, planned }: EnvironmentChanges,
  findings: readonly Part[],
): readonly Part[] {
  return [
    was === undefined && html`<p>This environment is new.</p>`,
    lostList(resources),
    ...findings,
    lines('Newly reachable', reachable, 'added'),
    lines('No longer reachable', reachable, 'removed'),
    lines('Newly allowed', allowed, 'added'),
    lines('No longer allowed', allowed, 'removed'),
    planned ? plannedList(planned) : resourceList(resources),
  ].filter((part) => part !== undefined && part !== false);
}

function ofEnvironment({ name, was }: EnvironmentChanges, parts: readonly Part[]): Html {
  const before = was !== undefined && was !== name && html` <small>was ${was}</small>`;
  return html`<div class="environment" data-of="${name}">
    <h3>${name}${before}</h3>
    ${parts.length === 0 ? html`<p class="note">${same}</p>` : html`<div class="card changes">${parts}</div>`}
  </div>`;
}

function lostList(resources: readonly ResourceDifference[]): Part {
  const lost = resources.filter(({ kind, holdsData }) => holdsData && (kind === 'removed' || kind === 'replaced'));
  if (lost.length === 0) return undefined;
  return html`<h4>${icon('critical')} Data at risk</h4>
    <ul>
      ${lost.map((one) => html`<li>${differenceText(one)}</li>`)}
    </ul>`;
}

function resourceList(resources: readonly ResourceDifference[]): Part {
  if (resources.length === 0) return undefined;
  return html`<h4>Resources <small>${resourceCounts(resources)}</small></h4>
    <ul>
      ${resources.slice(0, most).map((one) => html`<li><code>${differenceText(one)}</code></li>`)}
      ${resources.length > most && html`<li class="quiet">and ${grouped(resources.length - most)} more, in report.json</li>`}
    </ul>`;
}

/** What the provider says becomes of resources, beside the findings that change. */
function plannedList(changes: readonly PlannedChange[]): Part {
  const lines = plannedLines(changes);
  if (lines.length === 0) return undefined;
  return html`<h4>What the provider would do <small>${countsText(changes)}</small></h4>
    <ul>
      ${lines.slice(0, most).map((line) => html`<li><code>${line}</code></li>`)}
      ${lines.length > most && html`<li class="quiet">and ${grouped(lines.length - most)} more, in report.json</li>`}
    </ul>`;
}

/** Of more lines than this only the number is shown; `report.json` has them. */
const most = 100;

function lines(title: string, difference: Difference, kind: 'added' | 'removed'): Part {
  const all = difference[kind];
  if (all.length === 0) return undefined;
  return html`<h4>${title} <small>${grouped(all.length)}</small></h4>
    <ul class="${kind}">
      ${all.slice(0, most).map((line) => html`<li>${kind === 'added' ? '+' : '−'} <code>${line}</code></li>`)}
      ${all.length > most && html`<li class="quiet">and ${grouped(all.length - most)} more, in report.json</li>`}
    </ul>`;
}

function findingList(title: string, findings: readonly Finding[], isGone = false): Part {
  if (findings.length === 0) return undefined;
  return html`<h4>${title} <small>${grouped(findings.length)}</small></h4>
    <ul>
      ${findings.slice(0, most).map(
        ({ severity, status, title: what, constructPath, address }) =>
          html`<li>
            ${severityBadge(severity)} ${!isGone && statusBadge(status)} ${what}:
            <code>${constructPath ?? address}</code>
          </li>`,
      )}
      ${findings.length > most && html`<li class="quiet">and ${grouped(findings.length - most)} more, in report.json</li>`}
    </ul>`;
}
