import { spawnSync } from 'node:child_process';
import { describe as shown } from '../../cli/errors';

const run = (line: string) =>
  spawnSync('bash', ['-c', `set -o pipefail; node bin/terrace.cjs rules --json ${line}`], { encoding: 'utf8' });

test.each([
  ['> /dev/full', 'standard output: ENOSPC'],
  ['| true', 'standard output: closed before everything was written'],
])('standard output that takes nothing ends with a message: %s', (line, message) => {
  const { status, stderr } = run(line);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test('a full disk is no bug in terrace', () => {
  const error = Object.assign(new Error('plan.json: ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(shown(error, false)).toBe(error.message);
  expect(shown(new TypeError('x is not a function'), false)).toContain('bug in terrace');
});
