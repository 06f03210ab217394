import { rules } from '../../../policies/rules';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Rule } from '../../../review/engine/rule';
import { graphOfHcl } from '../../../review/model/load';
import { Reference, Unknown } from '../../../review/model/value';
import { blocksOf, withReferences } from '../../support/hcl';

const existences = async (hcl: string) =>
  (await graphOfHcl(hcl)).resources
    .filter(({ type }) => !type.startsWith('@'))
    .map(({ address, existence }) => [address, existence?.because ?? 'exists']);

test.each([
  ['False', 'False is not declared: Terraform writes false'],
  ['None', 'None is not declared: Terraform writes null'],
  ['yes', 'yes is not declared'],
])('a constant of another language is not declared: %s', async (written, because) => {
  const graph = await graphOfHcl(`resource "aws_db_instance" "a" {\n storage_encrypted = ${written}\n}`);
  expect(graph.all('aws_db_instance')[0]!.at('storage_encrypted')).toMatchObject({ because });
});

test('what an instance of for_each is made from keeps its known parts where others are not known', async () => {
  const graph = await graphOfHcl(`
    variable "subnets" {}
    resource "aws_db_instance" "main" {
      for_each             = { main = { subnets = var.subnets, open = true } }
      db_subnet_group_name = each.value.subnets
      publicly_accessible  = try(each.value.open, false)
    }
    resource "aws_sqs_queue" "main" {
      for_each          = { main = var.subnets }
      kms_master_key_id = each.value
    }`);
  const because = 'var.subnets has no value';
  const [database] = graph.all('aws_db_instance');
  expect(database!.at('publicly_accessible')).toBe(true);
  expect(database!.at('db_subnet_group_name')).toMatchObject({ because });
  expect(graph.all('aws_sqs_queue')[0]!.at('kms_master_key_id')).toMatchObject({ because });
});

describe('whether a resource exists is not known', () => {
  test('where its count depends on what is not', async () => {
    const because = 'count of resource "a" "b" is not known: var.on has no value';
    const of = (count: string) => existences(`variable "on" {}\nresource "a" "b" {\n  count = ${count}\n}`);
    expect(await of('var.on ? 1 : 0')).toEqual([['a.b[0]', because]]);
    expect(await of('var.on ? 0 : 2')).toEqual([
      ['a.b[0]', because],
      ['a.b[1]', because],
    ]);
    expect(await of('var.on ? 1 : 2')).toEqual([
      ['a.b[0]', 'exists'],
      ['a.b[1]', because],
    ]);
    expect(await of('length(var.on)')).toEqual([['a.b[?]', because]]);
    expect(await of('true ? 1 : 0')).toEqual([['a.b[0]', 'exists']]);
    expect(await of('var.on && false ? 1 : 0')).toEqual([]);
  });

  test('where its for_each does', async () => {
    const because = 'for_each of resource "a" "b" is not known: var.on has no value';
    const of = (each: string) => existences(`variable "on" {}\nresource "a" "b" {\n  for_each = ${each}\n}`);
    expect(await of('var.on ? toset(["x", "y"]) : toset(["x"])')).toEqual([
      ['a.b["x"]', 'exists'],
      ['a.b["y"]', because],
    ]);
    expect(await of('var.on ? { x = 1 } : {}')).toEqual([['a.b["x"]', because]]);
    expect(await of('toset(var.on)')).toEqual([['a.b[?]', because]]);
  });

  test('where a module around it may not, with the condition written anywhere', async () => {
    const graph = await graphOfHcl(`
      variable "on" {}
      locals {
        both  = var.on && true
        count = local.both ? 1 : 0
      }
      resource "a" "b" {
        count = local.count
      }
      resource "a" "c" {
        count = !var.on ? 0 : 1
      }
      resource "a" "d" {
        count = var.on ? 0 : 1
      }
      resource "a" "one" {
        x = a.b[0].id
        y = try(a.b[0].id, "none")
        z = one(a.b[*].id)
      }
      module "m" {
        source = "acme/m/aws"
        count  = var.on ? 1 : 0
      }`);
    const [b, c, d, one] = graph.all('a');
    expect(b!.conditions).toEqual(c!.conditions);
    expect(d!.conditions).toEqual([`!${b!.conditions[0]}`]);
    expect(graph.all('@module')[0]!.conditions).toEqual(b!.conditions);
    expect(one!.at('x')).toEqual(new Reference(b!, 'id'));
    expect([one!.at('y'), one!.at('z')]).toEqual([expect.any(Unknown), expect.any(Unknown)]);
  });
});

/** The statuses that a rule gives to what exists. */
async function statuses(rule: Rule, hcl: string): Promise<string[]> {
  const facts = (name: string) => factsFor(name, 'critical', rule.examples.environment);
  return evaluate(await graphOfHcl(hcl), [rule], facts).map(({ address, status }) => `${address} ${status}`);
}

const ruleOf = (id: string) => rules.find((rule) => rule.id === id)!;
const outcome = async (id: string, hcl: string) => {
  const found = (await statuses(ruleOf(id), hcl)).map((one) => one.split(' ')[1]);
  return ['fail', 'unknown', 'pass'].find((status) => found.includes(status));
};

