import { externalAccess } from '../../../review/iam/external-access';
import { graphOfHcl } from '../../../review/model/load';
import { arnOf } from '../../../review/model/identity';
import type { Resource } from '../../../review/model/resource';

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
  [
    'a method without authorization',
    'execute-api:Invoke',
    `
    resource "aws_api_gateway_rest_api" "a" { name = "a" }
    resource "aws_api_gateway_method" "a" {
      rest_api_id   = aws_api_gateway_rest_api.a.id
      http_method   = "POST"
      authorization = "NONE"
    }`,
  ],
  [
    'a route without authorization',
    'execute-api:Invoke',
    `
    resource "aws_apigatewayv2_api" "a" { protocol_type = "HTTP" }
    resource "aws_apigatewayv2_route" "a" {
      api_id    = aws_apigatewayv2_api.a.id
      route_key = "GET /orders"
    }`,
  ],
  [
    'the route that target adds',
    'execute-api:Invoke',
    `
    resource "aws_apigatewayv2_api" "a" {
      protocol_type = "HTTP"
      target        = "arn:aws:lambda:eu-west-1:111122223333:function:a"
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

describe('nothing is denied that was not looked at', () => {
  const allowEveryone = '{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }';
  const because = async (hcl: string, action: string) =>
    externalAccess(await graphOfHcl(provider + hcl), action).map(({ unknown }) => unknown?.because);

  test('the policy of a type that is not read is unknown, and named', async () => {
    const hcl = `resource "aws_s3control_multi_region_access_point_policy" "a" {
      details {
        name   = "a"
        policy = jsonencode({ Statement = [${allowEveryone}] })
      }
    }`;
    expect(await because(hcl, 's3:GetObject')).toEqual([
      'the policy of aws_s3control_multi_region_access_point_policy.a: policies of the type aws_s3control_multi_region_access_point_policy are not read',
    ]);
  });

  test.each([
    ['a policy of an identity', `resource "aws_iam_policy" "a" { policy = "{}" }`],
    [
      "an endpoint's policy, which only limits",
      `resource "aws_vpc_endpoint" "a" { policy = jsonencode({ Statement = [${allowEveryone}] }) }`,
    ],
    [
      'a policy for another action',
      `resource "aws_future_policy" "a" {
        policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "future:Get", Resource = "*" }] })
      }`,
    ],
  ])('%s is no doubt', async (_, hcl) => {
    expect(await because(hcl, 's3:GetObject')).toEqual([]);
  });

  const module = 'module "m" {\n source = "terraform-aws-modules/sqs/aws"\n queue = aws_sqs_queue.given.arn\n}';
  const queues =
    'resource "aws_sqs_queue" "given" { name = "given" }\nresource "aws_sqs_queue" "other" { name = "other" }';

  test.each([
    ['no resource', undefined, true],
    ['a resource that is not in the input', 'arn:aws:sqs:eu-west-1:111122223333:elsewhere', true],
    ['a resource that the module is given', 'given', true],
    ['a resource that it is not given', 'other', false],
  ])('a module that was not read makes a question about %s unknown: %s %s', async (_, arn, isUnknown) => {
    const graph = await graphOfHcl(`${provider}${module}\n${queues}`);
    const queue = graph.all('aws_sqs_queue').find(({ address }) => address === `aws_sqs_queue.${arn}`);
    const found = externalAccess(graph, 'sqs:SendMessage', queue ? arnOf(queue) : arn);
    expect(found.map(({ unknown }) => unknown?.because.includes('module.m'))).toEqual(isUnknown ? [true] : []);
  });
});

describe('what S3 blocks', () => {
  const acl = (more: string) => `${provider}
    resource "aws_s3_bucket" "a" { bucket = "shop-a" }
    resource "aws_s3_bucket_acl" "a" {
      bucket = aws_s3_bucket.a.id
      acl    = "public-read"
    }
    resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
    ${more}`;
  const controls = (ownership: string) => `resource "aws_s3_bucket_ownership_controls" "a" {
      bucket = aws_s3_bucket.a.id
      rule { object_ownership = "${ownership}" }
    }`;
  const point = (block: string) => `${provider}
    resource "aws_s3_bucket" "a" { bucket = "shop-a" }
    resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
    resource "aws_s3_access_point" "a" {
      bucket = aws_s3_bucket.a.id
      name   = "a"
      policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
      ${block}
    }`;
  const results = async (hcl: string, action: string) =>
    externalAccess(await graphOfHcl(hcl), action).map(({ unknown }) => (unknown ? 'unknown' : 'allowed'));

  test.each([
    ['enabled', controls('ObjectWriter'), ['allowed']],
    ['disabled', controls('BucketOwnerEnforced'), []],
    ['disabled unless somebody enabled them', '', ['unknown']],
    [
      'ignored by the account',
      `${controls('ObjectWriter')}\nresource "aws_s3_account_public_access_block" "a" { ignore_public_acls = true }`,
      [],
    ],
  ])('ACLs are %s', async (_, more, expected) => {
    expect(await results(acl(more), 's3:ListBucket')).toEqual(expected);
  });

  test.each([
    ['blocks unless it says otherwise', '', []],
    ['that blocks nothing', 'public_access_block_configuration { restrict_public_buckets = false }', ['allowed']],
  ])('an access point %s', async (_, block, expected) => {
    expect(await results(point(block), 's3:GetObject')).toEqual(expected);
  });
});

test.each([
  ['the account of the policy', '', 'arn:aws:sqs:eu-west-1:111122223333:a'],
  ['a variable for the account', 'variable "account" {}', 'arn:aws:sqs:*:${var.account}:a'],
])("a queue's own policy names the queue by its name, whatever the account: %s", async (_, more, arn) => {
  const graph = await graphOfHcl(`${more}
    resource "aws_sqs_queue" "a" {
      name   = "a"
      policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "${arn}" }] })
    }`);
  const [queue] = graph.all('aws_sqs_queue');
  const [found] = externalAccess(graph, 'sqs:SendMessage', arnOf(queue as Resource));
  expect([found?.name, found?.unknown]).toEqual(['everyone', undefined]);
});

describe('a Deny for some of those who are allowed', () => {
  const both = '{ AWS = ["arn:aws:iam::222233334444:root", "arn:aws:iam::333344445555:role/x"] }';
  const deny = (principal: string, condition = '') =>
    `{ Effect = "Deny", ${principal}, Action = "s3:*", Resource = "arn:aws:s3:::shop-a/*"${condition && `, Condition = { ${condition} }`} }`;
  const account = 'Principal = { AWS = "arn:aws:iam::222233334444:root" }';
  const [root, role] = ['arn:aws:iam::222233334444:root', 'arn:aws:iam::333344445555:role/x'];

  test.each([
    ['that is unconditional leaves the others', deny(account), [[role, []]]],
    [
      'by account leaves the others',
      deny('Principal = "*"', 'StringEquals = { "aws:PrincipalAccount" = "222233334444" }'),
      [[role, []]],
    ],
    [
      'of all other accounts',
      deny('Principal = "*"', 'StringNotEquals = { "aws:PrincipalAccount" = "222233334444" }'),
      [[root, []]],
    ],
    [
      'of all but an account',
      deny('NotPrincipal = { AWS = "222233334444" }').replace('"222233334444"', `"${root}"`),
      [[root, []]],
    ],
    [
      'whose condition a request decides is shown with it',
      deny(account, 'StringNotEquals = { "aws:SourceVpce" = "vpce-1" }'),
      [
        [root, ['aws:SourceVpce']],
        [role, []],
      ],
    ],
    [
      'that asks for TLS hides nobody, and is met by who uses it',
      deny(account, 'Bool = { "aws:SecureTransport" = "false" }'),
      [
        [root, []],
        [role, []],
      ],
    ],
    [
      'by the name of a role of the account leaves the account',
      deny('Principal = { AWS = "arn:aws:iam::222233334444:role/y" }'),
      [
        [root, []],
        [role, []],
      ],
    ],
  ])('%s', async (_, statement, left) => {
    expect(await letIn(`${allow(both)}, ${statement}`)).toEqual(left);
  });

  test('of an account that is not known leaves unknown who is allowed', async () => {
    const graph = await graphOfHcl(`${provider}
      variable "partner" {}
      resource "aws_s3_bucket" "a" {
        bucket = "shop-a"
        policy = jsonencode({ Version = "2012-10-17", Statement = [${allow(both)}, ${deny('Principal = { AWS = "arn:aws:iam::$${var.partner}:root" }').replace('$$', '$')}] })
      }`);
    const found = externalAccess(graph, 's3:GetObject').map(({ name, unknown }) => [name, unknown?.because]);
    expect(found).toEqual([
      [root, 'var.partner has no value'],
      [role, 'var.partner has no value'],
    ]);
  });

  test('of all but one leaves that one of everyone', async () => {
    expect(await letIn(`${allow('"*"')}, ${deny(`NotPrincipal = { AWS = "${role}" }`)}`)).toEqual([[role, []]]);
  });

  test('of a service leaves it out', async () => {
    const service = '{ Service = "logging.s3.amazonaws.com" }';
    expect(await letIn(`${allow(service)}, ${deny(`Principal = ${service}`)}`)).toEqual([]);
    expect(
      await letIn(`${allow(service)}, ${deny('Principal = "*"', 'Bool = { "aws:PrincipalIsAWSService" = "false" }')}`),
    ).toEqual([['logging.s3.amazonaws.com', []]]);
  });
});

test.each([
  ['with IAM authorization', 'http_method = "GET"\n authorization = "AWS_IAM"', '', []],
  ['that is a preflight', 'http_method = "OPTIONS"\n authorization = "NONE"', '', []],
  ['behind a resource policy', 'http_method = "GET"\n authorization = "NONE"', 'policy = "{\\"Statement\\": []}"', []],
  [
    'with an API key',
    'http_method = "GET"\n authorization = "NONE"\n api_key_required = true',
    '',
    [['everyone', ['x-api-key']]],
  ],
])('a method %s admits nobody without credentials', async (_, method, api, admitted) => {
  const graph = await graphOfHcl(`${provider}
    resource "aws_api_gateway_rest_api" "a" {
      name = "a"
      ${api}
    }
    resource "aws_api_gateway_method" "a" {
      rest_api_id = aws_api_gateway_rest_api.a.id
      ${method}
    }`);
  const found = externalAccess(graph, 'execute-api:Invoke');
  expect(found.map(({ name, conditions }) => [name, conditions])).toEqual(admitted);
});

test('whom an OpenAPI body admits is not known', async () => {
  const graph = await graphOfHcl(`${provider}
    resource "aws_api_gateway_rest_api" "a" {
      body = jsonencode({ openapi = "3.0.1", paths = {} })
    }`);
  expect(externalAccess(graph, 'execute-api:Invoke').map(({ unknown }) => unknown?.because)).toEqual([
    'the security of the operations in body of aws_api_gateway_rest_api.a, which is not read',
  ]);
});

test('a GraphQL API with an API key admits who has the key', async () => {
  const graph = await graphOfHcl(`${provider}
    resource "aws_appsync_graphql_api" "a" {
      authentication_type = "AWS_IAM"
      additional_authentication_provider {
        authentication_type = "API_KEY"
      }
    }`);
  expect(externalAccess(graph, 'appsync:GraphQL').map(({ name, conditions }) => [name, conditions])).toEqual([
    ['everyone', ['x-api-key']],
  ]);
});
