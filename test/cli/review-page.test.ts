import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { review, type ReviewOptions } from '../../cli/commands/review';
import type { Io } from '../../cli/io';

const folder = mkdtempSync(join(tmpdir(), 'terrace-review-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, hcl: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'main.tf'), hcl);
};
write('open', 'resource "aws_db_instance" "main" { storage_encrypted = false }');
write('empty', 'locals { a = 1 }');

async function run(args: string[], options: ReviewOptions = {}) {
  const output = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof output) => ({ write: (text: string) => void (output[name] += text) });
  const io = {
    ...{ env: {}, cwd: folder, stdin: process.stdin, debug: false, signal: new AbortController().signal },
    ...{ stdout: stream('stdout'), stderr: stream('stderr') },
  } as Io;
  const exitCode = await review(args, { date: '2026-11-21', rule: ['rds/storage-encrypted'], ...options }, io);
  return { exitCode, ...output };
}
const made = (file: string) => readFileSync(join(folder, 'terrace.out/review', file), 'utf8');

describe('terrace review of a path', () => {
  test('writes the page and its report, says which gate is closed, and exits 1', async () => {
    const { exitCode, stdout } = await run(['./open']);
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      'open  the gate is closed by 1 finding; 1 resource: 1 judged, 0 not applicable, 0 not judged\nwrote terrace.out/review/index.html and terrace.out/review/report.json\n',
    );
    expect(made('index.html')).toContain('aws_db_instance.main');
    expect(JSON.parse(made('report.json'))).toMatchObject({ formatVersion: 2, date: '2026-11-21' });
    expect(readdirSync(join(folder, 'terrace.out'))).toEqual(['review']);
  });

  test('exits 0 when every gate passes, and tells machines', async () => {
    write('closed', 'resource "aws_db_instance" "main" { storage_encrypted = true }');
    const { exitCode, stdout } = await run(['./closed'], { json: true });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      page: 'terrace.out/review/index.html',
      report: 'terrace.out/review/report.json',
      environments: [{ name: 'closed', passes: true }],
    });
  });

  test('writes the same bytes for the same input and day', async () => {
    await run(['./open']);
    const before = [made('index.html'), made('report.json')];
    await run(['./open']);
    expect([made('index.html'), made('report.json')]).toEqual(before);
  });

  test('leaves the page of an earlier run when the input is wrong', async () => {
    await run(['./open']);
    const before = made('index.html');
    write('broken', 'resource "aws_db_instance" {{{');
    await expect(run(['./broken'])).rejects.toThrow('main.tf');
    expect(made('index.html')).toBe(before);
  });

  test('that cannot be written is an error that names the place', async () => {
    rmSync(join(folder, 'terrace.out'), { recursive: true, force: true });
    writeFileSync(join(folder, 'terrace.out'), 'a file where the folder should be');
    chmodSync(join(folder, 'terrace.out'), 0o444);
    await expect(run(['./open'])).rejects.toThrow(join(folder, 'terrace.out/review'));
    rmSync(join(folder, 'terrace.out'));
  });
});
