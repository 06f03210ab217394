import type { AssumerView, GrantView, IdentityView, Notable } from '../../../iam/views';
import type { Review } from '../../../assessment/review';
import { capped } from '../capped';
import { html, joined, type Html, type Part } from '../html';
import { icon } from '../icons';
import type { Section } from '../section';
import { count, idOf } from '../words';
import { byEnvironment } from './by-environment';

/** The IAM identities: who can assume each role, what each is allowed to do, and which are flagged. */
export function identitiesSection(review: Review): Section | undefined {
  const all = review.environments.flatMap(({ identities }) => identities ?? []);
  if (review.environments.every(({ identities }) => identities === undefined)) return undefined;
  const body = html`<p class="lead">
      Roles, users and groups: who can assume each role, and what all policies together allow, within the permissions
      boundary.
    </p>
    ${byEnvironment(review, ({ name, identities }) => {
      if (!identities) return undefined;
      if (identities.length === 0) return html`<p class="note">No IAM identities in this environment.</p>`;
      const { shown, note } = capped(inOrder(identities), 500, 'identities');
      return html`<div class="card">${shown.map((identity) => fold(identity, name))}</div>
        ${note}`;
    })}`;
  return { id: 'identities', title: 'Identities', count: all.length, body };
}

/** Flagged identities first, then roles. */
function inOrder(identities: readonly IdentityView[]): readonly IdentityView[] {
  const weight = ({ notable, kind }: IdentityView) =>
    notable.some(isSevere) ? 0 : notable.length > 0 ? 1 : kind === 'role' ? 2 : 3;
  return [...identities].sort((a, b) => weight(a) - weight(b));
}

function fold(identity: IdentityView, environment: string): Html {
  const { kind, name, resource, boundary, assumedBy, notable } = identity;
  return html`<details class="fold identity" id="${idOf('identity', environment, resource.root, resource.address)}">
    <summary>
      <span class="name"><code>${name}</code> <span class="tag">${kind}</span></span>
      <small>${becomes(assumedBy, kind)}</small>
      ${
        notable.length > 0 &&
        html`<span class="flag ${notable.some(isSevere) ? 'grave' : ''}">${icon('high')} ${words(notable)}</span>`
      }
    </summary>
    <div class="inside">
      ${
        notable.length > 0 &&
        html`<ul class="notable">
          ${notable.map(notice)}
        </ul>`
      }
      <dl class="facts flat">
        <dt>Construct</dt>
        <dd><code>${resource.constructPath ?? resource.address}</code></dd>
        ${
          boundary &&
          html`<dt>Boundary</dt>
            <dd><code>${boundary.name}</code>${unknownOf(boundary.unknown)}</dd>`
        }
        ${
          identity.instanceProfiles.length > 0 &&
          html`<dt>Instance profiles</dt>
            <dd>${codes(identity.instanceProfiles)}</dd>`
        }
        ${
          kind === 'role' &&
          html`<dt>Assumed by</dt>
            <dd>${assumers(assumedBy)}</dd>`
        }
        <dt>Policies</dt>
        <dd>${policies(identity)}</dd>
        ${
          identity.unknown.length > 0 &&
          html`<dt>Not known</dt>
            <dd>${identity.unknown.join('; ')}</dd>`
        }
      </dl>
      ${grantsTable(identity)}
    </div>
  </details>`;
}

function becomes(assumedBy: readonly AssumerView[], kind: IdentityView['kind']): Part {
  if (kind !== 'role') return undefined;
  if (assumedBy.length === 0) return 'nobody can assume it';
  const names = [...new Set(assumedBy.map(({ name }) => name))];
  return `assumed by ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

const isSevere = ({ kind }: Notable) => kind === 'admin' || kind === 'escalation' || kind === 'public';
const notableWords: Readonly<Record<Notable['kind'], string>> = {
  admin: 'administrator',
  escalation: 'privilege escalation',
  wildcard: 'wildcard permissions',
  public: 'open to everyone',
};

function words(notable: readonly Notable[]): string {
  return [...new Set(notable.map(({ kind }) => notableWords[kind]))].join(', ');
}

function notice({ kind, message, certain }: Notable): Html {
  return html`<li>
    ${icon(certain ? 'high' : 'unknown')} <b>${notableWords[kind]}</b>${!certain && ', possibly'}: ${message}
  </li>`;
}

function assumers(all: readonly AssumerView[]): Part {
  if (all.length === 0) return 'nobody';
  return html`<ul>
    ${all.map(
      ({ kind, name, conditions, via }) =>
        html`<li>
          <code>${name}</code>
          <small>${kind}${via.length > 0 && `, through ${via.join(', ')}`}</small>
          ${conditions.length > 0 && html`<span class="small">where ${joined(conditions.map(code), ' and ')}</span>`}
        </li>`,
    )}
  </ul>`;
}

function policies({ policies: all }: IdentityView): Part {
  if (all.length === 0) return 'none';
  return html`<ul>
    ${all.map(
      ({ name, kind, unknown }) =>
        html`<li><code>${name}</code> <small>${kindWords[kind]}</small>${unknownOf(unknown)}</li>`,
    )}
  </ul>`;
}

const kindWords = { inline: 'inline', managed: 'customer managed', 'aws-managed': 'AWS managed' } as const;

function unknownOf(unknown: string | undefined): Part {
  return unknown && html` <span class="badge unknown">${icon('unknown')}${unknown}</span>`;
}

function grantsTable({ name, grants, unknown }: IdentityView): Part {
  if (grants.length === 0)
    return html`<p class="quiet small">${unknown.length > 0 ? 'No permissions are known.' : 'No permissions.'}</p>`;
  return html`<div class="scroll" role="group" aria-label="What ${name} may do" tabindex="0">
    <table class="grants">
      <caption>
        What
        <code>${name}</code>
        may do: ${count(grants.length, 'grant')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">Actions</th>
          <th scope="col">On</th>
          <th scope="col">Where</th>
        </tr>
      </thead>
      <tbody>
        ${grants.map(grantRow)}
      </tbody>
    </table>
  </div>`;
}

function grantRow({ service, levels, actions, resources, conditions }: GrantView): Html {
  return html`<tr>
    <th scope="row"><code>${service}</code><br /><small>${levels.join(', ')}</small></th>
    <td>${codes(actions)}</td>
    <td>${codes(resources)}</td>
    <td>${conditions.length === 0 ? '–' : joined(conditions.map(code), html`<br />`)}</td>
  </tr>`;
}

const code = (text: string) => html`<code>${text}</code>`;

/** What is long is cut: a policy with a hundred actions says what it is by its first. */
function codes(texts: readonly string[], most = 12): Part {
  const shown = joined(texts.slice(0, most).map(code), html`<br />`);
  return texts.length > most ? [shown, html`<br /><span class="quiet">and ${texts.length - most} more</span>`] : shown;
}
