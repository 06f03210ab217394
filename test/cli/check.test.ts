import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { check, type CheckOptions } from '../../cli/commands/check';
import { CliError, describe as say } from '../../cli/errors';
import { writeWhole } from '../../cli/files';
import { withInputErrors } from '../../cli/review/errors';
import { factsOfEnvironment } from '../../cli/review/facts';
import { RuleError } from '../../review/engine/evaluate';
import { InputError } from '../../review/model/input-error';
import { isCritical } from '../../policies/rules/support/criticality';
import { Graph } from '../../review/model/graph';
import { dev } from '../../environments/dev';
import { prod } from '../../environments/prod';
import { capturedIo } from '../support/io';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-check-'));
  write('shop/main.tf', 'resource "aws_db_instance" "main" { storage_encrypted = false }');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeWhole(join(folder, name), text);
const only: CheckOptions = { rule: ['rds/storage-encrypted'], date: '2026-11-21' };

/** Runs the command in the folder. */
async function run(args: readonly string[], options: CheckOptions = only) {
  const { io, printed } = capturedIo({ cwd: folder });
  const code = await check(args, options, io).catch((error: unknown) => {
    printed.err += say(error, false);
    return 2;
  });
  return { code, ...printed };
}

const waiver = (about = '') => `
- rule: RDS-01
  resource: aws_db_instance.main
  environment: shop
  reason: It holds a copy of what is public.
  owner: data@example.com
  ticket: SEC-7
  granted: 2026-11-01
  expires: 2026-12-01
${about}`;

