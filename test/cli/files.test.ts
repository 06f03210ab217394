import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../cli/files';

const folder = mkdtempSync(join(tmpdir(), 'terrace-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a device is written to, and neither read nor replaced', () => {
  const device = join(folder, 'null');
  symlinkSync('/dev/null', device);
  writeWhole(device, 'report');
  expect(statSync(device).isCharacterDevice()).toBe(true);
  expect(() => writeWhole('/dev/full', 'report')).toThrow('ENOSPC');
});

test('a pipe is written to', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const files = resolve(__dirname, '../../cli/files.ts');
  const script = `require('esbuild').buildSync({ entryPoints: ['${files}'], outfile: '${folder}/files.cjs', format: 'cjs', logLevel: 'error' });
    require('${folder}/files.cjs').writeWhole('${pipe}', 'report');`;
  const both = `timeout 10 "$0" -e "$1" & timeout 10 cat "$2"; wait`;
  expect(execFileSync('bash', ['-c', both, process.execPath, script, pipe], { encoding: 'utf8' })).toBe('report');
});

test('a link is followed', () => {
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  writeFileSync(file, 'old');
  symlinkSync(file, link);
  writeWhole(link, 'new');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('new');
});

test('a file for its owner only is not left open to others where its text stays', () => {
  const file = join(folder, 'plan.json');
  writeFileSync(file, 'same', { mode: 0o644 });
  writeWhole(file, 'same', 0o600);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
