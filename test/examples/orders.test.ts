import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Synthesized } from '../support/synth';

const root = process.cwd();
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
let app: string;

// As another team has it: the built library in node_modules, beside its peers; and their own app with its own tsconfig.
beforeAll(() => {
  app = mkdtempSync(path.join(os.tmpdir(), 'terrace-orders-'));
  const terrace = path.join(app, 'node_modules/terrace');
  mkdirSync(terrace, { recursive: true });
  const build = (config: string, out: string) =>
    execFileSync(process.execPath, [tsc, '-p', config, '--outDir', path.join(terrace, out)]);
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
  };
  writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
}, 60_000);
afterAll(() => rmSync(app, { recursive: true }));

test("an app with the compiler options of CDKTF's template finds the types", () => {
  const options = ['--noEmit', '--module', 'commonjs', '--moduleResolution', 'node10'];
  expect(() => execFileSync(process.execPath, [tsc, ...options], { cwd: app, encoding: 'utf8' })).not.toThrow();
}, 60_000);

test("another team's app compiles against the built library and synthesizes", () => {
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: app, encoding: 'utf8' });
  run(tsc);
  run('--preserve-symlinks', '--preserve-symlinks-main', 'main.js');
  const stack = new Synthesized(
    JSON.parse(readFileSync(path.join(app, 'cdktf.out/stacks/orders/cdk.tf.json'), 'utf8')),
  );

  expect(stack.one('aws_db_instance')).toMatchObject({ multi_az: true, storage_encrypted: true });
  const service = '${aws_security_group.service_security-group_';
  expect(stack.one('aws_vpc_security_group_egress_rule').security_group_id).toContain(service);
  expect(stack.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toContain(service);
}, 60_000);

test("judges itself by Terrace's rules beside its own", () => {
  const output = execFileSync(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', 'review.js'], {
    cwd: app,
    encoding: 'utf8',
  });
  expect(output).toContain(
    'medium orders/described-groups\n  orders/service/security-group description: expected "orders: …"',
  );
}, 60_000);
