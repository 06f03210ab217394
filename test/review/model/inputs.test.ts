import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  checkPath,
  graphOfFolder,
  graphOfHcl,
  graphOfPlan,
  graphOfStacks,
  graphOfSynthesized,
} from '../../../review/model/load';
import { joinGraphs } from '../../../review/model/graph';
import { Unknown, type Value } from '../../../review/model/value';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-inputs-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const shown = (value: Value | undefined) => JSON.parse(JSON.stringify(value ?? null));

describe('synthesized stacks', () => {
  const local = (path: string) => ({ backend: { local: { path } } });
  const network = {
    terraform: local('network'),
    resource: { aws_subnet: { a: {}, b: {} } },
    output: { subnets: { value: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'] }, zones: { value: ['a', 'b'] } },
  };
  const app = {
    terraform: local('app'),
    data: { terraform_remote_state: { net: { backend: 'local', config: { path: 'network' } } } },
    resource: {
      aws_eip: { each: { for_each: '${toset(data.terraform_remote_state.net.outputs.zones)}', name: '${each.key}' } },
      aws_lb: { main: { subnets: '${data.terraform_remote_state.net.outputs.subnets}' } },
    },
  };
  const input = (name: string, json: object) => ({ name, file: `${name}.json`, json: json as never });

  test.each([
    ['before', ['network', 'app']],
    ['after', ['app', 'network']],
  ])('read what another publishes, also in for_each, where that comes %s', async (_, order) => {
    const graph = await graphOfStacks(order.map((name) => input(name, name === 'app' ? app : network)));
    expect(graph.all('aws_eip').map(({ address }) => address)).toEqual(['aws_eip.each["a"]', 'aws_eip.each["b"]']);
    expect(shown(graph.all('aws_lb')[0]!.at('subnets'))).toEqual(['${aws_subnet.a.id}', '${aws_subnet.b.id}']);
  });

  test('say which modules they call, whose resources nobody judges', async () => {
    const graph = await graphOfStacks([
      input('app', { module: { far: { source: 'x' } }, resource: { t: { r: { x: '${module.far.y}' } } } }),
    ]);
    expect(graph.all('t')[0]!.at('x')).toBeInstanceOf(Unknown);
    expect(
      graph.all('@module').map((unread) => [unread.writtenAt.file, unread.address, unread.at('not_read')]),
    ).toEqual([['app.json', 'module.far', 'only its call is part of the input']]);
  });

  test('are read from a folder of cdktf synth, with lines', async () => {
    write({
      'manifest.json': JSON.stringify({
        stacks: { 'dev-app': { synthesizedStackPath: 'stacks/dev-app/cdk.tf.json' } },
      }),
      'stacks/dev-app/cdk.tf.json': JSON.stringify(network, null, 2),
    });
    const options = { environmentOf: (stack: string) => stack.split('-')[0]! };
    for (const graph of [await graphOfSynthesized(folder, options), await checkPath(folder, options)]) {
      const [subnet] = graph.all('aws_subnet');
      expect(subnet!.environment).toBe('dev');
      expect(subnet!.writtenAt).toEqual({ file: join(folder, 'stacks/dev-app/cdk.tf.json'), line: 11 });
      expect(graph.all('@root')[0]!.at('backend')).toEqual({ path: 'network' });
    }
  });

  test('name the line that chooses the backend of a stack, where synthesis recorded it', async () => {
    const lines = { 'dev-app/backend': { file: 'stacks/app.ts', line: 12 } };
    const graph = await graphOfStacks([input('dev-app', network)], (path) => lines[path as keyof typeof lines]);
    expect(graph.all('@root').map(({ source }) => source)).toEqual([{ file: 'stacks/app.ts', line: 12 }]);
  });
});

describe('a folder of Terraform', () => {
  test('takes variables as Terraform does', async () => {
    write({
      'main.tf': `
        variable "a" { default = "default" }
        variable "b" { default = "default" }
        variable "c" { default = "default" }
        variable "d" { default = "default" }
        variable "e" {
          type    = object({ size = optional(number, 3), name = string, tags = optional(map(string)) })
          default = { name = 1, other = true }
        }
        variable "f" { nullable = false, default = 1 }
        resource "t" "r" { x = [var.a, var.b, var.c, var.d] }
        resource "t" "o" { x = var.e }`.replace('{ nullable = false, default = 1 }', '{\n default = 1 \n}'),
      'terraform.tfvars': 'a = "terraform"\nb = "terraform"\nc = "terraform"',
      'x.auto.tfvars.json': '{"b": "auto", "c": "auto"}',
      'prod.tfvars': 'c = "named"',
    });
    const graph = await graphOfFolder(folder, { varFiles: [join(folder, 'prod.tfvars')], variables: { d: 'given' } });
    expect(graph.all('t').map((resource) => resource.at('x'))).toEqual([
      ['terraform', 'auto', 'named', 'given'],
      { name: '1', size: 3 },
    ]);
  });

  test('reads local modules with their providers, once for each of for_each, and the values between them', async () => {
    write({
      'main.tf': `
        provider "aws" { region = "eu-west-1" }
        provider "aws" {
          alias  = "us"
          region = "us-east-1"
          assume_role {
            role_arn = "arn:aws:iam::111122223333:role/deploy"
          }
        }
        module "net" {
          source   = "./modules/net"
          for_each = toset(["a", "b"])
          name     = each.key
          providers = { aws = aws.us }
        }
        module "far" { source = "terraform-aws-modules/vpc/aws" }
        resource "aws_eip" "one" { subnet = module.net["a"].subnet }
        resource "aws_eip" "all" { subnets = values(module.net)[*].subnet }
        resource "aws_eip" "far" { subnet = module.far.subnet }`,
      'modules/net/main.tf': `
        variable "name" { type = string }
        resource "aws_subnet" "s" {
          tags   = { name = var.name }
          policy = templatefile("\${path.module}/policy.tftpl", { who = var.name })
          secret = file("\${path.module}/../../../secret")
        }
        output "subnet" { value = aws_subnet.s.id }`,
      'modules/net/policy.tftpl': 'for ${who}',
    });
    const graph = await graphOfFolder(folder);
    const [a, b] = graph.all('aws_subnet');
    expect([a!.address, b!.address]).toEqual(['module.net["a"].aws_subnet.s', 'module.net["b"].aws_subnet.s']);
    expect(a!.provider).toMatchObject({ name: 'aws.us', region: 'us-east-1', account: '111122223333' });
    expect([a!.at('tags'), b!.at('policy')]).toEqual([{ name: 'a' }, 'for b']);
    expect(a!.at('secret')).toBeInstanceOf(Unknown);
    const [one, all, far] = graph.all('aws_eip');
    expect(graph.resolve(one!.at('subnet'))).toBe(a);
    expect(graph.resolveAllFor(all!, all!.at('subnets')).found).toEqual([a, b]);
    const reason = 'its source "terraform-aws-modules/vpc/aws" is not on the disk: run terraform init';
    expect(far!.at('subnet')).toEqual(new Unknown(`module.far was not read: ${reason}`));
    expect(graph.all('@module').map((unread) => [unread.writtenAt.line, unread.at('not_read')])).toEqual([
      [16, reason],
    ]);
    expect(joinGraphs([graph, graph]).all('@module')).toHaveLength(2);
  });

  test('lets override files replace arguments', async () => {
    write({
      'main.tf': 'resource "t" "r" {\n  a = 1\n  b = 1\n}',
      'main_override.tf': 'resource "t" "r" {\n  b = 2\n}',
    });
    expect((await graphOfFolder(folder)).all('t').map(({ attributes }) => ({ ...attributes }))).toEqual([
      { a: 1, b: 2 },
    ]);
  });

  test('reads no file outside of the folder, also through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'terrace-outside-'));
    writeFileSync(join(outside, 'secret'), 'secret');
    write({
      'main.tf': `resource "t" "r" {\n  a = file("link")\n  b = file("${outside}/secret")\n  c = fileexists("link")\n}`,
    });
    symlinkSync(join(outside, 'secret'), join(folder, 'link'));
    const [resource] = (await graphOfFolder(folder)).all('t');
    for (const name of ['a', 'b', 'c']) {
      expect(String((resource!.at(name) as Unknown).because)).toMatch(/lies outside of the folder$/);
    }
    rmSync(outside, { recursive: true });
  });

  test('expands dynamic blocks, in blocks too, after those that are written', async () => {
    const graph = await graphOfHcl(`
      resource "t" "r" {
        ingress {
          port = 1
        }
        dynamic "ingress" {
          for_each = [2, 3]
          iterator = it
          content {
            port = it.value
            dynamic "inner" {
              for_each = { a = it.key }
              content {
                name = inner.key
                at   = inner.value
              }
            }
          }
        }
        lifecycle {
          prevent_destroy = true
          ignore_changes  = [tags, desired_count]
        }
      }`);
    const [resource] = graph.all('t');
    expect(resource!.at('ingress')).toEqual([
      { port: 1 },
      { port: 2, inner: [{ name: 'a', at: 0 }] },
      { port: 3, inner: [{ name: 'a', at: 1 }] },
    ]);
    expect(resource!.at('lifecycle')).toEqual({ prevent_destroy: true, ignore_changes: ['tags', 'desired_count'] });
  });

  test('says nothing where null is written, but shows it to jsonencode', async () => {
    const graph = await graphOfHcl(`
      locals { map = { a = null, b = 1 } }
      resource "t" "r" {
        none = null
        map  = local.map
        json = jsonencode(local.map)
      }`);
    expect({ ...graph.all('t')[0]!.attributes }).toEqual({ map: { b: 1 }, json: '{"a":null,"b":1}' });
  });

  test('knows what a provider decides, through variables, and of data sources', async () => {
    const graph = await graphOfHcl(`
      variable "region" { default = "eu-west-1" }
      provider "aws" {
        region              = var.region
        allowed_account_ids = ["111122223333"]
      }
      data "aws_caller_identity" "me" {}
      data "aws_region" "here" {}
      data "aws_partition" "here" {}
      data "aws_iam_policy_document" "doc" {}
      resource "t" "r" {
        arn = "arn:\${data.aws_partition.here.partition}:x:\${data.aws_region.here.name}:\${data.aws_caller_identity.me.account_id}:y"
        doc = data.aws_iam_policy_document.doc.json
      }`);
    const [resource] = graph.all('t');
    expect(resource!.at('arn')).toBe('arn:aws:x:eu-west-1:111122223333:y');
    expect(graph.resolve(resource!.at('doc'))).toBe(graph.all('data.aws_iam_policy_document')[0]);
    expect(graph.all('@region').map(({ address }) => address)).toEqual(['@region.111122223333/eu-west-1']);
  });
});

describe('a plan', () => {
  const resource = (address: string, values: object, module = '') => {
    const [type, name] = address.split('.') as [string, string];
    return { address: `${module}${address}`, mode: 'managed', type, name: name.replace(/\[.*/, ''), values };
  };
  const change = (address: string, actions: string[], after: object, unknown: object, more: object = {}) => ({
    ...resource(address.replace(/^module\.\w+\./, ''), {}),
    address,
    change: { actions, before: actions[0] === 'create' ? null : after, after, after_unknown: unknown, ...more },
  });
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: { region: { value: 'eu-west-1' } },
    planned_values: {
      root_module: {
        resources: [
          resource('aws_vpc.main', { cidr_block: '10.0.0.0/16', tags: null }),
          resource('aws_subnet.a[0]', {}),
          resource('aws_subnet.a[1]', {}),
          resource('aws_lb.main', { name: 'lb' }),
        ],
        child_modules: [
          { address: 'module.app', resources: [resource('aws_flow_log.log', { traffic_type: 'ALL' }, 'module.app.')] },
        ],
      },
    },
    prior_state: {
      values: {
        root_module: {
          resources: [{ ...resource('aws_ami.x', { id: 'ami-1' }), address: 'data.aws_ami.x', mode: 'data' }],
        },
      },
    },
    resource_changes: [
      change(
        'aws_vpc.main',
        ['delete', 'create'],
        { cidr_block: '10.0.0.0/16' },
        { id: true, tags: {} },
        { replace_paths: [['cidr_block']] },
      ),
      change('aws_subnet.a[0]', ['create'], {}, { id: true, vpc_id: true }),
      change('aws_subnet.a[1]', ['create'], {}, { id: true, vpc_id: true }),
      change(
        'aws_lb.main',
        ['create'],
        { name: 'lb' },
        { subnets: true, tags: { vpc: true }, access_logs: [{ bucket: true }] },
      ),
      change(
        'module.app.aws_flow_log.log',
        ['create'],
        { traffic_type: 'ALL' },
        { id: true, vpc_id: true, policy: true },
      ),
      change('aws_db_instance.old', ['delete'], { identifier: 'old' }, {}),
    ],
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { references: ['var.region'] } } } },
      root_module: {
        variables: { region: {} },
        resources: [
          { address: 'aws_vpc.main', provider_config_key: 'aws', expressions: {} },
          {
            address: 'aws_subnet.a',
            provider_config_key: 'aws',
            expressions: { vpc_id: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } },
          },
          {
            address: 'aws_lb.main',
            provider_config_key: 'aws',
            expressions: {
              subnets: {
                references: [
                  'aws_subnet.a[0].id',
                  'aws_subnet.a[0]',
                  'aws_subnet.a[1].id',
                  'aws_subnet.a[1]',
                  'aws_subnet.a',
                ],
              },
              tags: { references: ['aws_vpc.main.id', 'aws_vpc.main'] },
              access_logs: [{ bucket: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } }],
            },
          },
        ],
        module_calls: {
          app: {
            expressions: { vpc: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } },
            module: {
              variables: { vpc: {} },
              resources: [
                {
                  address: 'aws_flow_log.log',
                  provider_config_key: 'aws',
                  expressions: { vpc_id: { references: ['var.vpc'] }, policy: { references: ['var.vpc'] } },
                },
              ],
            },
          },
        },
      },
    },
  };

  test('has what is not known yet as what the configuration refers to', async () => {
    const graph = await graphOfPlan(plan as never, { name: 'prod' });
    const [vpc] = graph.all('aws_vpc');
    const subnets = graph.all('aws_subnet');
    const [lb] = graph.all('aws_lb');
    const [log] = graph.all('aws_flow_log');
    expect(subnets.map((subnet) => graph.resolve(subnet.at('vpc_id')))).toEqual([vpc, vpc]);
    expect(graph.resolveAllFor(lb!, lb!.at('subnets')).found).toEqual(subnets);
    expect(graph.resolve(lb!.at('access_logs.bucket'))).toBe(vpc);
    expect(graph.resolve(log!.at('vpc_id'))).toBe(vpc);
    // What a text makes of the reference in it, a plan does not tell.
    expect(log!.at('policy')).toBeInstanceOf(Unknown);
    expect(lb!.at('tags.vpc')).toBeInstanceOf(Unknown);
    expect(vpc!.at('id')).toBeUndefined();
    expect(vpc!.provider).toMatchObject({ name: 'aws', region: 'eu-west-1' });
    expect(graph.all('data.aws_ami')[0]!.at('id')).toBe('ami-1');
  });

  test('has what it does to each resource, and lists what it deletes separately', async () => {
    const graph = await graphOfPlan(plan as never);
    expect(graph.all('aws_vpc')[0]!.change).toMatchObject({
      actions: ['delete', 'create'],
      replacedBecause: ['cidr_block'],
    });
    expect(graph.all('aws_db_instance')).toEqual([]);
    expect(graph.deleted.map((one) => [one.address, one.at('identifier')])).toEqual([['aws_db_instance.old', 'old']]);
  });

  test('is read from a file', async () => {
    write({ 'plan.json': JSON.stringify(plan) });
    const graph = await checkPath(join(folder, 'plan.json'), { environment: 'prod' });
    expect(graph.all('aws_vpc')[0]!.environment).toBe('prod');
  });

  test('of stacks has construct paths without the scopes that CDKTF leaves out of addresses', async () => {
    const json = { resource: { aws_vpc: { a: { '//': { metadata: { path: 'prod-app/web/Default/vpc' } } } } } };
    const graph = await graphOfStacks([{ name: 'prod-app', environment: 'prod', file: 'x', json: json as never }]);
    expect(graph.all('aws_vpc').map(({ constructPath }) => constructPath)).toEqual(['prod-app/web/vpc']);
  });

  test('of stacks that are its modules has their names and construct paths', async () => {
    const json = {
      provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['111122223333'] }] },
      resource: { aws_flow_log: { log: { '//': { metadata: { path: 'prod-app/log' } }, vpc_id: 'x' } } },
    };
    const synthesized = await graphOfStacks([
      { name: 'prod-app', environment: 'prod', file: 'x', json: json as never },
    ]);
    const graph = await graphOfPlan(plan as never, { name: 'rest', synthesized });
    const [log] = graph.all('aws_flow_log');
    expect([log!.key, log!.constructPath, log!.environment]).toEqual([
      'prod-app/aws_flow_log.log',
      'prod-app/log',
      'prod',
    ]);
    expect(log!.provider.account).toBe('111122223333');
    expect(graph.resolve(log!.at('vpc_id'))).toBe(graph.all('aws_vpc')[0]);
  });
});
