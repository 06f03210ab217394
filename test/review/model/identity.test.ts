import { arns } from '../../../review/model/arns';
import { arnOf, textOf } from '../../../review/model/identity';
import { graphOfHcl } from '../../../review/model/load';
import { Reference } from '../../../review/model/value';

const provider = 'provider "aws" {\n  region = "eu-west-1"\n  allowed_account_ids = ["111122223333"]\n}\n';
const one = async (hcl: string, type: string) => (await graphOfHcl(provider + hcl)).all(type)[0]!;

test.each([
  ['aws_s3_bucket', 'bucket = "b"', 'arn:aws:s3:::b'],
  ['aws_iam_role', 'name = "r"', 'arn:aws:iam::111122223333:role/r'],
  ['aws_iam_role', 'name = "r"\n path = "/app/"', 'arn:aws:iam::111122223333:role/app/r'],
  [
    'aws_iam_openid_connect_provider',
    'url = "https://token.example.com"',
    'arn:aws:iam::111122223333:oidc-provider/token.example.com',
  ],
  ['aws_ssm_parameter', 'name = "/app/key"', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/key'],
  ['aws_ssm_parameter', 'name = "key"', 'arn:aws:ssm:eu-west-1:111122223333:parameter/key'],
  [
    'aws_ecs_task_definition',
    'family = "web"',
    'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${aws_ecs_task_definition.x.id}',
  ],
  ['aws_cloudwatch_event_rule', 'name = "r"', 'arn:aws:events:eu-west-1:111122223333:rule/r'],
  [
    'aws_wafv2_web_acl',
    'name = "w"\n scope = "CLOUDFRONT"',
    'arn:aws:wafv2:eu-west-1:111122223333:global/webacl/w/${aws_wafv2_web_acl.x.id}',
  ],
  ['aws_backup_vault', 'name = "v"', 'arn:aws:backup:eu-west-1:111122223333:backup-vault:v'],
  ['aws_sqs_queue', 'name_prefix = "jobs-"', 'arn:aws:sqs:eu-west-1:111122223333:jobs-${aws_sqs_queue.x.name}'],
  ['aws_kms_key', '', 'arn:aws:kms:eu-west-1:111122223333:key/${aws_kms_key.x.id}'],
])('the ARN of %s with %s', async (type, body, arn) => {
  expect(String(arnOf(await one(`resource "${type}" "x" {\n ${body}\n}`, type)))).toBe(arn);
});

test('of every type that has one, the ARN and the id are found back', async () => {
  const types = [...arns.keys()];
  const graph = await graphOfHcl(provider + types.map((type) => `resource "${type}" "x" {}`).join('\n'));
  for (const type of types) {
    const [resource] = graph.all(type);
    for (const attribute of ['arn', 'id']) {
      expect(graph.resolve(textOf(new Reference(resource!, attribute)), type)).toBe(resource);
    }
  }
});

test('a region of another partition has its ARNs', async () => {
  const graph = await graphOfHcl(
    'provider "aws" {\n region = "cn-north-1"\n}\nresource "aws_s3_bucket" "x" {\n bucket = "b"\n}',
  );
  expect(arnOf(graph.all('aws_s3_bucket')[0]!)).toBe('arn:aws-cn:s3:::b');
});

test.each([
  ['aws_kms_alias.a.target_key_arn', 'aws_kms_key', 'arn'],
  ['aws_s3_bucket_versioning.v.id', 'aws_s3_bucket', 'id'],
  ['aws_secretsmanager_secret_version.v.arn', 'aws_secretsmanager_secret', 'arn'],
])('%s is of the resource that it names', async (expression, type, attribute) => {
  const graph = await graphOfHcl(`
    resource "aws_kms_key" "k" {}
    resource "aws_kms_alias" "a" {
      name          = "alias/a"
      target_key_id = aws_kms_key.k.key_id
    }
    resource "aws_s3_bucket" "b" {}
    resource "aws_s3_bucket_versioning" "v" {
      bucket = aws_s3_bucket.b.id
    }
    resource "aws_secretsmanager_secret" "s" {}
    resource "aws_secretsmanager_secret_version" "v" {
      secret_id = aws_secretsmanager_secret.s.id
    }
    resource "t" "r" {
      x = ${expression}
    }`);
  const value = graph.all('t')[0]!.at('x') as Reference;
  expect([value.resource, value.attribute]).toEqual([graph.all(type)[0], attribute]);
});
