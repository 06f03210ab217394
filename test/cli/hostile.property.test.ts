import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { describe as describeError } from '../../cli/errors';
import { program } from '../../cli/program';
import { withInputErrors } from '../../cli/review/errors';
import { writeWhole } from '../../cli/files';
import { attribute } from '../../review/engine/attribute';
import { factsFor } from '../../review/engine/environment-facts';
import { judge } from '../../review/assessment/judge';
import { defineRule } from '../../review/engine/rule';
import { graphOfHcl } from '../../review/model/load';
import { capturedIo } from '../support/io';

const command = resolve(__dirname, '../../bin/terrace.cjs');
/** Far more than any of these takes: what hangs is killed, and has no exit code. */
const patience = 60_000;
jest.setTimeout(2 * patience);

let folder: string;
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'terrace-hostile-')))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Buffer>>;

const argsFor = (path: string, options: readonly string[]) => {
  return ['check', path, '--date', '2026-11-21', '--criticality', 'critical', ...options];
};
const writeAll = (files: Files) => {
  for (const [name, text] of Object.entries(files)) writeWhole(join(folder, name), text as string);
};

/** Runs `terrace check` on what the files are: the whole command, in this process, which starts faster. */
async function check(files: Files, path = '.', ...options: readonly string[]) {
  writeAll(files);
  const { io, printed } = capturedIo({ cwd: folder });
  let code: number | null = null;
  try {
    await program(io, (its) => (code = its)).parseAsync(argsFor(path, options), { from: 'user' });
  } catch (error) {
    code = 2;
    printed.err += `${describeError(error, false)}\n`;
  }
  // Named from the folder, as they would be there.
  return { code, out: printed.out, err: printed.err.replaceAll(`${relative(process.cwd(), folder)}/`, '') };
}

/** The same as somebody would: a process of its own, its standard output no terminal. */
async function checkAlone(files: Files, path = '.', ...options: readonly string[]) {
  writeAll(files);
  const args = [command, ...argsFor(path, options)];
  const child = spawn(process.execPath, args, { cwd: folder, timeout: patience, killSignal: 'SIGKILL' });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (printed.out += chunk));
  child.stderr.on('data', (chunk) => (printed.err += chunk));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, ...printed };
}

