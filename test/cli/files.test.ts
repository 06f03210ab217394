import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../cli/files';
import { describe as describeError } from '../../cli/errors';
import { temporaryFolder, temporaryPathFor } from '../../cli/temporary';

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
  const script = `require('esbuild').buildSync({ entryPoints: ['${files}'], outfile: '${folder}/files.cjs', format: 'cjs', bundle: true, platform: 'node', logLevel: 'error' });
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
  writeWhole(file, 'same');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file and the folders that are created for it are for their owner only', () => {
  writeWhole(join(folder, 'out/prod/plan.json'), '{}');
  const modes = ['out', 'out/prod', 'out/prod/plan.json'].map((name) => statSync(join(folder, name)).mode & 0o777);
  expect(modes).toEqual([0o700, 0o700, 0o600]);
});

describe('what a run that was killed left', () => {
  const host = hostname()
    .replace(/[^\w-]/g, '')
    .slice(0, 32);
  const ended = 999_999_999;

  test('beside a file or a folder is removed by the next one; what others use stays', () => {
    const left = (pid: number, ofHost = host) => join(folder, 'swept', `.root.${ofHost}-${pid}-0123456789ab`);
    for (const path of [left(ended), left(process.ppid), left(ended, 'elsewhere')])
      mkdirSync(path, { recursive: true });
    writeFileSync(join(folder, 'swept/.root.mine'), '');
    temporaryPathFor(join(folder, 'swept/root'));
    expect([left(ended), left(process.ppid), left(ended, 'elsewhere')].map((path) => existsSync(path))).toEqual([
      ...[false, true, true],
    ]);
    expect(existsSync(join(folder, 'swept/.root.mine'))).toBe(true);
  });

  test('among the temporary folders is removed by the next one', () => {
    const left = join(tmpdir(), `terrace-tested-${host}-${ended}-abcdef`);
    mkdirSync(left);
    const made = temporaryFolder('tested');
    expect([existsSync(left), existsSync(made), statSync(made).mode & 0o777]).toEqual([false, true, 0o700]);
    rmSync(made, { recursive: true });
  });
});

test('what the machine refuses names the path, and is no bug of terrace', () => {
  const refusal = (run: () => unknown) => {
    try {
      return String(run());
    } catch (error) {
      return describeError(error, false);
    }
  };
  writeFileSync(join(folder, 'plain'), '');
  expect(refusal(() => writeWhole('/dev/full', 'report'))).toBe('/dev/full: ENOSPC: no space left on device, write');
  expect(refusal(() => writeWhole(join(folder, 'plain/report'), ''))).toMatch(/^(ENOTDIR|EEXIST): .*plain\S*'$/);
});
