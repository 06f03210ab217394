import type { EnvironmentReport, Report } from '../../../assessment/report';
import { statuses, type Status } from '../../../engine/finding';
import { severities } from '../../../engine/rule';
import type { EnvironmentReview, Review } from '../../../assessment/review';
import { capped } from '../capped';
import { html, type Html, type Part } from '../html';
import { icon, severityBadge, statusWords } from '../icons';
import type { Section } from '../page';
import { count, dayText, grouped, listed } from '../words';

/** The verdict of each environment's gate, and what they are made of, side by side. */
export function summarySection(review: Review): Section {
  const { report } = review;
  const names = report.environments.map(({ name }) => name);
  const body = html`<div class="title">
      <h1 id="summary-title">Security review of ${listed(names)}</h1>
      <p class="quiet">${dayText(report.date)}</p>
    </div>
    <div class="verdicts">${report.environments.map((environment) => verdict(environment, report))}</div>
    ${comparison(review)}`;
  return { id: 'summary', title: 'Summary', body };
}

function verdict(environment: EnvironmentReport, report: Report): Html {
  const { name, criticality, gate } = environment;
  return html`<article class="card verdict ${gate.passes ? 'open' : 'closed'}" data-of="${name}">
    <header>
      <h2>${name}</h2>
      <span class="tag">${criticality === 'critical' ? 'critical environment' : `${criticality} criticality`}</span>
    </header>
    <div class="gate">${icon(gate.passes ? 'pass' : 'fail')}${gate.passes ? 'Passes its gate' : 'Fails its gate'}</div>
    <p>${gate.passes ? passesBecause(environment) : failsBecause(environment, report)}</p>
    ${countsTable(environment)}
  </article>`;
}

function passesBecause({ gate }: EnvironmentReport): string {
  const { failsOn, unknownFailsOn } = gate;
  const unknown = unknownFailsOn.length > 0 ? `, and no ${listed(unknownFailsOn, 'or')} one is unknown` : '';
  return `No ${listed(failsOn, 'or')} finding fails${unknown}.`;
}

function failsBecause({ gate }: EnvironmentReport, { findings }: Report): Part {
  const closing = gate.closedBy.flatMap((index) => findings[index] ?? []);
  const parts = severities.flatMap((severity) => {
    const number = closing.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${grouped(number)} ${severity}`];
  });
  const waivers = gate.closedByWaivers.length;
  const words = [
    parts.length > 0 && `${listed(parts)} finding${closing.length === 1 ? '' : 's'}`,
    waivers > 0 && count(waivers, 'waiver that does not hold', 'waivers that do not hold'),
  ].filter((word) => word !== false);
  return `Closed by ${words.join(', and by ')}.`;
}

const columns: readonly Status[] = ['fail', 'unknown', 'waived', 'pass'];

function countsTable({ name, counts, gate }: EnvironmentReport): Html {
  const closes = { fail: gate.failsOn, unknown: gate.unknownFailsOn, waived: [], pass: [] } as const;
  return html`<table class="counts number">
    <caption class="sr">
      Verdicts of ${name} by severity
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="sr">Severity</span></th>
        ${columns.map((status) => html`<th scope="col">${statusWords[status]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${severities.map(
        (severity) =>
          html`<tr>
            <th scope="row">${severityBadge(severity)}</th>
            ${columns.map((status) => cell(counts[severity][status], (closes[status] as readonly string[]).includes(severity)))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What closes the gate stands out. */
function cell(number: number, closes: boolean): Html {
  const kind = number === 0 ? 'zero' : closes ? 'closes' : '';
  return html`<td class="${kind}">${number === 0 ? '–' : grouped(number)}</td>`;
}

/** What the comparison says of an environment, where it is known. */
interface Row {
  readonly title: string;
  readonly of: (environment: EnvironmentReport, its: EnvironmentReview | undefined, report: Report) => Part;
}

const rows: readonly Row[] = [
  { title: 'Criticality', of: ({ criticality }) => criticality },
  { title: 'Stacks', of: ({ roots }) => roots.join(', ') },
  { title: 'Resources judged', of: ({ resources }) => grouped(resources) },
  { title: 'Verdicts', of: ({ counts }) => grouped(total(counts)) },
  { title: 'Plan', of: (_, its) => its?.plan && planText(its.plan) },
  { title: 'Data stores', of: (_, its) => its?.stores && storesList(its.stores) },
  { title: 'On the internet', of: (_, its) => its?.onInternet && internetList(its.onInternet) },
  { title: 'Identities', of: (_, its) => its?.identities && identitiesText(its.identities) },
  { title: 'Encryption keys', of: (_, its) => its?.keys && grouped(its.keys.length) },
  { title: 'Waived, opted out', of: ({ name }, _, report) => acceptedText(name, report) },
];

function comparison({ report, environments }: Review): Html {
  const shown = rows.flatMap(({ title, of }) => {
    const cells = report.environments.map((environment) =>
      of(
        environment,
        environments.find(({ name }) => name === environment.name),
        report,
      ),
    );
    return cells.every((part) => part === undefined) ? [] : [{ title, cells }];
  });
  return html`<div class="card compare scroll" role="group" aria-label="The environments side by side" tabindex="0">
    <table>
      <caption class="sr">
        The environments side by side
      </caption>
      <thead>
        <tr>
          <td></td>
          ${report.environments.map(({ name }) => html`<th scope="col" data-of="${name}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ({ title, cells }) =>
            html`<tr>
              <th scope="row">${title}</th>
              ${cells.map((part, index) => html`<td data-of="${report.environments[index]?.name}">${part ?? '–'}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function total(counts: EnvironmentReport['counts']): number {
  return severities.reduce(
    (sum, severity) => sum + statuses.reduce((of, status) => of + counts[severity][status], 0),
    0,
  );
}

function planText(plan: NonNullable<EnvironmentReview['plan']>): Part {
  if ('leftOut' in plan) return html`<span class="quiet">${plan.leftOut}</span>`;
  const { add, change, destroy } = plan;
  return `${grouped(add)} to add, ${grouped(change)} to change, ${grouped(destroy)} to destroy`;
}

function storesList(stores: NonNullable<EnvironmentReview['stores']>): Part {
  if (stores.length === 0) return 'none';
  const { shown, note } = capped(stores, 40, 'stores');
  return html`<ul>
      ${shown.map(
        ({ kind, name, what, encryption }) =>
          html`<li><code>${name}</code> <span class="small quiet">${kind}, ${what}, ${encryption}</span></li>`,
      )}
    </ul>
    ${note}`;
}

function internetList(things: NonNullable<EnvironmentReview['onInternet']>): Part {
  if (things.length === 0) return 'nothing has a public address';
  const { shown, note } = capped(things, 40, 'things');
  return html`<ul>
      ${shown.map(
        ({ label, kind, because, isCertain }) =>
          html`<li>
            <code>${label}</code> <span class="small quiet">${kind}${!isCertain && ', perhaps'}: ${because}</span>
          </li>`,
      )}
    </ul>
    ${note}`;
}

function identitiesText(identities: NonNullable<EnvironmentReview['identities']>): Part {
  const notable = identities.filter((identity) => identity.notable.length > 0).length;
  return `${grouped(identities.length)}${notable > 0 ? `, ${notable} worth a look` : ''}`;
}

function acceptedText(name: string, { findings, optOuts }: Report): Part {
  const waived = findings.filter(({ environment, status }) => environment === name && status === 'waived').length;
  const opted = optOuts.filter(({ environment }) => environment === name).length;
  return `${count(waived, 'finding')} waived, ${count(opted, 'opt-out')}`;
}
