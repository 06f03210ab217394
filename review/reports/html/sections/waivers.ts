import { daysBetween } from '../../../engine/days';
import type { Finding } from '../../../engine/finding';
import type { WaiverProblem } from '../../../engine/waiver';
import type { OptOutNote } from '../../../assessment/report';
import type { Review } from '../../../assessment/review';
import { groupBy } from '../../../group-by';
import { capped } from '../capped';
import { html, linked, type Html } from '../html';
import { icon, severityBadge } from '../icons';
import type { Section } from '../section';
import { count, dayText, placeText } from '../words';

/** The waivers, with owner and expiry date; the opt-outs; and waivers that are invalid. */
export function waiversSection({ report }: Review): Section {
  const waived = report.findings.filter(({ status, waiver }) => status === 'waived' && waiver?.kind === 'waiver');
  const { optOuts, waiverProblems, date } = report;
  const nothing = waived.length + optOuts.length + waiverProblems.length === 0;
  const body = html`<p class="lead">Findings that somebody accepted: why, who, and until when.</p>
    ${nothing && html`<p class="note">No waivers and no opt-outs.</p>`}
    ${waiverProblems.length > 0 && problems(waiverProblems)} ${waived.length > 0 && waivers(waived, date)}
    ${optOuts.length > 0 && optOutTable(optOuts)}`;
  const number = groupBy(waived, waiverKey).size + optOuts.length + waiverProblems.length;
  return { id: 'waivers', title: 'Waivers', count: number, body };
}

function problems(all: readonly WaiverProblem[]): Html {
  return html`<div class="card spaced">
    <table>
      <caption>
        ${count(all.length, 'invalid waiver')}: each closes a gate
      </caption>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Environment</th>
          <th scope="col">Problem</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ where, problem, environment }) =>
            html`<tr data-of="${environment ?? ''}">
              <th scope="row"><code>${where}</code></th>
              <td>${environment ?? 'all'}</td>
              <td>${icon('fail')} ${problem}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A waiver may accept several findings: they stand together. */
function waiverKey({ rule, environment, waiver }: Finding): string {
  return JSON.stringify([rule, environment, waiver?.reason, waiver?.ticket, waiver?.expires]);
}

function waivers(findings: readonly Finding[], date: string): Html {
  const { shown, note } = capped([...groupBy(findings, waiverKey).values()], 1000, 'waivers');
  return html`<div class="card spaced scroll" role="group" aria-label="Waivers" tabindex="0">
      <table class="waivers">
        <caption>
          Waivers, with the days left on ${dayText(date)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col">Where</th>
            <th scope="col">Reason</th>
            <th scope="col">Owner</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((its) => row(its, date))}
        </tbody>
      </table>
    </div>
    ${note}`;
}

function row(findings: readonly Finding[], date: string): Html {
  const [first] = findings;
  if (!first) return html``;
  const { severity, title, environment, waiver } = first;
  return html`<tr data-of="${environment}">
    <th scope="row">${title}<br />${severityBadge(severity)}</th>
    <td>
      <span class="tag">${environment}</span>
      ${findings.map(({ constructPath, address }) => html`<br /><code>${constructPath ?? address}</code>`)}
    </td>
    <td>${waiver?.reason}</td>
    <td>${waiver?.owner}${waiver?.ticket && html`<br />${linked(waiver.ticket)}`}</td>
    <td>${waiver?.expires && html`${dayText(waiver.expires)}<br />${left(daysBetween(date, waiver.expires))}`}</td>
  </tr>`;
}

function left(days: number): Html {
  if (days < 0) return html`<span class="left gone">${icon('fail')} ${count(-days, 'day')} ago</span>`;
  const words = days === 0 ? 'the last day' : `${count(days, 'day')} left`;
  return html`<span class="left ${days <= 14 ? 'soon' : 'quiet'}">${days <= 14 && icon('high')} ${words}</span>`;
}

function optOutTable(all: readonly OptOutNote[]): Html {
  const { shown: optOuts, note } = capped(all, 1000, 'opt-outs');
  return html`<div class="card spaced scroll" role="group" aria-label="Opt-outs" tabindex="0">
      <table>
        <caption>
          Opt-outs: protections that the code switches off
        </caption>
        <thead>
          <tr>
            <th scope="col">Protection</th>
            <th scope="col">Where</th>
            <th scope="col">Reason</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody>
          ${optOuts.map(
            ({ protection, environment, constructPath, address, reason, place }) =>
              html`<tr data-of="${environment}">
                <th scope="row"><code>${protection}</code></th>
                <td><span class="tag">${environment}</span> <code>${constructPath ?? address}</code></td>
                <td>${reason}</td>
                <td><code>${placeText(place)}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${note}`;
}
