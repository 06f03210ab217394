import { outsiders } from '../../../review/iam/outsiders';
import { graphOfHcl } from '../../../review/model/load';

const provider = 'provider "aws" {\n allowed_account_ids = ["111122223333"]\n}\n';
const bucket = (statement: string) =>
  graphOfHcl(`${provider}
    resource "aws_s3_bucket" "a" {
      bucket = "shop-a"
    }
    resource "aws_s3_bucket_policy" "a" {
      bucket = aws_s3_bucket.a.id
      policy = jsonencode({ Statement = [${statement}] })
    }`);
const allow = (principal: string, more = '') =>
  `{ Sid = "Lets", Effect = "Allow", Principal = ${principal}, Action = "s3:Get*", Resource = "arn:aws:s3:::shop-a/*" ${more} }`;
const letIn = async (statement: string, action = 's3:GetObject', arn?: string) =>
  outsiders(await bucket(statement), action, arn).map(({ name, conditions }) => [name, conditions]);

test.each([
  ['everybody', '"*"', 'everybody'],
  ['everybody, as AWS spells it too', '{ AWS = ["*"] }', 'everybody'],
  ['another account', '{ AWS = "arn:aws:iam::999988887777:root" }', 'arn:aws:iam::999988887777:root'],
  ['another account by its number', '{ AWS = "999988887777" }', '999988887777'],
  ['a service', '{ Service = "logging.s3.amazonaws.com" }', 'logging.s3.amazonaws.com'],
])('%s that a policy lets in is named', async (_, principal, name) => {
  expect(await letIn(allow(principal))).toEqual([[name, []]]);
});

test('what the policy asks of them is named', async () => {
  const condition = ', Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1" } }';
  expect(await letIn(allow('"*"', condition))).toEqual([['everybody', ['aws:SourceVpce']]]);
});

test.each([
  ['of the same account', allow('{ AWS = "arn:aws:iam::111122223333:role/app" }'), 's3:GetObject', undefined],
  ['of another action', allow('"*"'), 's3:PutObject', undefined],
  ['of another resource', allow('"*"'), 's3:GetObject', 'arn:aws:s3:::shop-b/x'],
  ['that is denied', allow('"*"').replace('"Allow"', '"Deny"'), 's3:GetObject', undefined],
])('nobody is let in by a statement %s', async (_, statement, action, arn) => {
  expect(await letIn(statement, action, arn)).toEqual([]);
});

test('an object is of its bucket', async () => {
  expect(await letIn(allow('"*"'), 's3:GetObject', 'arn:aws:s3:::shop-a/prices.csv')).toHaveLength(1);
});

test("a role's trust policy lets in as well", async () => {
  const graph = await graphOfHcl(`${provider}
    resource "aws_iam_role" "a" {
      name               = "a"
      assume_role_policy = jsonencode({
        Statement = [{ Effect = "Allow", Principal = { AWS = "999988887777" }, Action = "sts:AssumeRole" }]
      })
    }`);
  expect(outsiders(graph, 'sts:AssumeRole').map(({ name, resource }) => [name, resource.address])).toEqual([
    ['999988887777', 'aws_iam_role.a'],
  ]);
});