const plan = (about: object) => JSON.stringify({ format_version: '1.2', terraform_version: '1.9.8', ...about });
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('exit 2 and one error, which names the file and the place, for', () => {
  test.each<[string, Files, string, string]>([
    [
      'JSON with a mistake',
      { 'a/main.tf.json': '{\n  "resource": {,}\n}' },
      'a',
      'a/main.tf.json:2:16: is not valid JSON',
    ],
    [
      'JSON cut off',
      { 'a/main.tf.json': '{"resource": {"aws_vpc": {' },
      'a',
      'a/main.tf.json:1:27: the JSON ends too early',
    ],
    ['an empty file of JSON', { 'a/main.tf.json': '' }, 'a', 'a/main.tf.json: is empty'],
    ['HCL with a mistake', { 'a/main.tf': 'resource "aws_vpc" "a" {\n  cidr_block = \n}\n' }, 'a', 'a/main.tf:2:16: '],
    ['HCL cut off', { 'a/main.tf': 'resource "aws_vpc" "a" {\n  cidr_block = [1,' }, 'a', 'a/main.tf:2:'],
    ['a text that never ends', { 'a/main.tf': `locals {\n  a = "${'x'.repeat(1e6)}` }, 'a', 'a/main.tf:2:'],
    ['binary garbage as HCL', { 'a/main.tf': Buffer.from([0, 255, 254, 1, 128, 10]) }, 'a', 'a/main.tf: is not text'],
    ['binary garbage as JSON', { 'a.json': Buffer.from([0, 255, 254, 1, 128, 10]) }, 'a.json', 'a.json: is not text'],
    [
      'a plan as Terraform keeps it, not as JSON',
      { 'a.plan': Buffer.from('PK\u0003\u0004\u0000\u00ff', 'latin1') },
      'a.plan',
      'a.plan: ',
    ],
    ['a plan cut off', { 'a.json': plan({ planned_values: {} }).slice(0, -3) }, 'a.json', 'a.json:1:'],
    [
      'a plan of a newer format',
      { 'a.json': plan({ format_version: '2.0', planned_values: {} }) },
      'a.json',
      'a.json: format_version: expected 1.x, found "2.0"',
    ],
    [
      'a plan that failed',
      { 'a.json': plan({ errored: true, planned_values: {} }) },
      'a.json',
      'a.json: is of a plan that failed',
    ],
    ['a state', { 'a.json': plan({ values: {} }) }, 'a.json', 'a.json: is a state'],
    ['JSON of something else', { 'a.json': '{"name": "x"}' }, 'a.json', 'a.json: expected a plan'],
    ['a number, which is JSON', { 'a.json': '7' }, 'a.json', 'a.json: '],
    ['a plan 100,000 levels deep', { 'a.json': `{"planned_values":${nested(100_000)}}` }, 'a.json', 'a.json:1:'],
    ['JSON 100,000 levels deep', { 'a/main.tf.json': nested(100_000) }, 'a', 'a/main.tf.json:1:'],
    [
      'lists 100,000 levels deep that nobody closed',
      { 'a/main.tf.json': '['.repeat(100_000) },
      'a',
      'a/main.tf.json:1:201: is nested deeper',
    ],
    [
      'HCL 100,000 levels deep',
      { 'a/main.tf': `locals {\n  a = ${'['.repeat(1e5)}${']'.repeat(1e5)}\n}` },
      'a',
      'a/main.tf:2:',
    ],
    ['blocks 100,000 levels deep', { 'a/main.tf': `${'a {\n'.repeat(1e5)}${'}\n'.repeat(1e5)}` }, 'a', 'a/main.tf:'],
    [
      'templates 100,000 levels deep',
      { 'a/main.tf': `locals {\n  a = ${'"${'.repeat(1e5)}1${'}"'.repeat(1e5)}\n}` },
      'a',
      'a/main.tf:2:',
    ],
    [
      'a count of more than anybody has',
      { 'a/main.tf': 'resource "aws_vpc" "a" {\n  count = 1e9\n}' },
      'a',
      'a/main.tf:1: resource "aws_vpc" "a": count makes',
    ],
    [
      'modules that call each other',
      { 'a/main.tf': 'module "m" {\n  source = "./m"\n}', 'a/m/main.tf': 'module "n" {\n  source = "../m"\n}' },
      'a',
      'a/m/main.tf:1: module.n calls itself',
    ],
    [
      'a manifest of cdktf that is broken',
      { 'cdktf.out/manifest.json': '{"stacks": {"a": 7}}' },
      'cdktf.out',
      'cdktf.out/manifest.json',
    ],
    [
      'a stack of cdktf that is not there',
      { 'cdktf.out/manifest.json': '{"stacks": {"a": {"synthesizedStackPath": "stacks/a/cdk.tf.json"}}}' },
      'cdktf.out',
      'cdktf.out/stacks/a/cdk.tf.json',
    ],
    [
      'a stack of cdktf that is somewhere else',
      { 'cdktf.out/manifest.json': '{"stacks": {"a": {"synthesizedStackPath": "../../../etc/passwd"}}}' },
      'cdktf.out',
      'cdktf.out',
    ],
    ['a folder without Terraform', { 'a/README.md': '# Nothing' }, 'a', 'a: holds no .tf or .tf.json file'],
    ['a folder whose Terraform is further down', { 'a/dev/main.tf': '' }, 'a', 'name one, such as a/dev'],
    ['a file that is no Terraform', { 'a.txt': 'x' }, 'a.txt', 'a.txt: expected a plan'],
    ['nothing of the name', {}, './a', './a: no such file or directory'],
  ])('%s', async (_, files, path, message) => {
    const { code, out, err } = await check(files, path);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expectShort(err);
  });

  test('a folder that is empty', async () => {
    const { code, out, err } = await checkAlone({});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^\.: holds no \.tf or \.tf\.json file: name a folder that does\n/);
  });

  const asRoot = process.getuid?.() === 0;
  // Nothing is unreadable to root.
  (asRoot ? test.skip : test)('a file that may not be read', async () => {
    writeWhole(join(folder, 'main.tf'), '');
    chmodSync(join(folder, 'main.tf'), 0);
    const { code, out, err } = await checkAlone({});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^main\.tf: permission denied/);
  });

  test('one broken file among sound ones, in every format', async () => {
    const files = { 'a/main.tf': 'resource "aws_vpc" "a" {}', 'a/z.tf.json': '{' };
    for (const format of ['text', 'json', 'sarif', 'junit', 'markdown', 'html']) {
      const { code, out, err } = await check(files, 'a', '--format', format);
      expect({ format, code, out }).toEqual({ format, code: 2, out: '' });
      expect(err).toContain('a/z.tf.json:1:');
    }
  });
});

