import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError } from '../../../review/model/input-error';
import { checkPath, graphOfFolder, graphOfHcl, graphOfPlan, graphOfStacks } from '../../../review/model/load';
import { Unknown } from '../../../review/model/value';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-model-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The message of the error that reading gives, with the folder as `@`. */
async function problem(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message.replaceAll(folder, '@');
  }
  throw new Error('it was read');
}

const stack = (json: object) => graphOfStacks([{ name: 's', file: 'cdk.tf.json', json: json as never }]);

describe('one clear error for', () => {
  test.each<[string, Record<string, string | Buffer>, string]>([
    [
      'HCL that stops in the middle',
      { 'main.tf': 'resource "a" "b" {\n  x = [1,\n' },
      '@/main.tf:3:1: Missing expression',
    ],
    ['HCL with a mistake', { 'main.tf': 'resource "a" "b" {\n  x = \n}\n' }, '@/main.tf:2:7: Invalid expression'],
    ['binary garbage', { 'main.tf': Buffer.from([1, 0, 255, 3]) }, '@/main.tf: is not text: expected UTF-8'],
    ['JSON cut off', { 'main.tf.json': '{"resource": {' }, '@/main.tf.json:1:15: the JSON ends too early'],
    [
      'JSON with a mistake',
      { 'main.tf.json': '{\n  "a": 1,\n}' },
      '@/main.tf.json:3:1: is not valid JSON: Expected double-quoted',
    ],
    ['an empty file of JSON', { 'main.tf.json': '' }, '@/main.tf.json: is empty: expected JSON'],
    ['a list as JSON', { 'main.tf.json': '[]' }, '@/main.tf.json: expected an object of JSON, found []'],
    [
      'a block that is a number',
      { 'main.tf.json': '{"resource": {"a": {"b": 3}}}' },
      '@/main.tf.json: resource.a.b: expected a block, found 3',
    ],
    [
      'a kind that is a text',
      { 'main.tf.json': '{"resource": "x"}' },
      '@/main.tf.json: resource: expected a block, found "x"',
    ],
    [
      'a key that JSON would lose',
      { 'main.tf.json': '{"resource": {"a": {"b": {}, "b": {}}}}' },
      '@/main.tf.json:1:30: the key "b" is there twice: keep one',
    ],
    [
      'a resource declared twice',
      { 'a.tf': 'resource "a" "b" {}', 'b.tf': '\nresource "a" "b" {}' },
      '@/b.tf:2: resource "a" "b" is declared twice, first in @/a.tf:1: rename one',
    ],
    ['an argument given twice', { 'main.tf': 'resource "a" "b" {\n  x = 1\n  x = 2\n}' }, '@/main.tf:3:'],
    [
      'an enormous count',
      { 'main.tf': 'resource "a" "b" {\n  count = 1000000000\n}' },
      '@/main.tf:1: resource "a" "b": count makes 1000000000 instances; expected at most 200000 in all',
    ],
    [
      'a module that calls itself',
      { 'main.tf': 'module "m" {\n  source = "./m"\n}', 'm/main.tf': 'module "n" {\n  source = "../m"\n}' },
      '@/m/main.tf:1: module.n calls itself: m → m',
    ],
    [
      'a block among variables',
      { 'main.tf': '', 'terraform.tfvars': 'a = 1\nb {\n}' },
      '@/terraform.tfvars:2: expected values, "name = …", found a block "b"',
    ],
    [
      'deep brackets in HCL',
      { 'main.tf': `locals {\n  a = ${'['.repeat(100_000)}` },
      '@/main.tf:2:106: is not valid HCL: is nested deeper than 200 levels',
    ],
    ['deep signs in HCL', { 'main.tf': `locals {\n  a = ${'!'.repeat(100_000)}true\n}` }, '@/main.tf:2:'],
    ['deep JSON', { 'main.tf.json': '['.repeat(100_000) }, '@/main.tf.json:1:201: is nested deeper than 200 levels'],
    ['a long row of operators', { 'main.tf': `locals {\n  a = ${'1+'.repeat(100_000)}1\n}` }, '@/main.tf:2:'],
  ])('%s', async (_, files, message) => {
    write(files);
    expect(await problem(() => graphOfFolder(folder))).toContain(message);
  });

  test('a path that is nothing, a file that is nothing, a loop of links, a file that may not be read', async () => {
    write({ 'x.txt': 'x', 'x.json': '{}', 'main.tf': '' });
    expect(await problem(() => checkPath(join(folder, 'no')))).toBe('@/no: no such file or directory');
    expect(await problem(() => checkPath(join(folder, 'x.txt')))).toContain(
      '@/x.txt: expected a plan of "terraform show -json"',
    );
    expect(await problem(() => checkPath(join(folder, 'x.json')))).toContain(
      '@/x.json: expected a plan of "terraform show -json"',
    );
    expect(await problem(() => checkPath(join(folder, 'main.tf')))).toBe(
      '@/main.tf: is one file of a module: name its folder, @',
    );
    symlinkSync(join(folder, 'loop.tf'), join(folder, 'loop.tf'));
    expect(await problem(() => checkPath(folder))).toBe('@/loop.tf: is a symbolic link that leads to itself');
    rmSync(join(folder, 'loop.tf'));
    if (process.getuid?.() === 0) return;
    chmodSync(join(folder, 'main.tf'), 0);
    expect(await problem(() => checkPath(folder))).toBe('@/main.tf: permission denied: cannot be read');
  });

  test('a folder without Terraform says which folders below it have some', async () => {
    write({ 'dev/main.tf': '', 'docs/x.md': '' });
    expect(await problem(() => checkPath(folder))).toBe(
      '@: holds no .tf or .tf.json file, but a folder below it: name one, such as @/dev',
    );
    expect(await problem(() => checkPath(join(folder, 'docs')))).toBe(
      '@/docs: holds no .tf or .tf.json file: name a folder that does',
    );
  });

  test.each<[string, object, string]>([
    ['a newer format', { format_version: '2.0', planned_values: {} }, 'format_version: expected 1.x, found "2.0"'],
    ['a state', { format_version: '1.0', values: {} }, 'is a state: expected a plan'],
    ['a plan that failed', { format_version: '1.2', planned_values: {}, errored: true }, 'is of a plan that failed'],
    ['a plan cut off', { format_version: '1.2' }, 'planned_values: expected what is planned, found nothing'],
    ['no plan', { x: 1 }, 'format_version: expected a plan'],
    [
      'changes that are none',
      { format_version: '1.2', planned_values: {}, resource_changes: [3] },
      'resource_changes[0]: expected a change with its address, found 3',
    ],
    [
      'resources that are none',
      { format_version: '1.2', planned_values: { root_module: { resources: [3] } } },
      'planned_values: expected resources with address, type and name, found 3',
    ],
    [
      'modules that are none',
      { format_version: '1.2', planned_values: { root_module: { child_modules: {} } } },
      'planned_values: child_modules: expected a list, found {}',
    ],
  ])('%s', async (_, plan, message) => {
    expect(await problem(() => graphOfPlan(plan as never))).toContain(`plan.json: ${message}`);
  });
});

