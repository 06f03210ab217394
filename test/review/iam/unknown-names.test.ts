import { can } from '../../../review/iam/can';
import { identitiesIn } from '../../../review/iam/identities';
import { graphOfHcl, graphOfStacks } from '../../../review/model/load';
import { arnOf } from '../../../review/model/identity';
import type { Graph } from '../../../review/model/graph';

/** What a role may with a bucket whose name, as that of its policy, is not known. */
const decided = (graph: Graph) => {
  const [bucket] = graph.all('aws_s3_bucket');
  const [role] = identitiesIn(graph);
  return can(graph, role!, 's3:ListBucket', arnOf(bucket!)).map(({ decision }) => decision.result);
};

const hcl = (ofBucket: string, ofPolicy: string, locals = '') => `
  provider "aws" { allowed_account_ids = ["111122223333"] }
  variable "x" {}
  variable "names" {}
  variable "many" { type = list(string) }
  ${locals}
  resource "aws_s3_bucket" "a" { bucket = "shop-\${${ofBucket}}" }
  resource "aws_iam_role" "r" {
    name               = "r"
    assume_role_policy = "{}"
  }
  resource "aws_iam_role_policy" "r" {
    role   = aws_iam_role.r.id
    policy = jsonencode({ Version = "2012-10-17", Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::shop-\${${ofPolicy}}" },
    ] })
  }`;

