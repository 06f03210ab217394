import type { EnvironmentReport, Report } from '../../../assessment/report';
import { statuses, type Status } from '../../../engine/finding';
import { severities } from '../../../engine/rule';
import type { EnvironmentReview, Review } from '../../../assessment/review';
import { capped } from '../capped';
import { html, type Html, type Part } from '../html';
import { icon, severityBadge, statusWords } from '../icons';
import type { Section } from '../section';
import { count, dayText, grouped, listed } from '../words';

/** The gate of each environment, and the environments side by side. */
export function summarySection(review: Review): Section {
  const { report } = review;
  const names = report.environments.map(({ name }) => name);
  const body = html`<div class="title">
      <h1 id="summary-title">Security review of ${listed(names)}</h1>
      <p class="quiet">${dayText(report.date)}</p>
    </div>
    <div class="verdicts">${report.environments.map((environment) => verdict(environment))}</div>
    ${comparison(review)}`;
  return { id: 'summary', title: 'Summary', body };
}

function verdict(environment: EnvironmentReport): Html {
  const { name, criticality, gate } = environment;
  return html`<article class="card verdict ${gate.passes ? 'open' : 'closed'}" data-of="${name}">
    <header>
      <h2>${name}</h2>
      <span class="tag">${criticality} criticality</span>
    </header>
    <div class="gate">
      ${icon(gate.passes ? 'pass' : 'fail')}${gate.passes ? 'The gate passes' : 'The gate is closed'}
    </div>
    <p>${gate.passes ? passesBecause(environment) : closedBecause(environment)}</p>
    <p class="small">${judgedText(environment)}</p>
    ${countsTable(environment)}
  </article>`;
}

function passesBecause({ gate }: EnvironmentReport): string {
  const { failsOn, unknownFailsOn } = gate;
  const unknown = unknownFailsOn.length > 0 ? `, and no ${listed(unknownFailsOn, 'or')} one is unknown` : '';
  return `No ${listed(failsOn, 'or')} finding fails${unknown}.`;
}

function closedBecause({ gate, counts }: EnvironmentReport): Part {
  const parts = severities.flatMap((severity) => {
    const fails = gate.failsOn.includes(severity) ? counts[severity].fail : 0;
    const unknown = gate.unknownFailsOn.includes(severity) ? counts[severity].unknown : 0;
    return fails + unknown === 0 ? [] : [`${grouped(fails + unknown)} ${severity}`];
  });
  const waivers = gate.closedByWaivers.length;
  const words = [
    parts.length > 0 && `${listed(parts)} finding${gate.closedBy.length === 1 ? '' : 's'}`,
    waivers > 0 && count(waivers, 'waiver problem'),
  ].filter((word) => word !== false);
  const nothing = gate.nothingJudged ? ['Nothing was judged.'] : [];
  return [...nothing, ...(words.length > 0 ? [`Closed by ${words.join(', and by ')}.`] : [])].join(' ');
}

/** How many resources of how many, and where to read of the rest. */
function judgedText({ resources, judged, notApplicable, notJudged }: EnvironmentReport): Part {
  const numbers = [`${grouped(judged)} judged`, `${grouped(notApplicable)} not applicable`];
  const rest = notJudged === 0 ? '0 not judged' : html`<a href="#not-judged">${grouped(notJudged)} not judged</a>`;
  return html`${count(resources, 'resource')}: ${numbers.join(', ')}, ${rest}.`;
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
  { title: 'Resources', of: ({ resources }) => grouped(resources) },
  { title: 'Judged', of: ({ judged }) => grouped(judged) },
  { title: 'Not applicable', of: ({ notApplicable }) => grouped(notApplicable) },
  { title: 'Not judged', of: ({ notJudged }) => grouped(notJudged) },
  { title: 'Verdicts', of: ({ counts }) => grouped(total(counts)) },
  { title: 'Plan', of: (_, its) => its?.plan && planText(its.plan) },
  { title: 'Data stores', of: (_, its) => its?.stores && storesList(its.stores) },
  { title: 'On the internet', of: (_, its) => its?.onInternet && internetList(its.onInternet) },
  { title: 'Identities', of: (_, its) => its?.identities && identitiesText(its.identities) },
  { title: 'KMS keys', of: (_, its) => its?.keys && grouped(its.keys.length) },
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
          html`<li><code>${name}</code> <small>${kind}, ${what}, ${encryption}</small></li>`,
      )}
    </ul>
    ${note}`;
}

function internetList(things: NonNullable<EnvironmentReview['onInternet']>): Part {
  if (things.length === 0) return 'nothing that admits connections has a public address';
  const { shown, note } = capped(things, 40, 'things');
  return html`<ul>
      ${shown.map(
        ({ label, kind, because, isCertain }) =>
          html`<li><code>${label}</code> <small>${kind}${!isCertain && ', possibly'}: ${because}</small></li>`,
      )}
    </ul>
    ${note}`;
}

function identitiesText(identities: NonNullable<EnvironmentReview['identities']>): Part {
  const notable = identities.filter((identity) => identity.notable.length > 0).length;
  return `${grouped(identities.length)}${notable > 0 ? `, ${notable} flagged` : ''}`;
}

function acceptedText(name: string, { findings, optOuts }: Report): Part {
  const waived = findings.filter(({ environment, status }) => environment === name && status === 'waived').length;
  const opted = optOuts.filter(({ environment }) => environment === name).length;
  return `${count(waived, 'finding')} waived, ${count(opted, 'opt-out')}`;
}