describe('names of JavaScript', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  test('are names like others', async () => {
    const json = JSON.parse(
      `{${names.map((name) => `"x${name}": 0`).join(',')}, "resource": {${names
        .map(
          (type) =>
            `"${type}": {${names.map((name) => `"${name}": {"${name}": "v", "of": "\${local.${name}}"}`).join(',')}}`,
        )
        .join(',')}}, "locals": {${names.map((name) => `"${name}": "l"`).join(',')}}}`,
    );
    const graph = await stack(json);
    expect(graph.all(...names)).toHaveLength(16);
    for (const resource of graph.all(...names)) {
      expect(resource.at(resource.name)).toBe('v');
      expect(resource.at('of')).toBe('l');
      expect(resource.at('valueOf')).toBeUndefined();
    }
    expect(({} as Record<string, unknown>).v).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('are not there where nobody wrote them', async () => {
    const graph = await graphOfHcl(`
      locals { empty = {} }
      resource "a" "b" {
        ${names.map((name, index) => `l${index} = local.${name}\n r${index} = ${name}.${name}.x\n e${index} = local.empty.${name}\n v${index} = var.${name}\n m${index} = module.${name}.x`).join('\n')}
      }`);
    for (const value of Object.values(graph.all('a')[0]!.attributes)) expect(value).toBeInstanceOf(Unknown);
  });
});

describe('what goes round in circles', () => {
  test('is unknown, and says so', async () => {
    const graph = await graphOfHcl(
      `
      locals {
        a = local.b
        b = "x-\${local.c}"
        c = [local.a]
      }
      resource "t" "a" {
        count = length(t.a)
      }
      resource "t" "b" {
        own  = t.b.own
        one  = t.c.two
        name = "b"
        same = t.c.name
      }
      resource "t" "c" {
        two  = t.b.one
        name = t.b.name
      }
      resource "t" "d" { x = local.a }`.replace('{ x = local.a }', '{\n x = local.a\n }'),
    );
    const [a, b, c, d] = graph.all('t');
    expect(a!.address).toBe('t.a[?]');
    expect(b!.at('own')).toEqual(new Unknown('t.b.own refers to itself'));
    expect(b!.at('one')).toBeInstanceOf(Unknown);
    // Two resources may need each other's arguments where these do not.
    expect([c!.at('name'), b!.at('same')]).toEqual(['b', 'b']);
    expect(d!.at('x')).toBeInstanceOf(Unknown);
  });

  test('also a circle of 20,000', async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`l${index}`, `\${local.l${(index + 1) % 20_000}}`]),
    );
    const graph = await stack({ locals, resource: { t: { r: { x: '${local.l7}' } } } });
    expect(String(graph.all('t')[0]!.at('x'))).toMatch(/refers to itself/);
  });
});

