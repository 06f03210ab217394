import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPath, graphOfFolder, graphOfHcl, graphOfPlan, graphOfStacks } from '../../../review/model/load';
import { Reference, type Value } from '../../../review/model/value';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-modules-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const unread = (graph: Awaited<ReturnType<typeof graphOfFolder>>) =>
  graph.all('@module').map((one) => [one.address, one.at('not_read')]);
const shown = (value: Value | undefined) => JSON.parse(JSON.stringify(value ?? null));

describe('a module that was not read is a resource', () => {
  test('with its place, its arguments and the reason', async () => {
    const graph = await graphOfHcl(`
      variable "password" {
        default = "hunter2hunter2"
      }
      resource "aws_vpc" "main" {}
      module "db" {
        source              = "terraform-aws-modules/rds/aws"
        version             = "6.0.0"
        publicly_accessible = true
        password            = var.password
        vpc_id              = aws_vpc.main.id
        providers           = { aws = aws.east }
        tags                = { Name = null }
      }`);
    const [db] = graph.all('@module');
    expect({ ...db!, ...shown(db!.attributes) }).toMatchObject({
      address: 'module.db',
      type: '@module',
      name: 'db',
      writtenAt: { file: 'main.tf', line: 6 },
      source: 'terraform-aws-modules/rds/aws',
      version: '6.0.0',
      publicly_accessible: true,
      password: 'hunter2hunter2',
      not_read: 'only its call is part of the input',
    });
    expect(graph.resolve(db!.at('vpc_id'))).toBe(graph.all('aws_vpc')[0]);
    expect(db!.at('providers')).toBeUndefined();
    expect(graph.all('@root')[0]!.at('resources')).toBe(1);
  });

  test('once for each instance, also in modules that were read', async () => {
    write({
      'main.tf': 'module "net" {\n  source = "./net"\n  for_each = toset(["a", "b"])\n  zone = each.key\n}',
      'net/main.tf': `
        variable "zone" {}
        module "db" {
          source = "git::https://example.com/db.git"
          count  = 2
          name   = "\${var.zone}\${count.index}"
        }
        module "off" {
          source = "acme/off/aws"
          count  = 0
        }`,
    });
    const graph = await graphOfFolder(folder);
    expect(graph.all('@module').map((one) => [one.address, one.at('name')])).toEqual([
      ['module.net["a"].module.db[0]', 'a0'],
      ['module.net["a"].module.db[1]', 'a1'],
      ['module.net["b"].module.db[0]', 'b0'],
      ['module.net["b"].module.db[1]', 'b1'],
    ]);
  });

  test.each([
    ['of a registry', 'acme/vpc/aws', {}, 'its source "acme/vpc/aws" is not on the disk: run terraform init'],
    ['of git', 'github.com/acme/vpc', {}, 'its source "github.com/acme/vpc" is not on the disk: run terraform init'],
    ['whose folder is missing', './no', {}, 'there is no folder @/no'],
    ['whose source is an expression', '${var.x}', {}, 'its source is an expression'],
    ['that has no configuration', './m', { 'm/x.txt': '' }, '@/m: holds no .tf or .tf.json file'],
    ['that cannot be parsed', './m', { 'm/a.tf': 'resource {{' }, '@/m/a.tf:1'],
    [
      'that declares a resource twice',
      './m',
      { 'm/a.tf': 'resource "a" "b" {}\nresource "a" "b" {}' },
      '@/m/a.tf:1: resource "a" "b" is declared twice',
    ],
  ])('%s', async (_, source, files, reason) => {
    write({ 'main.tf': `module "m" {\n  source = "${source}"\n}`, ...files });
    const graph = await graphOfFolder(folder);
    expect(unread(graph)).toEqual([['module.m', expect.stringContaining(reason.replace('@', folder))]]);
    expect(graph.all('@root')[0]!.at('resources')).toBe(0);
  });

  test('of synthesized JSON as well, whose local modules are read', async () => {
    const call = { source: './local', name: '${aws_vpc.v.id}' };
    const json = {
      resource: { aws_vpc: { v: {} } },
      module: { local: call, far: { ...call, source: 'acme/far/aws' } },
    };
    write({
      'cdk.tf.json': JSON.stringify(json, null, 1),
      'local/main.tf': 'variable "name" {}\nresource "a" "b" {\n  x = var.name\n  y = file("${path.module}/y")\n}',
      'local/y': 'text',
    });
    const graph = await checkPath(join(folder, 'cdk.tf.json'));
    expect(unread(graph)).toEqual([['module.far', expect.stringContaining('is not on the disk')]]);
    expect(graph.all('@module')[0]!.at('name')).toBeInstanceOf(Reference);
    expect(graph.all('a').map((one) => [one.address, shown(one.at('x')), one.at('y')])).toEqual([
      ['module.local.a.b', '${aws_vpc.v.id}', 'text'],
    ]);
    const inMemory = await graphOfStacks([{ name: 's', file: 's.json', json }]);
    expect(inMemory.all('@module').map(({ address }) => address)).toEqual(['module.local', 'module.far']);
  });

  test('and a plan holds the resources of modules, unless Terraform left some out', async () => {
    const plan = (complete: boolean) => ({ format_version: '1.2', complete, planned_values: {} });
    const notRead = async (complete: boolean) => (await graphOfPlan(plan(complete))).all('@root')[0]!.at('not_read');
    expect(await notRead(true)).toBeUndefined();
    expect(await notRead(false)).toMatch(/^the plan is not complete/);
  });
});

