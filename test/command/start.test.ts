import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../cli/files';

const repository = resolve(__dirname, '../..');
let folder: string;
const write = (name: string, text: string) => {
  writeWhole(join(folder, name), text);
  // Of a source that is being written while it is bundled, nothing is kept.
  utimesSync(join(folder, name), new Date(), new Date(Date.now() - 5000));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-start-'));
  cpSync(join(repository, 'bin'), join(folder, 'bin'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  write('cli/index.ts', "import { word } from './word';\nexport const main = () => console.log(word as string);");
  write('cli/word.ts', "export const word = 'first';");
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const terrace = (...args: string[]) =>
  execFileSync(process.execPath, ['bin/terrace.cjs', ...args], { cwd: folder, encoding: 'utf8' }).trim();

test('the command line is the source as it is now, from a bundle that is kept', () => {
  expect(terrace()).toBe('first');
  expect(existsSync(join(folder, 'build/cli-index-ts.cjs'))).toBe(true);
  expect(terrace()).toBe('first');
  write('cli/word.ts', "export const word = 'second, another size';");
  expect(terrace()).toBe('second, another size');
});

test('a bundle that somebody broke, or that is of no use, is built again', () => {
  writeWhole(join(folder, 'build/cli-index-ts.cjs'), '//{"hash":"x","inputs":{"gone.ts":"1 1"}}\nconsole.log("stale")');
  expect(terrace()).toBe('first');
  writeWhole(join(folder, 'build/cli-index-ts.cjs'), 'half');
  expect(terrace()).toBe('first');
});

test('nothing is kept of a source that changes while it is read', () => {
  utimesSync(join(folder, 'cli/word.ts'), new Date(), new Date(Date.now() + 60_000));
  expect(terrace()).toBe('first');
  expect(existsSync(join(folder, 'build/cli-index-ts.cjs'))).toBe(false);
});

test('where nothing may be written, it runs as well, and leaves nothing', () => {
  writeWhole(join(folder, 'build'), 'a file, where the folder would be');
  expect(terrace()).toBe('first');
  expect(readdirSync(folder).sort()).toEqual(['bin', 'build', 'cli', 'node_modules']);
});

test('packages that only import() can load are loaded', () => {
  write('cli/index.ts', "export const main = () => import('execa').then(({ execa }) => console.log(typeof execa));");
  expect(terrace()).toBe('function');
  expect(terrace()).toBe('function');
});

test.each([[[]], [['--debug']]])('a source that does not parse is reported, and exit 2 %j', (args) => {
  write('cli/word.ts', 'export const = ');
  const { status, stderr } = spawnSync(process.execPath, ['bin/terrace.cjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('cli/word.ts: line 1, column 14: ');
});
