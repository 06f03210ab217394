import { printable } from '../escape';

/** Stops GitHub from notifying people and linking issues: an invisible space, which text of the input cannot hold itself. */
const joint = '&#8203;';

/** Text of the input as text: no formatting, HTML, link, mention or issue. Of one line, and never at the start of one. */
export function prose(text: string): string {
  return printable(text)
    .replace(/[\\`*[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/[@#](?!8203;)/g, `$&${joint}`);
}

/** Text of the input as code, in which GitHub detects no mentions or links. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown === '') return '';
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Code in a cell of a table, where a pipe ends the cell even within code. */
export function cell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}