describe('chains of 20,000', () => {
  test('of locals have an end', async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`l${index}`, index === 19_999 ? 'end' : `\${local.l${index + 1}}`]),
    );
    const graph = await stack({ locals, resource: { t: { r: { x: 'a-${local.l0}' } } } });
    expect(graph.all('t')[0]!.at('x')).toBe('a-end');
  });

  test('of resources have an end', async () => {
    const t = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [
        `r${index}`,
        { x: index === 19_999 ? 'end' : `\${t.r${index + 1}.x}` },
      ]),
    );
    const graph = await stack({ resource: { t } });
    expect(graph.all('t')[0]!.at('x')).toBe('end');
    expect(graph.all('t').every((resource) => resource.at('x') === 'end')).toBe(true);
  });

  test('of lists in lists are unknown', async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`l${index}`, index === 0 ? 'end' : [`\${local.l${index - 1}}`]]),
    );
    const graph = await stack({ locals, resource: { t: { r: { x: '${local.l19999}' } } } });
    expect(String(graph.all('t')[0]!.at('x'))).toMatch(/is nested deeper than 200 levels/);
  });
});

describe('what would take for ever is unknown', () => {
  test('lists that double', async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `l${index}`,
        index === 0 ? ['x'] : `\${[local.l${index - 1}, local.l${index - 1}]}`,
      ]),
    );
    const graph = await stack({ locals, resource: { t: { r: { x: '${jsonencode(local.l59)}', y: '${local.l59}' } } } });
    expect(String(graph.all('t')[0]!.at('x'))).toMatch(/has more than/);
    expect(String(graph.all('t')[0]!.at('y'))).toMatch(/has more than/);
  });

  test('texts that double', async () => {
    const locals = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `l${index}`,
        index === 0 ? 'xxxxxxxx' : `\${local.l${index - 1}}\${local.l${index - 1}}`,
      ]),
    );
    const graph = await stack({ locals, resource: { t: { r: { x: '${local.l59}' } } } });
    expect(String(graph.all('t')[0]!.at('x'))).toMatch(/has more than/);
  });

  test('loops in loops', async () => {
    const loop = '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]';
    const graph = await stack({ resource: { t: { r: { x: `\${length(flatten(${loop}))}` } } } });
    expect(String(graph.all('t')[0]!.at('x'))).toMatch(/steps to compute/);
  });
});

test('a text of 50 MB is read', async () => {
  const text = 'x'.repeat(50_000_000);
  write({
    'main.tf': `resource "t" "r" {\n  x = "${text}"\n  y = t.r.x\n}\n`,
    'b.tf.json': JSON.stringify({ locals: { l: text } }),
  });
  const graph = await graphOfFolder(folder);
  expect(String(graph.all('t')[0]!.at('y'))).toHaveLength(50_000_000);
});

test('a byte order mark and Windows line ends are nothing', async () => {
  write({
    'main.tf':
      '\ufeffresource "t" "a" {\r\n  x = <<EOT\r\nline\r\nEOT\r\n  y = 1 # one\r\n}\r\n\r\nresource "t" "b" {}\r\n',
    'x.tf.json': '\ufeff{"resource": {"t": {"c": {"x": 1}}}}\r\n',
  });
  const [a, b, c] = (await graphOfFolder(folder)).all('t');
  expect([a!.at('y'), b!.writtenAt.line, c!.at('x')]).toEqual([1, 8, 1]);
});

test('for_each over what is not known makes one instance that says so', async () => {
  const graph = await graphOfHcl(
    'variable "all" {}\nresource "t" "r" {\n  for_each = toset(var.all)\n  name = each.key\n}',
  );
  const [only] = graph.all('t');
  expect([only!.address, String(only!.at('name'))]).toEqual(['t.r[?]', 'unknown (var.all has no value)']);
});
