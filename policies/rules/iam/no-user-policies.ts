import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isList } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const expected = 'policies only on groups and roles';

export const noUserPolicies = defineRule({
  id: 'iam/no-user-policies',
  aliases: ['IAM-11'],
  title: 'IAM users should not have policies attached directly',
  severity: 'medium',
  why: 'Permissions of individual users often remain when a person changes teams, and do not appear in a review of roles and groups.',
  fix: 'Attach the policy to a group, or better to a role that people assume.',
  resources: ['aws_iam_user', 'aws_iam_user_policy', 'aws_iam_user_policy_attachment', 'aws_iam_policy_attachment'],
  check: (resource, { graph }) => {
    if (resource.type === 'aws_iam_policy_attachment') {
      return attribute(resource, 'users').satisfies(expected, (users) => !isList(users) || users.length === 0);
    }
    if (resource.type !== 'aws_iam_user')
      return failing('user', expected, `one on user ${textOfValue(resource.at('user'))}`);
    // Attachments are judged on their own.
    const types = ['aws_iam_user_policy', 'aws_iam_user_policy_attachment'];
    const attached = types.map((type) => graph.children(resource, type, 'user'));
    if (attached.some(({ found }) => found.length > 0)) return [];
    const unknown = attached.map((one) => one.unknown).find((one) => one !== undefined);
    return unknown ? notKnown(undefined, expected, unknown) : pass;
  },
  examples: {
    good: {
      'a policy of a group': `
        resource "aws_iam_user" "main" {
          name = "anna"
        }
        resource "aws_iam_group_policy_attachment" "main" {
          group      = "developers"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }`,
      'an attachment to roles, with users written as null': `
        resource "aws_iam_policy_attachment" "main" {
          name       = "read"
          users      = null
          roles      = ["audit"]
          policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
        }`,
    },
    bad: {
      'an inline policy': `
        resource "aws_iam_user" "main" {
          name = "anna"
        }
        resource "aws_iam_user_policy" "main" {
          user   = aws_iam_user.main.name
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop/*" }] })
        }`,
      'a managed policy, on a user that is not in the input': `
        resource "aws_iam_user_policy_attachment" "main" {
          user       = "anna"
          policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        }`,
      'an attachment to users and roles': `
        resource "aws_iam_policy_attachment" "main" {
          name       = "read"
          users      = ["anna"]
          roles      = ["audit"]
          policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
        }`,
    },
    unknown: {
      'users that are not known': `
        variable "users" {}
        resource "aws_iam_policy_attachment" "main" {
          name       = "read"
          users      = var.users
          policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
        }`,
    },
  },
});
