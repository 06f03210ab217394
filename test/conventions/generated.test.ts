import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { generatedFiles } from '../../docs/generate';

const stale = 'is not what the source gives; run `npm run docs`';

// A new environment has a picture when somebody has asked for it.
const pictures = Object.entries(generatedFiles()).filter(([file]) => existsSync(file));

test.each(pictures)('%s is up to date', (file, content) => {
  expect(readFileSync(file, 'utf8') === content ? file : `${file} ${stale}`).toBe(file);
});

test('the module reference is up to date', () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'terrace-reference-'));
  try {
    // A process of its own: typedoc is an ES module, and loads TypeScript's own view of the tree.
    execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--out', out, '--logLevel', 'Error']);
    const pages = (folder: string) =>
      Object.fromEntries(readdirSync(folder).map((page) => [page, readFileSync(path.join(folder, page), 'utf8')]));
    const now = pages('docs/modules');
    const wanted = pages(out);
    expect(Object.keys(now)).toEqual(Object.keys(wanted));
    for (const page of Object.keys(wanted)) expect(now[page] === wanted[page] ? page : `${page} ${stale}`).toBe(page);
  } finally {
    rmSync(out, { recursive: true });
  }
}, 30_000);
