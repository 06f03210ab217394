import type { FlowView } from '../../../reach/views';
import type { Review } from '../../../assessment/review';
import { groupBy } from '../../../group-by';
import { capped } from '../capped';
import { html, type Html } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { placeText } from '../words';
import { byEnvironment } from './by-environment';

/** The rules of each security group, with the reason that is written in each. */
export function flowsSection(review: Review): Section | undefined {
  if (review.environments.every(({ flows }) => flows === undefined)) return undefined;
  const all = review.environments.flatMap(({ flows }) => flows ?? []);
  const body = html`<p class="lead">Every rule of every security group. All other traffic is denied.</p>
    ${byEnvironment(review, ({ name, flows }) => {
      if (!flows) return undefined;
      if (flows.length === 0) return html`<p class="note">No security group rules in this environment.</p>`;
      return table(name, flows);
    })}`;
  return { id: 'flows', title: 'Security groups', count: all.length, body };
}

function table(environment: string, all: readonly FlowView[]): Html {
  const { shown: flows, note } = capped(all, 1000, 'rules');
  return html`<div class="card scroll" role="group" aria-label="Security-group rules of ${environment}" tabindex="0">
      <table class="flows">
        <caption class="sr">
          Security-group rules of ${environment}
        </caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Direction</th>
            <th scope="col">Peer</th>
            <th scope="col">Traffic</th>
            <th scope="col">Reason</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        ${[...groupBy(flows, ({ group }) => group.key).values()].map(
          (its) =>
            html`<tbody>
              ${its.map(row)}
            </tbody>`,
        )}
      </table>
    </div>
    ${note}`;
}

function row(flow: FlowView, index: number, all: readonly FlowView[]): Html {
  const { group, members, direction, peer, traffic, description, rule } = flow;
  const usedBy = members.length === 0 ? 'not in use' : members.join(', ');
  return html`<tr>
    ${
      index === 0 &&
      html`<th scope="rowgroup" rowspan="${all.length}"><code>${group.label}</code><br /><small>${usedBy}</small></th>`
    }
    <td>${direction === 'ingress' ? 'in from' : 'out to'}</td>
    <td><code>${peer}</code></td>
    <td>${traffic}</td>
    <td>${description ?? html`<span class="badge unknown">${icon('unknown')}no description</span>`}</td>
    <td><code class="quiet">${placeText(rule.place)}</code></td>
  </tr>`;
}