describe('a folder of anybody’s Terraform', () => {
  test('is judged: exit 1 when its gate is closed', async () => {
    const { code, out } = await run(['shop']);
    expect(code).toBe(1);
    expect(out).toMatch(/shop\/main\.tf:1 {2}high {2}rds\/storage-encrypted {2}aws_db_instance\.main\n/);
    expect(out).toContain('  storage_encrypted: expected true, found false\n');
  });

  test('passes: exit 0', async () => {
    write('shop/main.tf', 'resource "aws_db_instance" "main" { storage_encrypted = true }');
    expect(await run(['shop'])).toMatchObject({ code: 0, out: expect.stringContaining('shop: the gate passes') });
  });

  test('is taken as critical, and says so, unless told otherwise', async () => {
    write('shop/main.tf', 'variable "a" {}\nresource "aws_db_instance" "main" { storage_encrypted = var.a }');
    expect(await run(['shop'])).toMatchObject({ code: 1, err: expect.stringContaining('criticality is critical') });
    expect(await run(['shop'], { ...only, criticality: 'low' })).toMatchObject({ code: 0, err: '' });
  });

  test('that is the working directory is called by its name', async () => {
    write('main.tf', 'resource "aws_db_instance" "main" { storage_encrypted = true }');
    expect((await run(['.'])).out).toContain(`${basename(folder)}: the gate passes`);
  });

  test('that is empty is no silent pass', async () => {
    write('shop/main.tf', 'variable "a" {}');
    expect(await run(['shop'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('shop: no resources found\nNothing was judged.'),
    });
  });

  test('can be told what it is, and its variables', async () => {
    write('shop/main.tf', 'variable "a" {}\nresource "aws_db_instance" "main" { storage_encrypted = var.a }');
    write('live.tfvars', 'a = true');
    const options = { ...only, criticality: 'critical', environment: 'live', varFile: ['live.tfvars'] };
    expect(await run(['shop'], options)).toMatchObject({
      code: 0,
      out: expect.stringContaining('live: the gate passes'),
    });
  });

  test('can be several', async () => {
    write('web/main.tf', 'resource "aws_db_instance" "main" { storage_encrypted = true }');
    const { out } = await run(['shop', './web'], { ...only, json: true });
    expect(JSON.parse(out).environments.map(({ name }: { name: string }) => name)).toEqual(['shop', 'web']);
  });
});

describe('what cdktf synthesized', () => {
  const stack = { resource: { aws_db_instance: { a: { '//': { metadata: { path: 'shop-data/a' } } } } } };
  const stacks = { 'shop-data': { synthesizedStackPath: 'stacks/shop-data/cdk.tf.json' } };
  beforeEach(() => {
    write('cdktf.out/manifest.json', JSON.stringify({ stacks }));
    write('cdktf.out/stacks/shop-data/cdk.tf.json', JSON.stringify(stack));
  });

  test('is judged whole, with the lines that synthesis recorded beside it', async () => {
    write('cdktf.out/sources.json', JSON.stringify({ 'shop-data/a': { file: 'src/data.ts', line: 7 } }));
    const { code, out } = await run(['cdktf.out'], { ...only, environment: 'live' });
    expect(code).toBe(1);
    expect(out).toContain('src/data.ts:7  high  rds/storage-encrypted  shop-data/a\n  aws_db_instance.a in live\n');
  });

  test.each(['infra/cdktf.out', 'infra/cdktf.out/stacks/shop-data/cdk.tf.json'])(
    'in another folder: %s names its files by the way to that folder',
    async (path) => {
      write('infra/src/data.ts', '');
      write('infra/cdktf.out/manifest.json', JSON.stringify({ stacks }));
      write('infra/cdktf.out/stacks/shop-data/cdk.tf.json', JSON.stringify(stack));
      write('infra/cdktf.out/sources.json', JSON.stringify({ 'shop-data/a': { file: 'src/data.ts', line: 7 } }));
      expect((await run([path])).out).toMatch(/^\S*infra\/src\/data\.ts:7 {2}high {2}rds\/storage-encrypted/m);
    },
  );

  test('is named where the project is given, and so is what to do before there is any', async () => {
    write('app/cdktf.json', '{}');
    expect(await run(['app'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/app: is a project of CDKTF: run "terrace synth .*app"/),
    });
    write('app/cdktf.out/manifest.json', '{}');
    expect(await run(['app'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/app: is a project of CDKTF: name \S*app\/cdktf\.out/),
    });
  });

  test('is one environment, called as the folder that it is in', async () => {
    write('cdktf.out/stacks/b/cdk.tf.json', JSON.stringify(stack));
    const two = { ...stacks, 'other-data': { synthesizedStackPath: 'stacks/b/cdk.tf.json' } };
    write('cdktf.out/manifest.json', JSON.stringify({ stacks: two }));
    const { out } = await run(['cdktf.out'], { ...only, json: true });
    expect(JSON.parse(out).environments).toMatchObject([
      { name: basename(folder), roots: ['shop-data', 'other-data'] },
    ]);
  });

  test('is refused where what stands beside it is broken', async () => {
    write('cdktf.out/sources.json', '[');
    expect(await run(['cdktf.out'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('sources.json: expected'),
    });
  });
});

describe('exit 2, and what to do:', () => {
  test.each<[string, string[], CheckOptions, string]>([
    ['no such path', ['./nowhere'], {}, './nowhere: no such file or directory'],
    ['no such path, outside a project', ['nowhere'], {}, 'nowhere: no such file or directory'],
    ['an unknown rule', ['shop'], { rule: ['rds/storage-encryptd'] }, 'Did you mean rds/storage-encrypted?'],
    [
      'an unknown format',
      ['shop'],
      { format: 'xml' },
      '--format: expected text, json, sarif, junit, markdown, html, found "xml"',
    ],
    ['a format that is a name of Object', ['shop'], { format: 'constructor' }, 'found "constructor"'],
    ['two formats', ['shop'], { format: 'sarif', json: true }, '--json and --format sarif cannot be used together'],
    [
      'an unknown severity',
      ['shop'],
      { severity: 'severe' },
      '--severity: expected critical, high, medium, low, found "severe"',
    ],
    [
      'an unknown framework',
      ['shop'],
      { framework: 'pci' },
      '--framework: expected cis-5.0, cis-3.0, fsbp, found "pci"',
    ],
    [
      'an unknown criticality',
      ['shop'],
      { criticality: 'severe' },
      '--criticality: expected low, medium, high, critical, found "severe"',
    ],
    [
      'a day that is none',
      ['shop'],
      { date: '2026-02-30' },
      '--date: expected a day as 2026-11-21, found "2026-02-30"',
    ],
    ['no such waivers', ['shop'], { waivers: 'no.yaml' }, '--waivers no.yaml: no such file'],
  ])('%s', async (_, args, options, message) => {
    const { code, out, err } = await run(args, { date: '2026-11-21', ...options });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('what cannot be read gives no report that could pass for one', async () => {
    write('shop/main.tf', 'resource "aws_db_instance" {');
    const { code, out, err } = await run(['shop']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('shop/main.tf');
  });

  test('a rule that throws is named, with the resource', async () => {
    const thrown = new RuleError('rds/a', 'prod-data/aws_db_instance.main', new Error('x is not a function'));
    const error = await withInputErrors(() => Promise.reject(thrown)).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(CliError);
    expect(say(error, false)).toBe(
      'rule rds/a failed on prod-data/aws_db_instance.main: x is not a function\n' +
        'Nothing was judged: what this rule would have reported is not known. --debug shows where it failed.',
    );
  });

  test('an input that is wrong says which file', async () => {
    const error = await withInputErrors(() => Promise.reject(new InputError('plan.json', 'expected JSON'))).catch(
      (e: unknown) => e,
    );
    expect(say(error, false)).toBe('plan.json: expected JSON\nNothing was judged.');
  });
});

test('an error that quotes the input does not steer the terminal', async () => {
  const quoting = new InputError('\u001b[2J.json', 'expected JSON, found "\u009b31m"');
  const error = await withInputErrors(() => Promise.reject(quoting)).catch((e: unknown) => e);
  expect(say(error, false)).toBe('\\u001b[2J.json: expected JSON, found "\\u009b31m"\nNothing was judged.');
});

describe('--against', () => {
  const multiAz = { ...only, rule: ['rds/storage-encrypted', 'rds/multi-az'] };
  beforeEach(async () => {
    await run(['shop'], { ...multiAz, all: true, json: true, output: 'older.json' });
    write('shop/main.tf', 'resource "aws_db_instance" "main" { multi_az = true }');
  });

  test('an older report says what is new, fixed and unchanged', async () => {
    const { out } = await run(['shop'], { ...multiAz, against: 'older.json' });
    expect(out).toContain('since older.json of 2026-11-21: 0 new, 1 fixed, 1 unchanged\n');
    expect(out).toContain('  - medium  rds/multi-az  aws_db_instance.main multi_az: expected true, found false\n');
  });

  test('says nothing of rules that are not judged', async () => {
    const { out } = await run(['shop'], { ...only, against: 'older.json' });
    expect(out).toContain('since older.json of 2026-11-21: 0 new, 0 fixed, 1 unchanged\n');
  });

  test('of neither a report nor a commit is exit 2', async () => {
    const { code, err } = await run(['shop'], { ...only, against: 'main' });
    expect(code).toBe(2);
    expect(err).toContain('--against main: no such report');
  });
});

describe('--output', () => {
  test('writes the report to a file, and nothing to standard output', async () => {
    const { code, out, err } = await run(['shop'], { ...only, format: 'sarif', output: 'out/terrace.sarif' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('wrote out/terrace.sarif');
    expect(JSON.parse(readFileSync(join(folder, 'out/terrace.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(readdirSync(join(folder, 'out'))).toEqual(['terrace.sarif']);
  });

  test('leaves an older file when nothing can be judged', async () => {
    write('report.json', 'older');
    await run(['./nowhere'], { output: 'report.json', json: true });
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('older');
  });

  test('that cannot be written is exit 2', async () => {
    write('taken', '');
    expect(await run(['shop'], { ...only, output: 'taken/report.txt' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--output taken/report.txt: '),
    });
  });
});

describe('only some rules', () => {
  const rules = async (options: CheckOptions) => {
    const { out } = await run(['shop'], { date: '2026-11-21', json: true, all: true, ...options });
    return JSON.parse(out).rules.map((rule: { id: string }) => rule.id);
  };

  test('by id or alias, in any letters', async () => {
    expect(await rules({ rule: ['rds-01', 'RDS/Multi-AZ'] })).toEqual(['rds/multi-az', 'rds/storage-encrypted']);
  });

  test('all of them, whatever the severity that is shown: the gate is the same', async () => {
    const report = async (severity: string) => {
      const { code, out } = await run(['shop'], { date: '2026-11-21', json: true, severity });
      const { findings, environments } = JSON.parse(out);
      return { code, environments, severities: new Set(findings.map((one: { severity: string }) => one.severity)) };
    };
    const [whole, critical] = [await report('low'), await report('critical')];
    expect([...whole.severities]).toContain('high');
    expect([...critical.severities].filter((severity) => severity !== 'critical')).toEqual([]);
    expect({ ...critical, severities: 0 }).toEqual({ ...whole, severities: 0 });
    const { code, out } = await run(['shop'], { date: '2026-11-21', severity: 'critical' });
    expect(code).toBe(1);
    expect(out).not.toContain('rds/storage-encrypted');
    expect(out).toMatch(/shop: the gate is closed by \d+ high/);
  });

  test('by framework', async () => {
    expect(await rules({ framework: 'CIS-5.0' })).toContain('rds/storage-encrypted');
    expect(await rules({ framework: 'cis-5.0' })).not.toContain('rds/customer-managed-key');
  });

  test('a waiver of another rule is not a fault then', async () => {
    write('waivers.yaml', waiver());
    const { out } = await run(['shop'], {
      rule: ['rds/multi-az'],
      date: '2026-11-21',
      waivers: 'waivers.yaml',
      json: true,
    });
    expect(JSON.parse(out).waiverProblems).toEqual([]);
  });
});

describe('--waivers', () => {
  test('of a file accept what they name', async () => {
    write('waivers.yaml', waiver());
    const { code, out } = await run(['shop'], { ...only, waivers: 'waivers.yaml' });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^waived {2}high {2}rds\/storage-encrypted {2}aws_db_instance\.main in shop\n {2}until 2026-12-01/,
    );
  });

  test.each([
    ['under a key', () => `waivers:${waiver()}`],
    ['as JSON', () => '{"waivers": []}'],
  ])('may be %s', async (_, text) => {
    write('waivers.yaml', text());
    expect((await run(['shop'], { ...only, waivers: 'waivers.yaml' })).err).not.toContain('waivers.yaml');
  });

  test('that ended, or are malformed, close the gate', async () => {
    write('waivers.yaml', waiver());
    const ended = await run(['shop'], { ...only, date: '2026-12-02', waivers: 'waivers.yaml' });
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('waivers.yaml: waivers[0] in shop: expired') });
    write('waivers.yaml', '- rule: RDS-01');
    const malformed = await run(['shop'], { ...only, waivers: 'waivers.yaml' });
    expect(malformed).toMatchObject({
      code: 1,
      out: expect.stringContaining('waivers.yaml: waivers[0].reason: expected'),
    });
  });

  test.each([
    ['is no YAML', 'waivers: [', /^waivers\.yaml: expected YAML or JSON: /m],
    ['is a bomb of aliases', `a: &a [x]\nb: [${'*a, '.repeat(9)}]`, /^waivers\.yaml: expected YAML or JSON: /m],
  ])('that %s is exit 2', async (_, text, message) => {
    write('waivers.yaml', text);
    const { code, err } = await run(['shop'], { ...only, waivers: 'waivers.yaml' });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('the facts of an environment', () => {
  test('come from its file; its log retention is the longer of what it decides and what its criticality asks for', () => {
    expect(factsOfEnvironment(prod)).toMatchObject({ name: 'prod', criticality: 'critical', logRetentionDays: 365 });
    expect(factsOfEnvironment({ ...prod, logRetentionDays: 30 }).logRetentionDays).toBe(365);
    expect(factsOfEnvironment({ ...dev, logRetentionDays: 30 })).toMatchObject({
      criticality: 'low',
      logRetentionDays: 30,
    });
  });

  test('have the criticality of its file, in its word; high is judged as strictly as critical', () => {
    const { criticality, ...high } = factsOfEnvironment({ ...prod, criticality: 'high' });
    expect(criticality).toBe('high');
    expect({ criticality: 'critical', ...high }).toEqual(factsOfEnvironment({ ...prod, criticality: 'critical' }));
    expect(isCritical({ graph: new Graph([]), environment: { criticality, ...high } })).toBe(true);
  });
});

describe('what takes seconds says what it is doing:', () => {
  test('many resources', async () => {
    write('shop/main.tf', 'resource "aws_sqs_queue" "a" { count = 10000 }');
    expect((await run(['shop'])).err).toContain('judging 10000 resources\n');
  });

  test('a large file', async () => {
    write('plan.json', JSON.stringify({ format_version: '1.2', comment: 'x'.repeat(20_000_000) }));
    expect((await run(['plan.json'])).err).toContain('reading plan.json: 20 MB\n');
  });
});
