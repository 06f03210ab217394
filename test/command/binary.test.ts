import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'terrace-binary-'));
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is answered about a program with this script; in a process of its own, since Jest does not import execa. */
function found(script: string, env = {}): string {
  const command = join(folder, 'terraform');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  const entry = join(folder, 'entry.ts');
  const source = resolve(__dirname, '../../cli/terraform/binary');
  writeFileSync(
    entry,
    `import { findBinary } from '${source}';
    findBinary({ env: process.env, signal: new AbortController().signal }, 1000).then((b) => console.log(b!.version), (e) => console.log(e.message));`,
  );
  const all = { ...process.env, TERRAFORM_BINARY_NAME: command, ...env };
  return execFileSync(process.execPath, ['bin/run.cjs', entry.replace(/^/, '../'.repeat(9))], {
    encoding: 'utf8',
    env: all,
  });
}

test('a program that hangs is not waited for', () => {
  expect(found('exec sleep 40')).toContain('no answer within 1 s');
});

test('control characters of a program do not reach the terminal', () => {
  expect(found("printf '\\033[2Jgarbage'")).toContain('�[2Jgarbage');
});

test('arguments for other commands do not hide the version', () => {
  const script = '[ -z "$TF_CLI_ARGS" ] || exit 1; printf "Terraform v1.12.0\\non linux_amd64\\n"';
  expect(found(script, { TF_CLI_ARGS: '-nonsense' })).toBe('1.12.0\n');
});