describe('modules that terraform init put on the disk are read', () => {
  const manifest = (...modules: object[]) =>
    JSON.stringify({ Modules: [{ Key: '', Source: '', Dir: '.' }, ...modules] });
  const vpc = {
    Key: 'net.vpc',
    Source: 'registry.terraform.io/acme/vpc/aws',
    Version: '5.1.0',
    Dir: '.terraform/modules/net.vpc',
  };
  const files = {
    'main.tf': 'module "net" {\n  source = "./net"\n}',
    'net/main.tf': 'module "vpc" {\n  source = "acme/vpc/aws"\n  version = "5.1.0"\n}',
    '.terraform/modules/net.vpc/main.tf': 'resource "aws_vpc" "v" {}\nmodule "sub" {\n  source = "./sub"\n}',
    '.terraform/modules/net.vpc/sub/main.tf': 'resource "aws_subnet" "s" {}',
  };

  test('with the modules that these call', async () => {
    write({ ...files, '.terraform/modules/modules.json': manifest(vpc) });
    const graph = await graphOfFolder(folder);
    expect(unread(graph)).toEqual([]);
    expect(graph.all('aws_vpc', 'aws_subnet').map(({ address }) => address)).toEqual([
      'module.net.module.vpc.aws_vpc.v',
      'module.net.module.vpc.module.sub.aws_subnet.s',
    ]);
  });

  test.each([
    [
      'another source',
      { ...vpc, Source: 'registry.terraform.io/other/vpc/aws' },
      /has registry.*other.*run terraform init/,
    ],
    ['another version', { ...vpc, Version: '4.0.0' }, /has version 4.0.0 of it: run terraform init/],
    ['a folder that is missing', { ...vpc, Dir: '.terraform/modules/no' }, /there is no folder/],
    ['a folder elsewhere', { ...vpc, Dir: '../../../../../etc' }, /lies outside|there is no folder/],
    ['no such entry', {}, /is not on the disk/],
  ])('but not where the manifest has %s', async (_, entry, reason) => {
    write({ ...files, '.terraform/modules/modules.json': manifest(entry) });
    expect(unread(await graphOfFolder(folder))).toEqual([['module.net.module.vpc', expect.stringMatching(reason)]]);
  });

  test('and a manifest that is broken installs nothing', async () => {
    write({ ...files, '.terraform/modules/modules.json': '{' });
    expect(unread(await graphOfFolder(folder))).toHaveLength(1);
  });

  test.each([
    ['github.com/acme/vpc', 'git::https://github.com/acme/vpc.git'],
    ['github.com/acme/vpc//sub?ref=v1', 'git::https://github.com/acme/vpc.git//sub?ref=v1'],
    ['git@github.com:acme/vpc.git', 'git::ssh://git@github.com/acme/vpc.git'],
    ['git::https://example.com/vpc.git?ref=1', 'git::https://example.com/vpc.git?ref=1'],
    ['https://example.com/vpc.zip', 'https://example.com/vpc.zip'],
  ])('of a source %s, which the manifest has as %s', async (source, completed) => {
    write({
      'main.tf': `module "m" {\n  source = "${source}"\n}`,
      '.terraform/modules/modules.json': manifest({ Key: 'm', Source: completed, Dir: '.terraform/modules/m' }),
      '.terraform/modules/m/main.tf': 'resource "a" "b" {}',
    });
    expect((await graphOfFolder(folder)).all('a')).toHaveLength(1);
  });
});

describe('files outside of the folder', () => {
  const files = {
    'envs/prod/main.tf': `
      module "net" {
        source = "../../modules/net"
      }
      resource "a" "b" {
        text  = templatefile("../../shared/t.tftpl", { who = "us" })
        names = fileset("../../shared", "*.tftpl")
        link  = file("link")
      }`,
    'modules/net/main.tf': 'resource "aws_vpc" "v" {\n  x = file("${path.module}/../../shared/t.tftpl")\n}',
    'shared/t.tftpl': 'for ${who}',
  };
  const root = () => join(folder, 'envs/prod');

  test('are read up to the top of the repository, and no further, also not through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'terrace-outside-'));
    writeFileSync(join(outside, 'secret.tf'), '');
    write(files);
    execFileSync('git', ['init', '-q', folder]);
    symlinkSync(join(outside, 'secret.tf'), join(root(), 'link'));
    symlinkSync(outside, join(root(), 'linked'));
    write({
      'envs/prod/more.tf': `module "far" {\n  source = "../../../${outside.split('/').at(-1)}"\n}\nmodule "link" {\n  source = "./linked"\n}`,
    });
    const graph = await graphOfFolder(root());
    const [b] = graph.all('a');
    expect([b!.at('text'), b!.at('names')]).toEqual(['for us', ['t.tftpl']]);
    expect(graph.all('aws_vpc')[0]!.at('x')).toBe('for ${who}');
    expect(String(b!.at('link'))).toMatch('lies outside of the repository');
    expect(unread(graph)).toEqual([
      ['module.far', expect.stringMatching('lies outside of')],
      ['module.link', expect.stringMatching('lies outside of')],
    ]);
    rmSync(outside, { recursive: true });
  });

  test('are not read where there is no repository, but for the modules that are called by path', async () => {
    write(files);
    symlinkSync(join(folder, 'shared/t.tftpl'), join(root(), 'link'));
    const graph = await graphOfFolder(root());
    const [b] = graph.all('a');
    expect(String(b!.at('text'))).toMatch('lies outside of the folder');
    expect(String(b!.at('link'))).toMatch('lies outside of the folder');
    expect(graph.all('aws_vpc').map(({ address }) => address)).toEqual(['module.net.aws_vpc.v']);
  });
});
