import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import manifest from '../../package.json';

const repository = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'terrace-package-'));
const installed = join(folder, 'node_modules/terrace');

/** Packs a copy, so that the checkout's own dist/ stays as it is, and installs the tarball with its dependencies only. */
beforeAll(() => {
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  for (const name of ['package.json', 'README.md', 'bin', 'cli', 'environments', 'policies', 'review', 'modules']) {
    cpSync(join(repository, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('npm', ['run', 'build:cli'], { cwd: copy });
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json'], { cwd: copy, encoding: 'utf8' });
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['xzf', join(copy, JSON.parse(packed)[0].filename), '-C', installed, '--strip-components=1']);
  rmSync(copy, { recursive: true });
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), link);
  }
  mkdirSync(join(folder, 'infra'));
  writeFileSync(join(folder, 'infra/main.tf'), 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['--help', 'terrace'],
  ['rules', 's3/'],
  ['check infra', 'aws_s3_bucket.logs'],
  ['check infra --json', '"aws_s3_bucket.logs"'],
  ['reach internet logs --path infra', 'nothing with an address is called "logs"'],
  ['can anyone s3:GetObject aws_s3_bucket.logs --path infra', 'denied'],
])('the packed package alone runs terrace %s', (line, expected) => {
  const run = spawnSync(process.execPath, [join(installed, 'bin/terrace.cjs'), ...line.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(run.stderr).not.toMatch(/Cannot find module|fault of terrace/);
  expect(run.stdout + run.stderr).toContain(expected);
});
