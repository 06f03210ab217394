import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Token } from 'cdktf';
import { grant } from '../../../modules/iam/grant';
import { iamVariable, policyDocument, sidOf, type PolicyStatement } from '../../../modules/iam/policy-document';
import { statements, synth } from '../../support/synth';

const reads: PolicyStatement = { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const app = { roleName: 'app', roleArn: 'arn:aws:iam::111122223333:role/app' };

describe('a policy document', () => {
  test('is the statements as they were written, under the current policy language', () => {
    expect(JSON.parse(policyDocument([reads]))).toEqual({ Version: '2012-10-17', Statement: [reads] });
  });

  test.each<[string, readonly PolicyStatement[], string]>([
    ['a Sid twice', [reads, reads], 'policy document: Sid: expected each once, found "Reads" twice'],
    [
      'a Sid in words',
      [{ ...reads, Sid: 'Reads it' }],
      'policy document: Sid: expected letters and digits, found "Reads it"',
    ],
    [
      'a Sid with nothing in it',
      [{ ...reads, Sid: '' }],
      'policy document: Sid: expected letters and digits, found ""',
    ],
    [
      'a list known only after apply',
      [{ ...reads, Resource: Token.asList({ resolve: () => ['arn:aws:s3:::b/*'] }) }],
      'policy document: Resource: expected a list written out, found a list known only after apply',
    ],
  ])('refuses %s', (_, document, message) => {
    expect(() => policyDocument(document)).toThrow(new Error(message));
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
