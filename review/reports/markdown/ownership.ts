import type { OwnershipNote } from '../../assessment/ownership';
import type { Report } from '../../assessment/report';
import { counted } from '../wrap';
import { cell, code, prose } from './escape';

/** Rows of all environments together, so that findings have most of the room; the number of the others is shown. */
const mostRowsInAll = 60;

/** What Terraform does not decide, folded: a table for each environment; empty where there is nothing to tell. */
export function ownership({ environments, ownership: { notes, gaps } }: Report): string {
  if (notes.length + gaps.length === 0) return '';
  const mostRows = Math.max(3, Math.floor(mostRowsInAll / environments.length));
  const parts = environments.flatMap(({ name }) => {
    const own = notes.filter(({ environment }) => environment === name);
    const unknown = gaps.filter(({ environment }) => environment === name);
    if (own.length + unknown.length === 0) return [];
    const more =
      own.length > mostRows ? [`${counted(own.length - mostRows, 'more value')} on the review page.`, ''] : [];
    return [
      `**${code(name)}**`,
      '',
      ...unknown.map(({ because }) => `Not known: ${prose(because)}.\n`),
      ...(own.length > 0
        ? ['| resource | value | written by | Terraform still decides |', '| --- | --- | --- | --- |']
        : []),
      ...own.slice(0, mostRows).map(row),
      '',
      ...more,
    ];
  });
  const summary = `<details><summary>What Terraform does not decide: ${counted(notes.length, 'value')}</summary>\n`;
  return `\n${[summary, ...parts, '</details>'].join('\n')}\n`;
}

function row({ address, constructPath, attributes, what, writer, decided }: OwnershipNote): string {
  const value = `${attributes.map(cell).join(', ')}${what && `: ${prose(what)}`}`;
  return `| ${cell(constructPath ?? address)} | ${value} | ${prose(writer)} | ${prose(decided)} |`;
}
