import { externalAccess } from '../../../review/iam/external-access';
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
  externalAccess(await bucket(statement), action, arn).map(({ name, conditions }) => [name, conditions]);

test.each([
  ['everyone', '"*"', 'everyone'],
  ['everybody, as AWS spells it too', '{ AWS = ["*"] }', 'everyone'],
  ['another account', '{ AWS = "arn:aws:iam::999988887777:root" }', 'arn:aws:iam::999988887777:root'],
  ['another account by its number', '{ AWS = "999988887777" }', '999988887777'],
  ['a service', '{ Service = "logging.s3.amazonaws.com" }', 'logging.s3.amazonaws.com'],
])('%s that a policy lets in is named', async (_, principal, name) => {
  expect(await letIn(allow(principal))).toEqual([[name, []]]);
});

test('what the policy asks of them is named', async () => {
  const condition = ', Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1" } }';
  expect(await letIn(allow('"*"', condition))).toEqual([['everyone', ['aws:SourceVpce']]]);
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
  expect(externalAccess(graph, 'sts:AssumeRole').map(({ name, resource }) => [name, resource.address])).toEqual([
    ['999988887777', 'aws_iam_role.a'],
  ]);
});

const everyone = 'jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })';

test.each([
  [
    'a function URL without authorization',
    'lambda:InvokeFunctionUrl',
    `
    resource "aws_lambda_function" "a" { function_name = "a" }
    resource "aws_lambda_function_url" "a" {
      function_name      = aws_lambda_function.a.function_name
      authorization_type = "NONE"
    }`,
  ],
  ['a search domain', 'es:ESHttpGet', `resource "aws_opensearch_domain" "a" { access_policies = ${everyone} }`],
  [
    'an Elasticsearch domain',
    'es:ESHttpGet',
    `resource "aws_elasticsearch_domain" "a" { access_policies = ${everyone} }`,
  ],
  ['a REST API', 'execute-api:Invoke', `resource "aws_api_gateway_rest_api" "a" { policy = ${everyone} }`],
  ['a stream', 'kinesis:PutRecord', `resource "aws_kinesis_resource_policy" "a" { policy = ${everyone} }`],
  ['an event bus', 'events:PutEvents', `resource "aws_cloudwatch_event_bus_policy" "a" { policy = ${everyone} }`],
  [
    'an event bus by a permission',
    'events:PutEvents',
    `
    resource "aws_cloudwatch_event_permission" "a" {
      principal    = "*"
      statement_id = "all"
    }`,
  ],
  [
    'a file system',
    'elasticfilesystem:ClientMount',
    `resource "aws_efs_file_system_policy" "a" { policy = ${everyone} }`,
  ],
  ['a Glacier vault', 'glacier:DeleteArchive', `resource "aws_glacier_vault" "a" { access_policy = ${everyone} }`],
  ['a backup vault', 'backup:CopyIntoBackupVault', `resource "aws_backup_vault_policy" "a" { policy = ${everyone} }`],
  [
    'a layer',
    'lambda:GetLayerVersion',
    `
    resource "aws_lambda_layer_version_permission" "a" {
      principal = "*"
      action    = "lambda:GetLayerVersion"
    }`,
  ],
])('%s that is open is open to everyone', async (_, action, hcl) => {
  const graph = await graphOfHcl(provider + hcl);
  expect(externalAccess(graph, action)).toMatchObject([{ name: 'everyone', conditions: [] }]);
  expect(externalAccess(graph, action)[0]?.unknown).toBeUndefined();
});

const queue = (policy: string) => `resource "aws_sqs_queue" "a" {\n name = "a"\n policy = ${policy}\n}`;
const allowing = (principal: string) =>
  queue(`jsonencode({ Statement = [{ Effect = "Allow", ${principal}, Action = "sqs:SendMessage", Resource = "*" }] })`);

test('an Allow for all but some is for everyone', async () => {
  const graph = await graphOfHcl(provider + allowing('NotPrincipal = { AWS = "111122223333" }'));
  expect(externalAccess(graph, 'sqs:SendMessage')).toMatchObject([{ name: 'everyone' }]);
});

test.each([
  ['a policy that is not known', `variable "p" {}\n${queue('var.p')}`, 'var.p has no value'],
  [
    'an account that is not known',
    `variable "p" {}\n${allowing('Principal = { AWS = "arn:aws:iam::${var.p}:root" }')}`,
    'var.p has no value',
  ],
])('%s may be anybody', async (_, hcl, because) => {
  const graph = await graphOfHcl(provider + hcl);
  expect(externalAccess(graph, 'sqs:SendMessage').map(({ unknown }) => unknown?.because)).toEqual([because]);
});

test('an account is not known to be another where the own one is not', async () => {
  const graph = await graphOfHcl(allowing('Principal = { AWS = "999988887777" }'));
  expect(externalAccess(graph, 'sqs:SendMessage')[0]?.unknown?.because).toContain('allowed_account_ids');
});

test('a grant of a key, an ACL and a canonical user are named', async () => {
  const graph = await graphOfHcl(`${provider}
    resource "aws_kms_key" "a" {}
    resource "aws_kms_grant" "a" {
      key_id            = aws_kms_key.a.key_id
      grantee_principal = "arn:aws:iam::999988887777:role/reader"
      operations        = ["Decrypt"]
    }
    resource "aws_s3_bucket" "a" { bucket = "shop-a" }
    resource "aws_s3_bucket_public_access_block" "a" {
      bucket                  = aws_s3_bucket.a.id
      restrict_public_buckets = false
    }
    resource "aws_s3_bucket_acl" "a" {
      bucket = aws_s3_bucket.a.id
      acl    = "public-read"
    }
    resource "aws_s3_bucket_policy" "a" {
      bucket = aws_s3_bucket.a.id
      policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { CanonicalUser = "79a5" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-a/*" }] })
    }`);
  const names = (action: string, arn?: string) => externalAccess(graph, action, arn).map(({ name }) => name);
  expect(names('kms:Decrypt')).toEqual(['arn:aws:iam::999988887777:role/reader']);
  expect(names('s3:ListBucket')).toEqual(['everyone']);
  expect(names('s3:GetObject', 'arn:aws:s3:::shop-*')).toEqual(['79a5']);
});

test('Block Public Access keeps everyone out; where nobody says, new buckets have it', async () => {
  const open = allow('"*"');
  const blocked = (more: string) => `${provider}
    resource "aws_s3_bucket" "a" { bucket = "shop-a" }
    resource "aws_s3_bucket_policy" "a" {
      bucket = aws_s3_bucket.a.id
      policy = jsonencode({ Statement = [${open}] })
    }
    ${more}`;
  const block =
    'resource "aws_s3_bucket_public_access_block" "a" {\n bucket = aws_s3_bucket.a.id\n restrict_public_buckets = true\n}';
  expect(externalAccess(await graphOfHcl(blocked(block)), 's3:GetObject')).toEqual([]);
  expect(externalAccess(await graphOfHcl(blocked('')), 's3:GetObject')[0]?.unknown?.because).toContain('Block Public');
});
