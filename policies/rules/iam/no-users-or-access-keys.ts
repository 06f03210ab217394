import { defineRule } from '../../../review/engine/rule';
import { failing, pass } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { memoized } from '../../../review/memoize';

const expected = 'a role with temporary credentials';
const longLived = [
  'aws_iam_user',
  'aws_iam_access_key',
  'aws_iam_user_login_profile',
  'aws_iam_service_specific_credential',
];

export const noUsersOrAccessKeys = defineRule({
  id: 'iam/no-users-or-access-keys',
  aliases: ['IAM-12'],
  title: 'IAM users, console passwords and access keys should not be created',
  severity: 'medium',
  why: 'An access key works from anywhere until it is deleted, and its secret is stored in the Terraform state. Leaked access keys are a leading cause of compromised accounts.',
  fix: 'Give workloads a role, pipelines a role through OIDC, and people IAM Identity Center.',
  // The environment is judged too, so that one without users passes.
  resources: [...longLived, '@environment'],
  check: (resource, { graph }) => {
    if (resource.type !== '@environment') return failing(undefined, expected, resource.type);
    return environmentsWith(graph).has(resource.environment) ? [] : pass;
  },
  examples: {
    good: {
      'a role': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }`,
    },
    bad: {
      'a user': `
        resource "aws_iam_user" "main" {
          name = "app"
        }`,
      'an access key of a user that is not in the input': `
        resource "aws_iam_access_key" "main" {
          user = "app"
        }`,
    },
  },
});

const environmentsWith = memoized(
  (graph: Graph): ReadonlySet<string> => new Set(graph.all(...longLived).map(({ environment }) => environment)),
);
