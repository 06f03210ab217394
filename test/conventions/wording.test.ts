import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Words that AWS's, Terraform's and Checkov's documentation do not use, each with the word to use instead. */
const dialect: Readonly<Record<string, string>> = {
  amiss: 'wrong',
  anew: 'again, recreated',
  apart: 'separate',
  came: 'found',
  'gives up': 'accepts',
  ill: 'unhealthy, invalid',
  judgement: 'review',
  'kept well': 'maintained',
  'made of': 'consists of',
  mend: 'fix',
  mended: 'fixed',
  mends: 'fixes',
  'nobody can know': 'not known',
  'nothing there': 'not applicable',
  said: 'set, reported',
  wants: 'expects, requires',
  'what holds': 'what passes',
  'without more ado': 'directly',
  'worth a look': 'flagged',
};
/** The history, and the list itself. */
const exempt = ['CHANGELOG.md', 'test/conventions/wording.test.ts'];
const skipped = /^(\.|node_modules|build|cdktf\.out|terrace\.out|lib)/;

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder || '.', { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (skipped.test(entry.name) || exempt.includes(file)) continue;
    if (entry.isDirectory()) yield* filesIn(file);
    else if (/\.([cm]?[jt]s|md)$/.test(file)) yield file;
  }
}

test('the tree uses the words of the field', () => {
  // Not inside the id of a rule or the path of a file.
  const words = new RegExp(`(?<![-/\\w])(${Object.keys(dialect).join('|')})(?![-/\\w])`, 'g');
  const found = [...filesIn('')].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(words)].map(([word]) => `${file}:${index + 1}: "${word}", use: ${dialect[word]}`),
      ),
  );
  expect(found).toEqual([]);
});
