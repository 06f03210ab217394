import { defineRule } from '../../../review/engine/rule';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { onWholeType, refuses } from './unconstrained';

const expected = 'permissions management only on named resources';

export const permissionsManagement = defineRule({
  id: 'iam/permissions-management',
  aliases: ['IAM-05'],
  title: 'IAM policies should allow permissions management only on named resources',
  severity: 'high',
  why: 'Anyone who can change the policy of any bucket, key or role can give themselves, or the internet, access that no policy granted.',
  fix: 'Limit such statements to named resources, or with a condition on iam:PermissionsBoundary, iam:PolicyARN or aws:ResourceTag. Leave them to the role that deploys.',
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
      'a pattern that includes actions that change policies': `
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
