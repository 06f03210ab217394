import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWhole } from '../../cli/files';
import { Checkout } from '../support/checkout';

// SIGTERM and SIGINT end a command within a second, and what it started, whatever it is doing.

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

/** Writes its process id, and runs until it is killed: nothing that it is asked ends it. */
const deaf = (file: string) => `trap '' INT TERM; echo $$ > '${file}'; while :; do sleep 0.1; done`;
const deafProgram = (name: string, when = 'true') => {
  const program = join(checkout.path, name);
  const version = 'printf "Terraform v1.12.0\\non linux_amd64\\n"';
  writeFileSync(program, `#!/bin/sh\nif ${when}; then ${deaf(pidFile())}; else ${version}; fi\n`, { mode: 0o755 });
  return { TERRAFORM_BINARY_NAME: program };
};
const pidFile = () => join(checkout.path, 'pid');
const isRunning = (pid: number) => {
  try {
    // One that has ended and that nobody has waited for is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const temporary = () => join(checkout.path, 'temporary');

async function endsWithin(limitMs: number, signal: NodeJS.Signals, args: readonly string[], env = {}) {
  const { child, done } = checkout.start(args, { TMPDIR: temporary(), ...env });
  const kill = setTimeout(() => child.kill('SIGKILL'), 30_000);
  while (!existsSync(pidFile()) && child.exitCode === null) await sleep(20);
  await sleep(100);
  const before = Date.now();
  child.kill(signal);
  const ran = await done;
  clearTimeout(kill);
  expect(Date.now() - before).toBeLessThan(limitMs);
  return ran;
}

describe.each<[NodeJS.Signals, number]>([
  ['SIGTERM', 143],
  ['SIGINT', 130],
])('%s', (signal, exitCode) => {
  test.each<[what: string, args: string[], prepare: () => Record<string, string>]>([
    [
      'an app that does not end',
      ['check', 'dev'],
      () => {
        checkout.useApp(deaf(pidFile()));
        return {};
      },
    ],
    [
      'an app behind another shell',
      ['synth'],
      () => {
        checkout.useApp(`sh -c "${deaf(pidFile()).replaceAll('$', '\\$')}" | cat`);
        return {};
      },
    ],
    ['terraform version that does not answer', ['doctor'], () => deafProgram('terraform-deaf')],
  ])(
    'ends %s',
    async (_, args, prepare) => {
      mkdirSync(temporary());
      const env = prepare();
      const ran = await endsWithin(1000, signal, args, env);
      expect(ran).toMatchObject({ exitCode, stdout: '', stderr: `interrupted (${signal})\n` });
      const pid = Number(readFileSync(pidFile(), 'utf8'));
      await sleep(50);
      expect(isRunning(pid)).toBe(false);
      expect(readdirSync(temporary())).toEqual([]);
    },
    60_000,
  );

  test('ends a long check of a folder', async () => {
    const block = (index: number) => `resource "aws_security_group" "g${index}" {\n  name = "g${index}"\n}\n`;
    writeWhole(
      join(checkout.path, 'large/main.tf'),
      Array.from({ length: 60_000 }, (_, index) => block(index)).join(''),
    );
    const { child, done } = checkout.start(['check', 'large']);
    await sleep(1500);
    expect(child.exitCode).toBeNull();
    const before = Date.now();
    child.kill(signal);
    expect(await done).toMatchObject({ stdout: '' });
    expect(Date.now() - before).toBeLessThan(1000);
    expect(child.signalCode).toBe(signal);
  }, 60_000);
});
