import { unknownIn, type Document } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import { graphOfHcl } from '../../../review/model/load';
import { Unknown } from '../../../review/model/value';

/** The policy of the first `aws_iam_policy`. */
async function policyIn(hcl: string): Promise<Document> {
  const [policy] = (await graphOfHcl(hcl)).all('aws_iam_policy');
  const document = documentOf(policy?.at('policy'));
  if (!document || document instanceof Unknown) throw new Error(`no document: ${String(document)}`);
  return document;
}

const json = (policy: unknown) => documentOf(JSON.stringify(policy)) as Document;

describe('a policy as JSON', () => {
  test('one statement, one action and one resource are lists of one', () => {
    expect(
      json({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }),
    ).toEqual({
      version: '2012-10-17',
      statements: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: [] }],
    });
  });

  test('principals keep their type, and "*" is one of its own', () => {
    const [all, some] = json({
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:*' },
        { Effect: 'Deny', NotPrincipal: { AWS: '111122223333', Service: ['a', 'b'] }, NotAction: 's3:*' },
      ],
    }).statements;
    expect(all?.principals).toEqual([{ type: '*', id: '*' }]);
    expect(some).toMatchObject({
      effect: 'Deny',
      notActions: ['s3:*'],
      notPrincipals: [
        { type: 'AWS', id: '111122223333' },
        { type: 'Service', id: 'a' },
        { type: 'Service', id: 'b' },
      ],
    });
  });

  test('each key of a condition is one, and a boolean is text', () => {
    const [statement] = json({
      Statement: [
        {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': true, 'aws:ViaAWSService': ['false'] }, Null: { a: false } },
        },
      ],
    }).statements;
    expect(statement?.conditions).toEqual([
      { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
      { operator: 'Bool', key: 'aws:ViaAWSService', values: ['false'] },
      { operator: 'Null', key: 'a', values: ['false'] },
    ]);
  });

  test('says what AWS would refuse, and keeps the rest', () => {
    const document = json({
      Statement: [
        { Effect: 'allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', Resource: '*', NotResource: 'a' },
      ],
    });
    expect(document.problems).toEqual([
      'Statement[0]: expected "Allow" or "Deny" as Effect, found "allow"',
      'Statement[1]: expected Action or NotAction, found neither',
      'Statement[1]: expected Resource or NotResource, found both',
    ]);
    expect(document.statements).toHaveLength(2);
  });

  test.each(['', 'no json', '[]', '3', '"text"', 'null'])('%p is no policy', (text) =>
    expect(documentOf(text)).toBeUndefined(),
  );

  test('names of the prototype are names', () => {
    const text = '{"Statement":[{"__proto__":{"Action":"*"},"Effect":"Allow","Condition":{"constructor":{"a":"b"}}}]}';
    const document = documentOf(text) as Document;
    expect(document.statements[0]?.actions).toBeUndefined();
    expect(document.statements[0]?.conditions).toEqual([{ operator: 'constructor', key: 'a', values: ['b'] }]);
  });
});

describe('a policy in Terraform', () => {
  test('a part that is not known is a hole in its text', async () => {
    const document = await policyIn(`
      variable "bucket" {}
      resource "aws_iam_policy" "p" {
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::\${var.bucket}/*" }] })
      }`);
    expect(document.statements[0]?.resources?.map(String)).toEqual(['arn:aws:s3:::${var.bucket}/*']);
    expect(unknownIn(document)?.because).toBe('var.bucket has no value');
  });

  test('policy variables stay', async () => {
    const document = await policyIn(`
      resource "aws_iam_policy" "p" {
        policy = jsonencode({ Statement = { Effect = "Allow", Action = "iam:*", Resource = "arn:aws:iam::*:user/$\${aws:username}" } })
      }`);
    expect(document.statements[0]?.resources).toEqual(['arn:aws:iam::*:user/${aws:username}']);
  });
});

