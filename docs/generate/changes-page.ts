import * as environments from '../../environments';
import { sections, type Change } from '../../environments/changes';
import { caseOf, edit, titleOf } from '../../environments/changes/edit';
import planned from '../../environments/changes/planned.json';
import { prose } from '../../review/reports/markdown/escape';

export const changesPagePath = 'docs/what-a-change-does.md';

const introduction = [
  '# What a change does',
  '',
  'Each field of an environment, with a change of it and what that does to what runs. The test `npm run test:fields` applies dev and prod on an AWS emulator,',
  'makes each of these changes, and plans it: the last column is what Terraform and the AWS provider then plan, by type of resource.',
  '',
  '- **nothing**: no resource changes.',
  '- **adds**: resources are created, and none changes.',
  '- **in place**: resources change, and none is replaced.',
  '- **replaces**: something that has no data is made again.',
  '- **removes**: something that has no data is destroyed.',
  '- **refused**: before anything is touched, by the rules of environments or by the plan.',
  '',
  'A change that would replace or destroy data is refused, by one of these or by AWS before anything else is deleted. What another environment, or another value, would have',
  'planned may differ (_not planned yet_: what it does is told by AWS documents alone): `npx terrace plan <environment> --against <commit>` says it for the change at hand.',
  '',
];

/** What a change of each field of an environment does, from the table and from what was planned of it. */
export function changesPage(): string {
  const tables = Object.entries(sections).flatMap(([title, changes]) => [
    `## ${title}`,
    '',
    '| Field | Change | What it does | Terraform plans |',
    '| --- | --- | --- | --- |',
    ...Object.entries(changes).flatMap(([field, its]) => its.map((change) => row(field, change))),
    '',
  ]);
  return [...introduction, ...tables].join('\n').trimEnd() + '\n';
}

function row(field: string, change: Change): string {
  const title = titleOf(edit(environments[change.in ?? 'prod'], field, change), change);
  const lines = (planned as Readonly<Record<string, readonly string[]>>)[caseOf(field, title)] ?? ['not planned yet'];
  const cells = [
    `\`${field}\``,
    prose(title),
    `**${change.does}**: ${prose(change.says)}`,
    shortened(lines).map(prose).join('<br>'),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A new tag is on every type of resource: the first of them tell it. */
const most = 12;

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `and ${lines.length - most} more`];
}
