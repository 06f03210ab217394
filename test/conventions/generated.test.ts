import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { generatedFiles } from '../../docs/generate';
import { changesPage, changesPagePath } from '../../docs/generate/changes-page';
import { propsPage, propsPagePath } from '../../docs/generate/props-page';
import { changes } from '../../environments/changes';
import { rulePagesFolder } from '../../docs/generate/rule-pages';
import { rules } from '../../policies/rules';

const stale = 'is not what the source gives; run `npm run docs`';

// A new environment has a picture when somebody has asked for it.
const generated = Object.entries(generatedFiles());
const pictures = generated.filter(([file]) => file.endsWith('.svg') && existsSync(file));

test.each(pictures)('%s is up to date', (file, content) => {
  expect(readFileSync(file, 'utf8') === content ? file : `${file} ${stale}`).toBe(file);
});

test('the reference of props is up to date', () => {
  expect(readFileSync(propsPagePath, 'utf8') === propsPage() ? '' : `${propsPagePath} ${stale}`).toBe('');
});

const modules = readdirSync('modules').filter((folder) => existsSync(`modules/${folder}/index.ts`));

test.each(modules)('the reference of props has every class of modules/%s', (folder) => {
  const exported: Record<string, unknown> = jest.requireActual(`../../modules/${folder}`);
  const classes = Object.entries(exported).filter(([, made]) => typeof made === 'function' && 'props' in made);
  const page = propsPage();
  expect(classes.map(([name]) => name).filter((name) => !page.includes(`\n## ${name}\n`))).toEqual([]);
});

test('the page of what a change does is up to date', () => {
  expect(readFileSync(changesPagePath, 'utf8') === changesPage() ? '' : `${changesPagePath} ${stale}`).toBe('');
});

test('the page of what a change does has every change', () => {
  const all = Object.values(changes).flat();
  expect(changesPage().match(/^\| `/gm)).toHaveLength(all.length);
});

test('every rule has its page, and no other page is there', () => {
  const pages = generated.filter(([file]) => file.startsWith(`${rulePagesFolder}/`));
  const there = readdirSync(rulePagesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(there.sort()).toEqual(pages.map(([file]) => file).sort());
  for (const [file, content] of pages) {
    expect(readFileSync(file, 'utf8') === content ? file : `${file} ${stale}`).toBe(file);
  }
});

test('the README says how many rules there are', () => {
  expect(/ (\d+) rules; one finding per line/.exec(readFileSync('README.md', 'utf8'))?.[1]).toBe(String(rules.length));
});

test('the module reference is up to date', () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'terrace-reference-'));
  try {
    // A process of its own: typedoc is an ES module, and loads TypeScript's own view of the tree.
    execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--out', out, '--logLevel', 'Error']);
    const pages = (folder: string) =>
      Object.fromEntries(readdirSync(folder).map((page) => [page, readFileSync(path.join(folder, page), 'utf8')]));
    const now = pages('docs/modules');
    const expected = pages(out);
    expect(Object.keys(now)).toEqual(Object.keys(expected));
    for (const page of Object.keys(expected))
      expect(now[page] === expected[page] ? page : `${page} ${stale}`).toBe(page);
  } finally {
    rmSync(out, { recursive: true });
  }
}, 30_000);
