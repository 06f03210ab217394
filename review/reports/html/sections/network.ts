import type { DistributionView, MatrixView, NetworkView, VpcView } from '../../../reach/views';
import type { Review } from '../../../assessment/review';
import { capped } from '../capped';
import { layoutOf } from '../drawing/layout';
import { drawing } from '../drawing/svg';
import { html, joined, type Html, type Part } from '../html';
import type { Section } from '../section';
import { count, idOf, placeText } from '../words';
import { byEnvironment } from './by-environment';

/** Each VPC as a picture, and in words: subnets and why they reach what they do, network ACLs, endpoints. */
export function networkSection(review: Review): Section | undefined {
  if (review.environments.every(({ network }) => network === undefined)) return undefined;
  const body = html`<p class="lead">
      Each Availability Zone is a column, each tier a row; above the VPC are the distributions of CloudFront. The lines
      at the right show who can connect to what, through routes, network ACLs and security groups together.
    </p>
    ${byEnvironment(review, ({ network, reachability }) => network && ofEnvironment(network, reachability))}`;
  const number = review.environments.reduce((sum, { network }) => sum + (network?.vpcs.length ?? 0), 0);
  return { id: 'network', title: 'Network', count: number, body };
}

function ofEnvironment(
  { vpcs, links, environment, distributions = [] }: NetworkView,
  matrix: MatrixView | undefined,
): Html {
  // Those without an origin in a VPC stand before the first one.
  const keys = new Set(vpcs.flatMap(({ members }) => members.map(({ key }) => key)));
  const before = ({ members }: VpcView, index: number) =>
    distributions.filter(
      ({ origins }) =>
        origins.some(({ key }) => members.some((member) => member.key === key)) ||
        (index === 0 && origins.every(({ key }) => !keys.has(key))),
    );
  if (vpcs.length === 0) return html`<p class="note">No VPC in this environment.</p>`;
  return html`${vpcs.map((vpc, index) => ofVpc(vpc, matrix, before(vpc, index), idOf('network', environment, String(index))))}
  ${
    links.length > 0 &&
    html`<ul class="plain-list">
      ${links.map(({ label, kind, vpcs: ends }) => html`<li><code>${label}</code> ${kind} of ${ends.join(' and ')}</li>`)}
    </ul>`
  }`;
}

function ofVpc(
  vpc: VpcView,
  matrix: MatrixView | undefined,
  distributions: readonly DistributionView[],
  id: string,
): Html {
  const layout = layoutOf(vpc, matrix, distributions);
  const words = [
    count(vpc.subnets.length, 'subnet'),
    `in ${count(vpc.zones.length, 'zone')}`,
    ...vpc.tiers.map(({ name, subnets }) => `${subnets.length} ${name}`),
  ];
  return html`<figure class="card">
      <div class="scroll" role="group" aria-label="Picture of ${vpc.label}" tabindex="0">
        ${drawing(vpc, layout, id)}
      </div>
      <figcaption id="${id}-words">
        <code>${vpc.constructPath ?? vpc.address}</code>, ${vpc.cidrs.join(', ')}${vpc.region && ` in ${vpc.region}`}:
        ${words.join(', ')}. ${gatewayEndpoints(vpc)} ${distributions.map(distributionText)}
      </figcaption>
    </figure>
    <div class="card">${subnetsFold(vpc)}${routesFold(vpc)}${aclsFold(vpc)}</div>`;
}

/** `CloudFront prod-shop (shop.example.com), behind web ACL prod-edge, asks balancer on tcp 443.` */
function distributionText({ name, aliases, webAcl, origins }: DistributionView): string {
  const hosts = aliases.length > 0 ? ` (${aliases.join(', ')})` : '';
  const guard = webAcl === undefined ? ', without a web ACL,' : `, behind web ACL ${webAcl},`;
  const asks = origins.map(({ label, traffic, verdict }) => {
    const doubt = { reachable: '', unknown: ' (perhaps)', blocked: ' (which does not admit it)' }[verdict];
    return `${label} on ${traffic}${doubt}`;
  });
  return `CloudFront ${name}${hosts}${guard} asks ${asks.join(' and ') || 'origins that are not in the input'}. `;
}

