import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { shopSource } from '../../support/shop';

interface SiteFile {
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

let shop: string;
beforeEach(() => {
  shop = mkdtempSync(path.join(os.tmpdir(), 'terrace-site-'));
  cpSync(path.join(shopSource, 'site'), path.join(shop, 'site'), { recursive: true });
  cpSync(path.join(shopSource, 'package.json'), path.join(shop, 'package.json'));
});
afterEach(() => rmSync(shop, { recursive: true }));

const build = (): SiteFile[] => {
  execFileSync(process.execPath, [path.join(shop, 'site/build.js')], { stdio: 'pipe' });
  return JSON.parse(readFileSync(path.join(shop, 'build/site/upload.json'), 'utf8'));
};
const read = ({ key }: SiteFile) => readFileSync(path.join(shop, 'build/site/files', key), 'utf8');
const edit = (file: string, change: (text: string) => string) => {
  const place = path.join(shop, 'site', file);
  writeFileSync(place, change(readFileSync(place, 'utf8')));
};

test('two builds are the same bytes', () => {
  const first = build().map((file) => [file, read(file)]);
  expect(build().map((file) => [file, read(file)])).toEqual(first);
});

test('each asset has the hash of its content in its name and is kept for ever; a page is asked about each time', () => {
  for (const file of build()) {
    const hash = createHash('sha256').update(read(file)).digest('hex').slice(0, 16);
    if (file.key.startsWith('assets/')) {
      expect(file).toMatchObject({
        key: expect.stringContaining(`.${hash}.`),
        cacheControl: 'public, max-age=31536000, immutable',
      });
    } else expect(file).toMatchObject({ contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' });
  }
});

test('whatever links to something is uploaded after it', () => {
  const there = new Set<string>();
  const links = build().flatMap((file) => {
    if (!file.key.startsWith('assets/'))
      for (const [, key] of read(file).matchAll(/"\/(assets\/[^"]+)"/g)) expect(there).toContain(key);
    there.add(file.key);
    return [...read(file).matchAll(/\/(assets\/[\w.-]+)/g)].map(([, key]) => key);
  });
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter((key) => !there.has(key!))).toEqual([]);
  // A page is linked to by its folder.
  for (const page of ['index.html', 'account/index.html', '404.html']) expect(there).toContain(page);
});

test('a change of a script changes its name, the names of what imports it, and no other', () => {
  const before = build().map(({ key }) => key);
  edit('assets/api.js', (text) => `${text}\n`);
  const changed = build()
    .map(({ key }) => key)
    .filter((key) => !before.includes(key));
  expect(changed.map((key) => key.replace(/\..*/, ''))).toEqual(['assets/account', 'assets/api', 'assets/catalogue']);
});

test.each([
  [
    'a link to nothing',
    'pages/404.html',
    '/assets/style.css',
    '/assets/gone.css',
    'pages/404.html: there is no /assets/gone.css',
  ],
  [
    'a circle',
    'assets/api.js',
    '/** What',
    "import '/assets/account.js';\n/** What",
    'in a circle: assets/account.js → assets/api.js → assets/account.js',
  ],
])('%s is refused', (_what, file, from, to, message) => {
  edit(file, (text) => text.replace(from, to));
  expect(build).toThrow(message);
});