describe('a protection that may be absent', () => {
  const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "data"\n}\n';
  const versioned = (count: string, name = 'aws_s3_bucket.b.id') => `
    resource "aws_s3_bucket_versioning" "b" {
      ${count}
      bucket = ${name}
      versioning_configuration {
        status = "Enabled"
      }
    }`;
  const id = 's3/versioning';

  test.each([
    ['nothing on it', bucket + versioned(''), 'pass'],
    ['a count that is not known', `variable "on" {}\n${bucket}${versioned('count = var.on ? 1 : 0')}`, 'unknown'],
    ['a for_each that is not known', `variable "on" {}\n${bucket}${versioned('for_each = toset(var.on)')}`, 'unknown'],
    [
      'a count that is known',
      `variable "on" {\n  default = true\n}\n${bucket}${versioned('count = var.on ? 1 : 0')}`,
      'pass',
    ],
    [
      'the condition of the bucket itself',
      `variable "on" {}\n${bucket.replace('{', '{\n  count = var.on ? 1 : 0')}${versioned('count = var.on ? 1 : 0', 'aws_s3_bucket.b[0].id')}`,
      'pass',
    ],
    [
      'a condition more than the bucket has',
      `variable "on" {}\nvariable "block" {}\n${bucket.replace('{', '{\n  count = var.on ? 1 : 0')}${versioned('count = var.on && var.block ? 1 : 0', 'aws_s3_bucket.b[0].id')}`,
      'unknown',
    ],
    [
      'one of two conditions, of which one always holds',
      `variable "on" {}\n${bucket}${versioned('count = var.on ? 1 : 0')}${versioned('count = var.on ? 0 : 1').replace('"b" {', '"c" {')}`,
      'pass',
    ],
  ])('with %s', async (_, hcl, expected) => {
    expect(await outcome(id, hcl)).toBe(expected);
  });

  test('is named, of all that depend on the same condition', async () => {
    const on = 'count = var.on ? 1 : 0';
    const queue = `resource "aws_sqs_queue" "first" {\n count = var.on ? 30 : 0\n}\n`;
    const graph = await graphOfHcl(`variable "on" {}\n${queue}${bucket}${versioned(on)}`);
    const [finding] = evaluate(graph, [ruleOf(id)], (name) => factsFor(name, 'critical'));
    expect(finding).toMatchObject({
      status: 'unknown',
      because: expect.stringMatching(/^aws_s3_bucket_versioning\.b\[0\] may be absent: count of resource/),
    });
  });

  test('is no protection, and a danger that may be absent is one', async () => {
    const group = (count: string) => `
      variable "on" {}
      resource "aws_security_group" "g" {
        name = "g"
      }
      resource "aws_vpc_security_group_ingress_rule" "open" {
        ${count}
        security_group_id = aws_security_group.g.id
        cidr_ipv4         = "0.0.0.0/0"
        ip_protocol       = "tcp"
        from_port         = 22
        to_port           = 22
      }`;
    for (const count of ['', 'count = var.on ? 1 : 0']) {
      expect(await outcome('security-group/no-admin-ports-from-ipv4-world', group(count))).toBe('fail');
    }
  });
});

/** Every resource of every good example, where it is one that the rule needs. */
const protections = rules.flatMap((rule) =>
  Object.entries(rule.examples.good)
    .filter(([, hcl]) => !hcl.trimStart().startsWith('{'))
    .flatMap(([title, hcl]) =>
      blocksOf(hcl)
        .filter(({ kind }) => kind === 'resource')
        .map(({ labels, text }) => ({ rule, title, hcl, labels, text })),
    ),
);

test('no rule passes on a resource that may be absent, of those that it fails without', async () => {
  const wrong: string[] = [];
  let needed = 0;
  for (const { rule, title, hcl, labels, text } of protections) {
    if (/\n\s*(count|for_each)\s*=/.test(text)) continue;
    const address = labels.join('.');
    const referring = blocksOf(hcl).filter((other) => withReferences(other.text, labels, '') !== other.text);
    // What refers to it is only there with it.
    const isAbout = (one: string) =>
      ![labels, ...referring.map((other) => other.labels)].some((names) => one.startsWith(names.join('.')));
    const without = (await statuses(rule, hcl.replace(text, ''))).filter(isAbout);
    if (!without.some((one) => one.endsWith(' fail'))) continue;
    needed++;
    const counted = text.replace('{', '{\n  count = var.may_exist ? 1 : 0');
    const changed = withReferences(hcl.replace(text, '<block>'), labels, `${address}[0]`).replace('<block>', counted);
    const found = (await statuses(rule, `variable "may_exist" {}\n${changed}`)).filter(isAbout);
    if (!found.some((one) => !one.endsWith(' pass'))) wrong.push(`${rule.id}: ${title}: ${address}`);
  }
  expect(wrong).toEqual([]);
  expect(needed).toBeGreaterThan(50);
});
