import type { Status } from '../../engine/finding';
import type { Severity } from '../../engine/rule';
import { html, type Html } from './html';

/** Drawn in a square of 16, one shape for each meaning, so that no meaning depends on colour alone. */
const shapes = {
  critical: '<path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM7 4v5h2V4zm0 6.3v2h2v-2z" fill-rule="evenodd"/>',
  high: '<path d="M8 1.5 15.2 14.5H.8z"/>',
  medium: '<path d="M8 1.2 14.8 8 8 14.8 1.2 8z"/>',
  low: '<path d="M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8z" fill-rule="evenodd"/>',
  fail: '<path d="m3.6 2.2 4.4 4.4 4.4-4.4 1.4 1.4L9.4 8l4.4 4.4-1.4 1.4L8 9.4l-4.4 4.4-1.4-1.4L6.6 8 2.2 3.6z"/>',
  unknown:
    '<path d="M4.4 5.2C4.5 3 6 1.6 8.2 1.6c2.1 0 3.7 1.3 3.7 3.2 0 1.5-.8 2.3-1.7 3-.9.7-1.2 1-1.2 2v.4H7v-.6c0-1.6.6-2.4 1.6-3.2.8-.6 1.2-.9 1.2-1.6 0-.8-.7-1.3-1.6-1.3-1.1 0-1.7.6-1.8 1.7zM6.9 12h2.2v2.2H6.9z"/>',
  waived: '<path d="M4 2.5h3v11H4zm5 0h3v11H9z"/>',
  pass: '<path d="M13.2 3.2 14.6 4.6 6.2 13 1.6 8.4 3 7l3.2 3.2z"/>',
  reach: '<path d="M9 3l5.5 5L9 13v-3.7H1.5V6.7H9z"/>',
  stop: '<path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM4.4 7v2h7.2V7z" fill-rule="evenodd"/>',
  theme: '<path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 3v10A5 5 0 0 0 8 3z" fill-rule="evenodd"/>',
  terrace: '<path d="M1 14.5v-3h4.7v-4h4.6v-4H15v11z"/>',
  world:
    '<path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6c-.9 0-2 2-2.2 4.6h4.4C10 4.6 8.9 2.6 8 2.6zM2.7 7.2h1.5c.1-1.4.4-2.7.9-3.7a5.4 5.4 0 0 0-2.4 3.7zm8.2-3.7c.5 1 .8 2.3.9 3.7h1.5a5.4 5.4 0 0 0-2.4-3.7zM2.7 8.8a5.4 5.4 0 0 0 2.4 3.7c-.5-1-.8-2.3-.9-3.7zm3.1 0C6 11.4 7.1 13.4 8 13.4s2-2 2.2-4.6zm6 0c-.1 1.4-.4 2.7-.9 3.7a5.4 5.4 0 0 0 2.4-3.7z" fill-rule="evenodd"/>',
} as const;
export type Icon = keyof typeof shapes;

/** Each shape as a mask of the style sheet: an icon in the page is then a few bytes, and there are a thousand of them. */
export const iconStyle = [
  `[class^="i-"] { display: inline-block; position: relative; top: 0.125em; width: 1em; height: 1em; flex: none; background: currentColor; mask: center / contain no-repeat; print-color-adjust: exact; forced-color-adjust: none; }`,
  ...Object.entries(shapes).map(([name, path]) => `.i-${name} { mask-image: url("${dataUrl(path)}"); }`),
].join('\n');

/** Beside a word that says the same. */
export function icon(name: Icon): Html {
  return html`<i class="i-${name}"></i>`;
}

export function severityBadge(severity: Severity): Html {
  return html`<span class="badge ${severity}">${icon(severity)}${severity}</span>`;
}

export function statusBadge(status: Status): Html {
  return html`<span class="badge ${status}">${icon(status)}${statusWords[status]}</span>`;
}

export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'fails',
  unknown: 'unknown',
  waived: 'waived',
  pass: 'passes',
};

/** The page's own, in the page: a browser that finds none asks for one. */
export const favicon = dataUrl(`<g fill="#0b7a86">${shapes.terrace}</g>`);

function dataUrl(drawing: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