/** An error is for people: what happened and what to do, and not where in Terrace. */
function expectShort(err: string): void {
  expect(err).not.toMatch(/^\s+at /m);
  expect(err).not.toContain('This is a bug in terrace');
  expect(err.length).toBeLessThan(1000);
  expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
}

const database = 'resource "aws_db_instance" "main" {\n  storage_encrypted = false\n}\n';

describe('what is merely odd is judged, and what is wrong beside it is found:', () => {
  test.each<[string, Files]>([
    [
      'a text of 50 MB',
      { 'main.tf': `${database}resource "aws_s3_bucket" "a" {\n  bucket = "${'x'.repeat(50_000_000)}"\n}\n` },
    ],
    [
      'a policy of 50 MB that is none',
      { 'main.tf': `${database}resource "aws_iam_policy" "a" {\n  policy = "${'{'.repeat(50_000_000)}"\n}\n` },
    ],
    [
      'keys that are names of Object',
      {
        'main.tf': database,
        'odd.tf.json':
          '{"resource": {"aws_s3_bucket": {"__proto__": {"__proto__": {"x": 1}, "bucket": "${aws_s3_bucket.constructor.id}", "tags": {"__proto__": "x"}}, "constructor": {"bucket": "b", "toString": [{"hasOwnProperty": 1}]}}, "__proto__": {"__proto__": {}}}, "locals": {"__proto__": 1}, "output": {"__proto__": {"value": "${local.__proto__}"}}}',
      },
    ],
    [
      'references that go round in circles',
      {
        'main.tf': `${database}
          locals {
            a = local.b
            b = local.a
          }
          resource "aws_security_group" "a" {
            name   = local.a
            vpc_id = aws_security_group.b.vpc_id
          }
          resource "aws_security_group" "b" {
            name   = aws_security_group.a.name
            vpc_id = aws_security_group.a.vpc_id
          }
          resource "aws_iam_role" "a" {
            assume_role_policy = aws_iam_role.a.assume_role_policy
          }
          resource "aws_kms_key" "a" {
            policy = jsonencode({ Statement = [{ Effect = "Allow", Resource = aws_kms_key.a.arn, Principal = "*", Action = "*" }] })
          }`,
      },
    ],
    [
      'policies 100,000 levels deep',
      { 'main.tf': `${database}resource "aws_iam_policy" "a" {\n  policy = <<EOT\n${nested(100_000)}\nEOT\n}\n` },
    ],
  ])('%s', async (_, files) => {
    const { code, out, err } = await check({ ...files }, '.', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { findings } = JSON.parse(out);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'rds/storage-encrypted', status: 'fail', address: 'aws_db_instance.main' }),
    );
  });

  // Known to crash: policies/model/identity.ts follows such names without end.
  test('resources whose names are each other’s ARN', async () => {
    const named = (one: string, other: string) =>
      `resource "aws_iam_user" "${one}" {\n  name = aws_iam_user.${other}.arn\n}\n`;
    const { code, err } = await check({ 'main.tf': `${database}${named('a', 'b')}${named('b', 'a')}` }, '.', '--json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  test('in a report no line of a terminal is longer for it, and nothing steers the terminal', async () => {
    const name = '\\u001b[2J\\u0007';
    const json = `{"resource": {"aws_db_instance": {"${name}": {"storage_encrypted": "${name}${'x'.repeat(1e6)}"}}}}`;
    const { code, out } = await check({ 'main.tf.json': json }, '.');
    expect(code).toBe(1);
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(1000);
  });
});

describe('a rule that throws', () => {
  const broken = defineRule({
    id: 's3/broken',
    aliases: [],
    title: 'Buckets do not break rules',
    severity: 'high',
    why: 'They do here.',
    fix: 'Mend the rule.',
    resources: ['aws_s3_bucket'],
    check: (bucket) => {
      if (bucket.at('bucket') === 'odd') throw new TypeError('statements.map is not a function');
      return attribute(bucket, 'bucket').isPresent();
    },
    examples: { good: { one: '' }, bad: { none: '' } },
  });

  test('is an error that names the rule and the resource, and no report', async () => {
    const graph = await graphOfHcl(
      'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "odd"\n}',
      'shop',
    );
    const judged = async () =>
      judge(graph, { rules: [broken], factsOf: (name) => factsFor(name, 'low'), date: '2026-11-21' });
    await expect(withInputErrors(judged)).rejects.toMatchObject({
      name: 'CliError',
      message: 'rule s3/broken failed on shop/aws_s3_bucket.b: statements.map is not a function',
      next: 'Nothing was judged: what this rule would have reported is not known. --debug shows where it failed.',
    });
  });
});
