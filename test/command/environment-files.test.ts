import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWhole } from '../../cli/files';

// A whole copy of the repository, since the environments are a part of the command line and of the app.
const repository = resolve(__dirname, '../..');
const parts = ['bin', 'cli', 'environments', 'examples', 'modules', 'policies', 'review', 'stacks'];
const files = ['main.ts', 'cdktf.json', 'package.json', 'tsconfig.json', '.terraform.lock.hcl'];
let folder: string;
const sound = readFileSync(join(repository, 'environments/dev.ts'), 'utf8');
const index = readFileSync(join(repository, 'environments/index.ts'), 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-files-'));
  for (const name of [...parts, ...files]) cpSync(join(repository, name), join(folder, name), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
});
beforeEach(() => {
  writeWhole(join(folder, 'environments/dev.ts'), sound);
  writeWhole(join(folder, 'environments/index.ts'), index);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(command: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, [join('bin', command), ...args], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((done) =>
    child.on('close', (code, signal) => done({ code, signal, out, err })),
  );
  return { child, ended };
}

const dev = 'environments/dev.ts';
const faults: [what: string, file: string, source: string, message: string][] = [
  ['an error at import', dev, `${sound}\nnull!.name;`, `${dev}: error at import: Cannot read properties of null`],
  ['throw null', dev, `${sound}\nthrow null;`, `${dev}: error at import: null was thrown`],
  [
    'process.exit(0)',
    dev,
    `${sound}\nprocess.exit(0);`,
    `${dev}: calls process.exit(0); an environment file is data only`,
  ],
  [
    'a rejected promise',
    dev,
    `${sound}\nvoid Promise.reject(new Error('no such host'));`,
    `${dev}: a promise is rejected: no such host`,
  ],
  ['what does not parse', dev, sound.replace('=', '= ='), `${dev}: line 3, column 20: Unexpected "="`],
  [
    'an import of no file',
    dev,
    `import { a } from './nowhere';\n${sound}\nconsole.log(a);`,
    `${dev}: line 1, column 19: Could not resolve "./nowhere"`,
  ],
  [
    'await',
    dev,
    `${sound}\nawait fetch('https://example.com');`,
    `${dev}: line ${`${sound}\n`.split('\n').length}, column 1: Top-level await is currently not supported`,
  ],
  [
    'an index without exports',
    'environments/index.ts',
    '// none\n',
    "environments/index.ts: expected `export { dev } from './dev'`, one line or more, found nothing",
  ],
  [
    'an index that throws',
    'environments/index.ts',
    `${index}throw new Error('later');`,
    'environments/index.ts: error at import: later',
  ],
  [
    'an index with a default export',
    'environments/index.ts',
    `${index}export default 7;`,
    "environments/index.ts: default: expected `export { dev } from './dev'`, one line or more, found 7",
  ],
];

async function expectRefusal(command: string, args: string[], file: string, source: string, message: string) {
  writeWhole(join(folder, file), source);
  const { code, out, err } = await start(command, args).ended;
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.startsWith(message)).toBe(true);
  expect(err).not.toMatch(/^\s+at |bug in terrace/m);
}

test.each(faults)(
  'the command line names the file of %s',
  (_, file, source, message) => expectRefusal('terrace.cjs', ['synth'], file, source, message),
  60_000,
);

test.each(faults.slice(0, 5))(
  'the app names the file of %s',
  (_, file, source, message) => expectRefusal('app.cjs', [], file, source, message),
  60_000,
);

test.each(['terrace.cjs', 'app.cjs'])(
  '%s is ended by SIGTERM while a file runs without end',
  async (command) => {
    writeWhole(join(folder, dev), `${sound}\nconsole.log('running'); while (true);`);
    const { child, ended } = start(command, command === 'app.cjs' ? [] : ['synth']);
    await new Promise((done) => child.stdout.once('data', done));
    await sleep(100);
    const before = Date.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
    expect(Date.now() - before).toBeLessThan(1000);
  },
  60_000,
);
