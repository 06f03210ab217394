import { defineRule } from '../../../review/engine/rule';
import { fullName } from '../../../review/iam/actions';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { givesCredentials } from './sensitive-actions';
import { onWholeType, refuses } from './unconstrained';

const expected = 'credentials only of named roles, users and databases';

export const noCredentialsExposure = defineRule({
  id: 'iam/no-credentials-exposure',
  aliases: ['IAM-06'],
  title: 'IAM policies should allow actions that return credentials only for named identities',
  severity: 'high',
  why: 'sts:AssumeRole, iam:CreateAccessKey or rds-db:connect on all resources lets one compromised workload become any role, user or database user.',
  fix: 'Name the roles, users or database users in Resource. Allow iam:CreateAccessKey only for ${aws:username}.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) =>
      refuses(allow, expected, (action) => givesCredentials.has(fullName(action).toLowerCase()), onWholeType),
    ),
  examples: {
    good: {
      'one role': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::111122223333:role/reports" }] })
        }`,
      'the user’s own access keys': `
        resource "aws_iam_group_policy" "main" {
          group  = "people"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "arn:aws:iam::111122223333:user/$\${aws:username}" }]
          })
        }`,
      'the login of ECR, which has no resource-level permissions': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" }] })
        }`,
    },
    bad: {
      'any role': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:Assume*", Resource = "*" }] })
        }`,
      'any user of any database': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = "rds-db:connect", Resource = "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*/*" }]
          })
        }`,
    },
    unknown: {
      'a role that is not known': `
        variable "role" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = [var.role] }] })
        }`,
    },
  },
});