function gatewayEndpoints({ endpoints, routeTables }: VpcView): Part {
  const gateways = endpoints.filter(({ kind }) => kind === 'gateway');
  if (gateways.length === 0) return undefined;
  const services = gateways.map(({ service }) => service).join(', ');
  const tables = new Set(gateways.flatMap((endpoint) => endpoint.routeTables));
  return `Gateway endpoints for ${services}, in ${tables.size} of ${routeTables.length} route tables.`;
}

/** A table that nobody opens on most days. */
function fold(title: string, summary: string, head: readonly string[], all: readonly Html[]): Html | undefined {
  if (all.length === 0) return undefined;
  const { shown: rows, note } = capped(all, 500, 'rows');
  return html`<details class="fold">
    <summary>${title} <small>${summary}</small></summary>
    <div class="scroll" role="group" aria-label="${title}" tabindex="0">
      <table>
        <caption class="sr">
          ${title}
        </caption>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${note}
  </details>`;
}

function subnetsFold({ subnets, label, acls }: VpcView): Part {
  const rows = subnets.map(({ label: name, cidrs, zone, tier, exposure, because, acl, place }) => {
    const aclName = acls.find(({ key }) => key === acl)?.label ?? 'the default network ACL, which allows all traffic';
    return html`<tr>
      <th scope="row"><code>${name}</code><br /><small>${placeText(place)}</small></th>
      <td><code>${cidrs.join(' ')}</code></td>
      <td>${zone ?? 'not known'}</td>
      <td>${tier}</td>
      <td>${exposure}<br /><small>${because}</small></td>
      <td>${aclName}</td>
    </tr>`;
  });
  const head = ['Subnet', 'Addresses', 'Zone', 'Tier', 'Exposure, and why', 'Network ACL'];
  return fold(`Subnets of ${label}`, count(subnets.length, 'subnet'), head, rows);
}

function routesFold({ routeTables, label, subnets }: VpcView): Part {
  const rows = routeTables.map(
    ({ label: name, isMain, routes, subnets: of }) =>
      html`<tr>
        <th scope="row"><code>${name}</code>${isMain && html` <span class="tag">main</span>`}</th>
        <td>${of.length === 0 ? 'no subnet' : of.map((key) => nameOf(key, subnets)).join(', ')}</td>
        <td>
          ${
            routes.length === 0
              ? 'no routes out of the VPC'
              : joined(
                  routes.map(({ destination, target }) => html`<code>${destination}</code> to ${target}`),
                  html`<br />`,
                )
          }
        </td>
      </tr>`,
  );
  const summary = count(routeTables.length, 'route table');
  return fold(`Routes of ${label}`, summary, ['Route table', 'Subnets', 'Routes'], rows);
}

function aclsFold({ acls, label, subnets }: VpcView): Part {
  const rows = acls.flatMap(({ label: name, isDefault, rules, subnets: of }) => {
    const whole = of.map((key) => nameOf(key, subnets)).join(', ') || 'no subnet';
    if (rules.length === 0) {
      return html`<tr>
        <th scope="row"><code>${name}</code>${isDefault && html` <span class="tag">default</span>`}</th>
        <td>${whole}</td>
        <td colspan="4">denies everything</td>
      </tr>`;
    }
    return rules.map(
      ({ number, direction, action, traffic, cidr }, index) =>
        html`<tr>
          ${
            index === 0 &&
            html`<th scope="rowgroup" rowspan="${rules.length}"><code>${name}</code></th>
              <td rowspan="${rules.length}">${whole}</td>`
          }
          <td class="number">${number}</td>
          <td>${direction}</td>
          <td>${action} ${traffic}</td>
          <td><code>${cidr}</code></td>
        </tr>`,
    );
  });
  const summary = `${count(acls.length, 'ACL')}, rules in the order in which AWS evaluates them`;
  return fold(`Network ACLs of ${label}`, summary, ['ACL', 'Subnets', 'Rule', 'Direction', 'Traffic', 'Peer'], rows);
}

function nameOf(key: string, subnets: VpcView['subnets']): string {
  return subnets.find((subnet) => subnet.key === key)?.label ?? key;
}
