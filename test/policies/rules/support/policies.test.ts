import { Unknown } from '../../../../review/model/value';
import { graphOfHcl } from '../../../../review/model/load';
import { policiesOf, statementsOf } from '../../../../policies/rules/support/policies';

const statement = '{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }';

describe('the policies of a resource', () => {
  test('are of the kind that its type gives them', async () => {
    const graph = await graphOfHcl(`
      resource "aws_iam_role" "main" {
        assume_role_policy = jsonencode({ Statement = [${statement}] })
        inline_policy {
          policy = jsonencode({ Statement = [${statement}] })
        }
        inline_policy {
          policy = jsonencode({ Statement = [${statement}] })
        }
      }
      resource "aws_vpc_endpoint" "main" {
        policy = jsonencode({ Statement = [${statement}] })
      }
      resource "aws_sqs_queue" "main" {
        policy = jsonencode({ Statement = [${statement}] })
      }`);
    const kinds = graph.all('aws_iam_role', 'aws_vpc_endpoint', 'aws_sqs_queue').flatMap((one) => policiesOf(one));
    expect(kinds.map(({ attribute, kind }) => `${kind} ${attribute}`)).toEqual([
      'trust assume_role_policy',
      'identity inline_policy.0.policy',
      'identity inline_policy.1.policy',
      'endpoint policy',
      'resource policy',
    ]);
  });

  test('are a boundary where they bound a role and nobody has them attached', async () => {
    const graph = await graphOfHcl(`
      resource "aws_iam_policy" "boundary" {
        policy = jsonencode({ Statement = [${statement}] })
      }
      resource "aws_iam_policy" "both" {
        policy = jsonencode({ Statement = [${statement}] })
      }
      resource "aws_iam_role" "one" {
        permissions_boundary = aws_iam_policy.boundary.arn
      }
      resource "aws_iam_role" "other" {
        permissions_boundary = aws_iam_policy.both.arn
        managed_policy_arns  = [aws_iam_policy.both.arn]
      }`);
    const kinds = graph.all('aws_iam_policy').map((one) => policiesOf(one, graph).map(({ kind }) => kind));
    expect(kinds).toEqual([['boundary'], ['identity']]);
  });

  test('are not known, never none, where what is written is no policy', async () => {
    const graph = await graphOfHcl(`
      resource "aws_sqs_queue" "main" {
        policy = "no JSON"
      }`);
    expect(policiesOf(graph.all('aws_sqs_queue')[0]!)[0]?.document).toEqual(
      new Unknown('policy is not a policy document'),
    );
  });

  test('have statements with a path by their id, else by their position', async () => {
    const graph = await graphOfHcl(`
      resource "aws_sqs_queue" "main" {
        policy = jsonencode({ Statement = [${statement}, merge(${statement}, { Sid = "Reads" })] })
      }`);
    const paths = policiesOf(graph.all('aws_sqs_queue')[0]!).flatMap(statementsOf);
    expect(paths.map(({ path }) => path)).toEqual(['policy.Statement.0', 'policy.Statement.Reads']);
  });
});
