import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Synthesized } from '../support/synth';

const root = process.cwd();
/** What `npm run build` compiles with, and what another team has. */
const ours = path.join(root, 'node_modules/typescript-7/bin/tsc');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
let app: string;

// As another team has it: the built library in node_modules, beside its peers; and their own app with its own tsconfig.
beforeAll(() => {
  app = mkdtempSync(path.join(os.tmpdir(), 'terrace-orders-'));
  const terrace = path.join(app, 'node_modules/terrace');
  mkdirSync(terrace, { recursive: true });
  const build = (config: string, out: string) =>
    execFileSync(process.execPath, [ours, '-p', config, '--outDir', path.join(terrace, out)]);
  build('tsconfig.build.json', 'dist');
  build('tsconfig.policies.json', 'dist');
  cpSync('package.json', path.join(terrace, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
  const scopes = Object.keys(dependencies).map((name) => name.split('/')[0] as string);
  for (const peer of new Set(['cdktf', 'constructs', '@cdktf', '@types', ...scopes])) {
    symlinkSync(path.join(root, 'node_modules', peer), path.join(app, 'node_modules', peer));
  }
  cpSync('examples/orders', app, { recursive: true });
  const compilerOptions = {
    module: 'node16',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    preserveSymlinks: true,
    sourceMap: true,
  };
  writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
}, 60_000);
afterAll(() => rmSync(app, { recursive: true }));

test("an app with the compiler options of CDKTF's template finds the types", () => {
  const options = ['--noEmit', '--module', 'commonjs', '--moduleResolution', 'node10'];
  expect(() => execFileSync(process.execPath, [tsc, ...options], { cwd: app, encoding: 'utf8' })).not.toThrow();
}, 60_000);

const asInstalled = ['--preserve-symlinks', '--preserve-symlinks-main'];
const run = (args: readonly string[], env = {}) =>
  execFileSync(process.execPath, args, { cwd: app, encoding: 'utf8', env: { ...process.env, ...env } });

test("another team's app compiles against the built library and synthesizes", () => {
  run([tsc]);
  run([...asInstalled, 'main.js']);
  const stack = new Synthesized(
    JSON.parse(readFileSync(path.join(app, 'cdktf.out/stacks/orders/cdk.tf.json'), 'utf8')),
  );

  expect(stack.one('aws_db_instance')).toMatchObject({ multi_az: true, storage_encrypted: true });
  const service = '${aws_security_group.service_security-group_';
  expect(stack.one('aws_vpc_security_group_egress_rule').security_group_id).toContain(service);
  expect(stack.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toContain(service);
}, 60_000);

describe('findings of an app that nobody changed name the lines of its TypeScript', () => {
  const source = readFileSync('examples/orders/main.ts', 'utf8').split('\n');
  const lineOf = (text: string) => source.findIndex((line) => line.includes(text)) + 1;
  const findings = () => {
    const { findings } = JSON.parse(
      terrace('check', path.join(app, 'cdktf.out'), '--json', '--all', '--criticality', 'low'),
    );
    return findings as { constructPath?: string; file: string; line: number }[];
  };
  /** The findings decide its exit code, which is not asked for here. */
  const terrace = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(root, 'bin/terrace.cjs'), ...args], {
      cwd: os.tmpdir(),
      encoding: 'utf8',
      maxBuffer: 1e8,
    }).stdout;
  const expectLines = () => {
    const lines = new Map(findings().map(({ constructPath, file, line }) => [constructPath, `${file}:${line}`]));
    const main = path.join(app, 'main.ts');
    expect(lines.get('orders/database/source/instance')).toBe(`${main}:${lineOf('new Database(')}`);
    expect(lines.get('orders/service/security-group')).toBe(`${main}:${lineOf('new SecurityGroup(')}`);
    expect(lines.get('orders/role/role')).toBe(`${main}:${lineOf('new Role(')}`);
    // Whatever makes a resource in a library is called from a line of the app.
    for (const [construct, line] of lines)
      if (construct) expect([construct, line.split(':')[0]]).toEqual([construct, main]);
  };

  test('by terrace synth, which runs the command of its cdktf.json', () => {
    const command = [process.execPath, ...asInstalled, 'main.js'].map((word) => `"${word}"`).join(' ');
    writeFileSync(path.join(app, 'cdktf.json'), JSON.stringify({ language: 'typescript', app: command }));
    expect(terrace('synth', app)).toMatch(/^orders\nwrote .*cdktf\.out, with the source line of \d+ constructs\n$/);
    expectLines();
  });

  test('by the preload of the library', () => {
    rmSync(path.join(app, 'cdktf.out'), { recursive: true });
    run([...asInstalled, 'main.js'], { NODE_OPTIONS: '--require terrace/source-frames/register' });
    expectLines();
  });
});

test("judges itself by Terrace's rules beside its own", () => {
  const output = run([...asInstalled, 'review.js']);
  expect(output).toContain(
    'medium orders/described-groups\n  orders/service/security-group description: expected "orders: …"',
  );
}, 60_000);
