import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as environments from '../../environments';
import { changes } from '../../environments/changes';
import { caseOf, edit, titleOf } from '../../environments/changes/edit';

const folder = join(__dirname, '../../docs/guides/database-ladder');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const planned = JSON.parse(readFileSync(join(__dirname, '../../environments/changes/planned.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;
/** What the table says of each row, by its title. */
const outcomes = new Map(
  Object.entries(changes).flatMap(([field, its]) =>
    its.map((change) => {
      const edited = edit(environments[change.in ?? 'prod'], field, change);
      return [caseOf(field, titleOf(edited, change)), change.does] as const;
    }),
  ),
);

test('the index has every rung', () => {
  const linked = [...read('README.md').matchAll(/\]\((\d-[\w-]+\.md)\)/g)].map(([, page]) => page);
  expect(linked).toEqual(pages);
});

describe.each(pages)('%s', (page) => {
  const rows = [...read(page).matchAll(/^- `(.+)`$/gm)].map(([, row]) => row!);

  test('tells when, what, what it does, what it replaces and how to go back', () => {
    expect([...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'The metric',
      'The edit',
      'What it does to a running system',
      'What it replaces',
      'How to go back',
    ]);
  });

  test('names edits that are planned or known not to be yet, and that add or change in place', () => {
    expect(rows).not.toEqual([]);
    for (const row of rows) {
      const does = outcomes.get(row);
      // Another revision of a task definition is no loss.
      expect([row, does]).toEqual([row, expect.stringMatching(/^(adds|in place|replaces)$/)]);
      // A page may come before the plan of its rows, where it says so.
      const lines = planned[row] ?? (read(page).includes('_not planned yet_') ? [] : undefined);
      expect([row, lines]).toEqual([row, expect.any(Array)]);
      const gone = lines!.filter((line) => /^(-|\+\/-|-\/\+)/.test(line) && !line.includes('aws_ecs_task_definition'));
      expect([row, gone]).toEqual([row, []]);
    }
  });
});

test('what the page about shards finds shards by is a program, which finds them', () => {
  const [, program] = /^```js\n([\s\S]+?)^```$/m.exec(read('9-shards.md'))!;
  // SHA-256 of `a` begins with ca: slot 202.
  const asked = `[shardOf('main', 'a'), shardOf('main', 'a', { 202: { S: 'main-b' } }), shardOf('main', 'b', { 202: { S: 'main-b' } }), hostOf('main-b')]`;
  const module = `${program}console.log(JSON.stringify(${asked}))`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', module], {
    encoding: 'utf8',
    env: { DATABASE_MAIN_B_HOST: 'b.example.com' },
  });
  expect(JSON.parse(printed)).toEqual(['main', 'main-b', 'main', 'b.example.com']);
});