describe('texts with the same part that is not known', () => {
  test.each([
    ['var.x', 'var.x'],
    ['var.names.a', 'var.names["a"]'],
    ['lower(var.x)', 'lower(var.x)'],
    ['element(var.many, 0)', 'element(var.many, 0)'],
    ['var.x == "1" ? "a" : "b"', 'var.x == "1" ? "a" : "b"'],
    ['module.m.name', 'module.m.name'],
  ])('are the same: %s and %s', async (one, other) => {
    const module = 'module "m" { source = "registry/m/aws" }';
    expect(decided(await graphOfHcl(hcl(one, other, module)))).toEqual(['allowed']);
  });

  test.each([
    ['var.names.a', 'var.names.b'],
    ['var.many[0]', 'var.many[1]'],
    ['lower(var.x)', 'md5(var.x)'],
    ['var.x', 'upper(var.x)'],
    ['element(var.many, 0)', 'element(var.many, 1)'],
    ['var.x == "1" ? "a" : "b"', 'var.x == "1" ? "b" : "a"'],
    ['local.a', 'local.b'],
    ['module.m.name', 'module.m.other'],
    ['join("-", [for one in var.many : one])', 'join("-", [for one in var.many : upper(one)])'],
    ['coalesce(var.x, "a")', 'coalesce(var.x, "b")'],
  ])('are not, where it is of the same cause and another value: %s and %s', async (one, other) => {
    const more =
      'module "m" { source = "registry/m/aws" }\n locals {\n a = "a${var.many[0]}"\n b = "a${var.many[1]}"\n }';
    expect(decided(await graphOfHcl(hcl(one, other, more)))).toEqual(['unknown']);
  });

  test('are not, where two resources have a for_each that is not known', async () => {
    const each = hcl('each.key', 'each.key').replaceAll(
      /(resource "aws_(s3_bucket|iam_role_policy)" "\w" \{)/g,
      '$1\n for_each = var.x\n',
    );
    expect(decided(await graphOfHcl(each))).toEqual(['unknown']);
  });

  test('are not in two roots, which have variables of their own', async () => {
    const stack = (resource: object) => ({ variable: { x: {} }, resource });
    const graph = await graphOfStacks([
      {
        name: 'one',
        file: 'one.tf.json',
        environment: 'dev',
        json: stack({ aws_s3_bucket: { a: { bucket: 'shop-${var.x}' } } }),
      },
      {
        name: 'two',
        file: 'two.tf.json',
        environment: 'dev',
        json: stack({
          aws_iam_role: { r: { name: 'r', assume_role_policy: '{}' } },
          aws_iam_role_policy: {
            r: {
              role: '${aws_iam_role.r.id}',
              policy: JSON.stringify({
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::shop-${var.x}' }],
              }),
            },
          },
        }),
      },
    ]);
    expect(decided(graph)).toEqual(['unknown']);
  });
});

describe('a policy is that of the role whose name is the same text, also where a part of it is not known', () => {
  const answer = async (ofRole: string, ofPolicy: string) => {
    const graph = await graphOfHcl(`
      variable "env" {}
      variable "other" {}
      locals { name = "app-\${var.env}" }
      resource "aws_iam_role" "r" {
        name               = ${ofRole}
        assume_role_policy = "{}"
      }
      resource "aws_iam_role_policy" "p" {
        role   = ${ofPolicy}
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
      }`);
    return can(graph, identitiesIn(graph)[0]!, 'sqs:SendMessage', '*').map(({ decision }) => decision.result);
  };

  test.each([
    ['local.name', 'local.name'],
    ['local.name', '"app-${var.env}"'],
    ['var.env', 'var.env'],
    ['"app-${var.env}"', 'aws_iam_role.r.name'],
  ])('%s and %s', async (ofRole, ofPolicy) => {
    expect(await answer(ofRole, ofPolicy)).toEqual(['allowed']);
  });

  test.each([
    ['local.name', '"app-${var.other}"'],
    ['local.name', 'var.env'],
    ['var.env', 'var.other'],
  ])('%s and %s may be the same', async (ofRole, ofPolicy) => {
    expect(await answer(ofRole, ofPolicy)).toEqual(['unknown']);
  });
});

describe('accounts of two providers that are not known', () => {
  const decision = async (own: string, other: string) => {
    const graph = await graphOfHcl(`
      variable "role" {}
      variable "partner" {}
      provider "aws" {
        ${own}
      }
      provider "aws" {
        alias = "other"
        ${other}
      }
      resource "aws_iam_role" "r" {
        name               = "r"
        assume_role_policy = "{}"
      }
      resource "aws_iam_role_policy" "r" {
        role   = aws_iam_role.r.id
        policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
      }
      resource "aws_sqs_queue" "q" {
        provider = aws.other
        name     = "q"
      }`);
    const [role] = identitiesIn(graph);
    const [queue] = graph.all('aws_sqs_queue');
    return can(graph, role!, 'sqs:SendMessage', arnOf(queue!)).map(({ decision }) => decision.result);
  };
  const assumes = (role: string) => `assume_role {\n role_arn = ${role}\n }`;

  test.each([
    ['two regions', 'region = "eu-west-1"', 'region = "us-east-1"'],
    ['one profile', 'profile = "shop"', 'profile = "shop"\n region = "us-east-1"'],
    ['one role', assumes('var.role'), assumes('var.role')],
  ])('are one: %s', async (_, own, other) => {
    expect(await decision(own, other)).toEqual(['allowed']);
  });

  test.each([
    ['a profile', '', 'profile = "partner"'],
    ['two profiles', 'profile = "shop"', 'profile = "partner"'],
    ['two roles', assumes('var.role'), assumes('var.partner')],
  ])('may be two: %s', async (_, own, other) => {
    expect(await decision(own, other)).toEqual(['unknown']);
  });
});

test('the long form of a reference, resource.aws_s3_bucket.a, is the resource', async () => {
  const graph = await graphOfHcl(`
    provider "aws" { allowed_account_ids = ["111122223333"] }
    resource "aws_s3_bucket" "a" { bucket = "shop" }
    resource "aws_iam_role" "r" { assume_role_policy = "{}" }
    resource "aws_iam_role_policy" "r" {
      role   = resource.aws_iam_role.r.id
      policy = jsonencode({ Statement = [
        { Effect = "Allow", Action = "s3:ListBucket", Resource = resource.aws_s3_bucket.a.arn },
      ] })
    }`);
  expect(decided(graph)).toEqual(['allowed']);
});
