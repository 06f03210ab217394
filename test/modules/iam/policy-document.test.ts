import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Token } from 'cdktf';
import { grant } from '../../../modules/iam/grant';
import { iamVariable, policyDocument, sidOf } from '../../../modules/iam/policy-document';
import type { PolicyStatement } from '../../../modules/iam/policy-statement';
import { statements, synth } from '../../support/synth';

const reads: PolicyStatement = { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const app = { roleName: 'app', roleArn: 'arn:aws:iam::111122223333:role/app' };

describe('a policy document', () => {
  test('is the statements as they were written, under the current policy language', () => {
    expect(JSON.parse(policyDocument([reads]))).toEqual({ Version: '2012-10-17', Statement: [reads] });
  });

  test.each<[string, readonly PolicyStatement[], string]>([
    ['a Sid twice', [reads, { ...reads }], 'Statement[1].Sid: expected a Sid of its own, found "Reads"'],
    [
      'a Sid in words',
      [{ ...reads, Sid: 'Reads it' }],
      'Statement[0].Sid: expected letters and digits, found "Reads it"',
    ],
    [
      'a list known only after apply',
      [{ ...reads, Resource: Token.asList({ resolve: () => ['arn:aws:s3:::b/*'] }) }],
      'Statement[0].Resource: expected 1 to 500 resources, each once, known at synthesis, found a value known only after apply',
    ],
    [
      'an action that is missing',
      [{ ...reads, Action: undefined }],
      'Statement[0]: expected either Action or NotAction',
    ],
    [
      'a resource that is missing',
      [{ ...reads, Resource: [undefined as never] }],
      'Statement[0].Resource[0]: expected * or an ARN, found nothing',
    ],
    [
      'a condition on a value that is missing',
      [{ ...reads, Condition: { StringEquals: { 'aws:SourceAccount': undefined as never } } }],
      'Statement[0].Condition.StringEquals.aws:SourceAccount: expected text, found nothing',
    ],
    ['no statement', [], 'Statement: expected 1 to 1000 statements, each once, found []'],
  ])('refuses %s', (_, document, message) => {
    expect(() => policyDocument(document)).toThrow(`policy document: ${message}`);
  });

  test('has Sids of letters and digits, made from names', () => {
    expect(['dev-bastion', 'events.rds', 'ci'].map(sidOf)).toEqual(['DevBastion', 'EventsRds', 'Ci']);
  });

  test('leaves an IAM variable for IAM, escaped from Terraform', () => {
    expect(iamVariable('aws:username')).toBe('$${aws:username}');
  });
});

describe('a grant', () => {
  const synthesized = synth((stack) => {
    const queue = new SqsQueue(stack, 'queue', {});
    grant(queue, 'grant-send-app', app, [
      { Sid: 'Sends', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue.arn },
    ]);
  });

  test("is an inline policy of the role, named by the module's words", () => {
    const policy = synthesized.one('aws_iam_role_policy');
    expect(policy).toMatchObject({ name: 'grant-send-app', role: 'app' });
    expect(statements(policy.policy).Sends!.Resource).toBe(synthesized.reference('aws_sqs_queue', 'arn'));
  });

  test('belongs to what is granted, not to the role', () => {
    expect(synthesized.resources('aws_iam_role_policy')[0]!.name).toMatch(/^queue_grant-send-app_/);
  });
});
