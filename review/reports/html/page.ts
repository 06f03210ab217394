import type { Review } from '../../assessment/review';
import { contentSecurityPolicy } from './csp';
import { provenanceText } from '../../plan/provenance';
import { html, trusted, type Html } from './html';
import { favicon, icon } from './icons';
import { clientScript } from './script/client';
import { changesSection } from './sections/changes';
import { controlsSection } from './sections/controls';
import { findingsSection } from './sections/findings';
import { flowsSection } from './sections/flows';
import { identitiesSection } from './sections/identities';
import { keysSection } from './sections/keys';
import { notJudgedSection } from './sections/not-judged';
import { networkSection } from './sections/network';
import { ownershipSection } from './sections/ownership';
import { passesSection } from './sections/passes';
import { reachabilitySection } from './sections/reachability';
import { summarySection } from './sections/summary';
import { waiversSection } from './sections/waivers';
import type { Section } from './section';
import { style } from './styles';
import { dayText, grouped } from './words';

const sectionsOf: readonly ((review: Review) => Section | undefined)[] = [
  summarySection,
  changesSection,
  findingsSection,
  notJudgedSection,
  waiversSection,
  ownershipSection,
  networkSection,
  reachabilitySection,
  flowsSection,
  identitiesSection,
  keysSection,
  controlsSection,
  passesSection,
];

/**
 * The whole review as one self-contained HTML document, which makes no requests. The same review gives the same bytes.
 */
export function reviewPage(review: Review): string {
  const sections = sectionsOf.flatMap((make) => make(review) ?? []);
  const { date, environments, provenance } = review.report;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(style, clientScript)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>Security review of ${environments.map(({ name }) => name).join(', ')}, ${date}</title>
        <link rel="icon" href="${favicon}" />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the review</a>
        ${bar(review)}
        <div class="frame">
          ${contents(sections)}
          <main id="main" tabindex="-1">${sections.map(section)}</main>
        </div>
        <footer>
          Written by <code>terrace review</code>, judged on ${dayText(date)}. Everything here is in
          <code>report.json</code>
          or in what was synthesized; nothing was asked of an account.
          ${provenance && html`<p class="small quiet">Inputs: ${provenanceText(provenance)}. report.json has the hash of every input.</p>`}
        </footer>
        ${trusted(`<script>${clientScript}</script>`)}
      </body>
    </html>`;
  return `${compact(document.text)}\n`;
}

/** Without the line breaks in front of blocks, which nobody sees: a thousand resources are many lines. */
function compact(text: string): string {
  return text.replace(
    />\s*\n\s*<(?=\/?(?:tr|td|th|tbody|thead|table|div|section|details|summary|dl|dt|dd|ul|li|ol|p)\b)/g,
    '><',
  );
}

function bar({ report }: Review): Html {
  const names = report.environments.map(({ name }) => name);
  return html`<header class="bar">
    <a class="brand" href="#summary">${icon('terrace')}<b>Terrace</b></a>
    <div class="segments" role="radiogroup" aria-label="Environments shown" data-needs-script hidden>
      ${['', ...names].map(
        (name) =>
          html`<label
            ><input type="radio" name="environment" value="${name}" ${trusted(name === '' ? 'checked' : '')} /><span
              >${name || 'All'}</span
            ></label
          >`,
      )}
    </div>
    <button type="button" class="plain push" id="theme" data-needs-script hidden>
      ${icon('theme')}<span class="word">Theme: </span><span id="theme-name">system</span>
    </button>
  </header>`;
}

function contents(sections: readonly Section[]): Html {
  return html`<nav class="contents" aria-label="Sections">
    <ol>
      ${sections.map(
        ({ id, title, count }) =>
          html`<li>
            <a href="#${id}">${title}${count !== undefined && html` <span class="number">${grouped(count)}</span>`}</a>
          </li>`,
      )}
    </ol>
  </nav>`;
}

function section({ id, title, body }: Section): Html {
  // The first heading of the page is the summary's own.
  if (id === 'summary') return html`<section id="summary" aria-labelledby="summary-title">${body}</section>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}