describe('aws_iam_policy_document', () => {
  const used = 'resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.own.json }';

  test('has the defaults of the data source', async () => {
    const document = await policyIn(`${used}
      data "aws_iam_policy_document" "own" {
        statement {
          actions   = ["iam:GetUser"]
          resources = ["arn:aws:iam::*:user/&{aws:username}"]
        }
      }`);
    expect(document).toEqual({
      version: '2012-10-17',
      statements: [
        {
          effect: 'Allow',
          actions: ['iam:GetUser'],
          resources: ['arn:aws:iam::*:user/${aws:username}'],
          conditions: [],
        },
      ],
    });
  });

  test('conditions of one test and variable are alternatives, principals add up', async () => {
    const document = await policyIn(`${used}
      data "aws_iam_policy_document" "own" {
        statement {
          effect      = "Deny"
          not_actions = ["s3:*"]
          principals {
            type        = "AWS"
            identifiers = ["*"]
          }
          principals {
            type        = "Service"
            identifiers = ["ec2.amazonaws.com"]
          }
          condition {
            test     = "StringEquals"
            variable = "aws:SourceAccount"
            values   = ["111122223333"]
          }
          condition {
            test     = "StringEquals"
            variable = "aws:SourceAccount"
            values   = ["222233334444"]
          }
          condition {
            test     = "StringLike"
            variable = "aws:SourceArn"
            values   = ["arn:*"]
          }
        }
      }`);
    expect(document.statements).toEqual([
      {
        effect: 'Deny',
        notActions: ['s3:*'],
        principals: [
          { type: 'AWS', id: '*' },
          { type: 'Service', id: 'ec2.amazonaws.com' },
        ],
        conditions: [
          { operator: 'StringEquals', key: 'aws:SourceAccount', values: ['111122223333', '222233334444'] },
          { operator: 'StringLike', key: 'aws:SourceArn', values: ['arn:*'] },
        ],
      },
    ]);
  });

  test('sources come first, and a sid is overridden where it stood', async () => {
    const document = await policyIn(`${used}
      data "aws_iam_policy_document" "base" {
        statement {
          sid       = "A"
          actions   = ["s3:*"]
          resources = ["*"]
        }
        statement {
          actions   = ["sns:*"]
          resources = ["*"]
        }
      }
      data "aws_iam_policy_document" "own" {
        source_policy_documents   = [data.aws_iam_policy_document.base.json]
        override_policy_documents = [jsonencode({ Statement = [{ Sid = "B", Effect = "Deny", Action = "kms:*", Resource = "*" }] })]
        statement {
          sid       = "A"
          actions   = ["s3:GetObject"]
          resources = ["*"]
        }
        statement {
          sid       = "B"
          actions   = ["kms:Decrypt"]
          resources = ["*"]
        }
      }`);
    expect(document.statements.map(({ sid, effect, actions }) => [sid, effect, actions])).toEqual([
      ['A', 'Allow', ['s3:GetObject']],
      [undefined, 'Allow', ['sns:*']],
      ['B', 'Deny', ['kms:*']],
    ]);
  });

  test('a source that is not known leaves the document known in part', async () => {
    const document = await policyIn(`${used}
      variable "more" {}
      data "aws_iam_policy_document" "own" {
        source_policy_documents = [var.more]
        statement {
          actions   = ["s3:*"]
          resources = ["*"]
        }
      }`);
    expect(document.statements).toHaveLength(1);
    expect(document.unknown?.because).toBe('var.more has no value');
  });

  test('a document merged of itself ends', async () => {
    const graph = await graphOfHcl(`
      data "aws_iam_policy_document" "a" {
        source_policy_documents = [data.aws_iam_policy_document.b.json]
      }
      data "aws_iam_policy_document" "b" {
        source_policy_documents = [data.aws_iam_policy_document.a.json, data.aws_iam_policy_document.a.json]
      }
      resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.a.json }`);
    const document = documentOf(graph.all('aws_iam_policy')[0]!.at('policy')) as Document;
    expect(document.unknown?.because).toBe('data.aws_iam_policy_document.a refers to itself');
  });

  test('documents that double each time are not followed without end', async () => {
    const names = Array.from({ length: 30 }, (_, index) => index);
    const graph = await graphOfHcl(`
      data "aws_iam_policy_document" "d0" {
        statement {
          actions = ["s3:*"]
        }
      }
      ${names.map((n) => `data "aws_iam_policy_document" "d${n + 1}" {\n source_policy_documents = [data.aws_iam_policy_document.d${n}.json, data.aws_iam_policy_document.d${n}.json]\n}`).join('\n')}
      resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d30.json }`);
    const document = documentOf(graph.all('aws_iam_policy')[0]!.at('policy')) as Document;
    expect(document.unknown?.because).toMatch('has more than 5000 statements');
  });
});
