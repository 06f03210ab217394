import type { Changes, Difference, EnvironmentChanges, StatefulChange } from '../../../assessment/changes';
import type { Finding } from '../../../engine/finding';
import type { Review } from '../../../assessment/review';
import { html, type Html, type Part } from '../html';
import { icon, severityBadge, statusBadge } from '../icons';
import type { Section } from '../page';
import { count, grouped } from '../words';

/** What differs from an older judgement: what is open that was not, what is lost, what is mended. */
export function changesSection({ report }: Review): Section | undefined {
  const { changes } = report;
  if (!changes) return undefined;
  const at = (positions: readonly number[]) => positions.flatMap((index) => report.findings[index] ?? []);
  const [fresh, regressed] = [at(changes.new), at(changes.regressed)];
  const made = changes.environments.map((environment) => {
    const its = (findings: readonly Finding[], name = environment.name) =>
      findings.filter((finding) => finding.environment === name);
    const lost = its(regressed).filter((one) => !fresh.includes(one));
    return partsOf(environment, [
      findingList('New faults', its(fresh)),
      findingList('Held before, and hold no longer', lost),
      findingList('Fixed', its(changes.fixed, environment.was), true),
    ]);
  });
  const numbers = [count(fresh.length, 'new fault'), `${changes.fixed.length || 'none'} fixed`];
  const body = html`<p class="lead">
      Compared with <code>${changes.against}</code>: ${numbers.join(', ')}, ${grouped(changes.unchanged)} unchanged.
    </p>
    ${
      made.every((parts) => parts.length === 0)
        ? html`<p class="note">${same}</p>`
        : changes.environments.map((environment, index) => ofEnvironment(environment, made[index] ?? []))
    }`;
  return { id: 'changes', title: 'What changed', count: numberOf(changes), body };
}

function numberOf(changes: Changes): number {
  const rest = changes.environments.reduce(
    (sum, { reachable, allowed, stateful }) => sum + reachable.added.length + allowed.added.length + stateful.length,
    0,
  );
  return changes.new.length + rest;
}

const same = 'Nothing differs: who reaches whom, who may do what, what keeps data, what does not hold.';

function partsOf(
  { was, reachable, allowed, stateful }: EnvironmentChanges,
  findings: readonly Part[],
): readonly Part[] {
  return [
    was === undefined && html`<p>This environment is new.</p>`,
    statefulList(stateful),
    ...findings,
    lines('Newly reachable', reachable, 'added'),
    lines('No longer reachable', reachable, 'removed'),
    lines('Newly allowed', allowed, 'added'),
    lines('No longer allowed', allowed, 'removed'),
  ].filter((part) => part !== undefined && part !== false);
}

function ofEnvironment({ name, was }: EnvironmentChanges, parts: readonly Part[]): Html {
  const before = was !== undefined && was !== name && html` <span class="quiet small">was ${was}</span>`;
  return html`<div class="environment" data-of="${name}">
    <h3>${name}${before}</h3>
    ${parts.length === 0 ? html`<p class="note">${same}</p>` : html`<div class="card changes">${parts}</div>`}
  </div>`;
}

function statefulList(changes: readonly StatefulChange[]): Part {
  if (changes.length === 0) return undefined;
  return html`<h4>${icon('critical')} Data at risk</h4>
    <ul>
      ${changes.map(
        ({ kind, address, constructPath, because }) =>
          html`<li><b>${kind}</b> <code>${constructPath ?? address}</code>${because && html`: ${because}`}</li>`,
      )}
    </ul>`;
}

/** More than that is told as a number: `report.json` has them. */
const most = 100;

function lines(title: string, difference: Difference, kind: 'added' | 'removed'): Part {
  const all = difference[kind];
  if (all.length === 0) return undefined;
  return html`<h4>${title} <span class="quiet small">${grouped(all.length)}</span></h4>
    <ul class="${kind}">
      ${all.slice(0, most).map((line) => html`<li>${kind === 'added' ? '+' : '−'} <code>${line}</code></li>`)}
      ${all.length > most && html`<li class="quiet">and ${grouped(all.length - most)} more, in report.json</li>`}
    </ul>`;
}

function findingList(title: string, findings: readonly Finding[], isGone = false): Part {
  if (findings.length === 0) return undefined;
  return html`<h4>${title} <span class="quiet small">${grouped(findings.length)}</span></h4>
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
