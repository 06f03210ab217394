import { defineRule } from '../../../review/engine/rule';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { onWholeType, refuses } from './unconstrained';

const expected = 'actions that change permissions on named resources only';

export const permissionsManagement = defineRule({
  id: 'iam/permissions-management',
  aliases: ['IAM-05'],
  title: 'Who may change permissions may change only named ones',
  severity: 'high',
  why: 'Whoever can write policies of any bucket, key or role can give themselves, or the internet, what no policy gave them.',
  fix: 'Limit such statements to named resources, or to iam:PermissionsBoundary, iam:PolicyARN or aws:ResourceTag; leave them to the role that deploys.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) =>
      refuses(allow, expected, ({ accessLevel }) => accessLevel === 'Permissions management', onWholeType),
    ),
  examples: {
    good: {
      'one bucket': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:PutBucketPolicy", Resource = "arn:aws:s3:::shop-assets" }] })
        }`,
      'roles that keep the boundary': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = ["iam:AttachRolePolicy", "iam:PutRolePolicy"]
              Resource  = "arn:aws:iam::111122223333:role/*"
              Condition = { StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::111122223333:policy/boundary" } }
            }]
          })
        }`,
      'grants that an AWS service makes for its resources': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect = "Allow", Action = "kms:CreateGrant", Resource = "*", Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
            }]
          })
        }`,
    },
    bad: {
      'every role': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = "iam:AttachRolePolicy", Resource = "arn:aws:iam::111122223333:role/*" }]
          })
        }`,
      'a pattern that takes in what writes policies': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:Put*", Resource = "*" }] })
        }`,
    },
    unknown: {
      'a resource that is not known': `
        variable "role" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:AttachRolePolicy", Resource = var.role }] })
        }`,
    },
  },
});
