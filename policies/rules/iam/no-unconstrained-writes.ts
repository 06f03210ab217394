import { defineRule } from '../../../review/engine/rule';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { refuses } from './unconstrained';

const expected = 'write actions only on named resources';

export const noUnconstrainedWrites = defineRule({
  id: 'iam/no-unconstrained-writes',
  aliases: ['IAM-08'],
  title: 'IAM policies should allow write actions only on named resources',
  severity: 'medium',
  why: 'Write access to all resources can delete or encrypt the data of others, and change code that runs with a more privileged role.',
  fix: 'Name the resources in Resource, or add a condition on aws:ResourceTag (on aws:RequestTag for resources that are created).',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) =>
      refuses(allow, expected, ({ accessLevel }) => accessLevel === 'Write'),
    ),
  examples: {
    good: {
      'one table': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = "dynamodb:PutItem", Resource = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders" }]
          })
        }`,
      'reads on everything, and writes without resource-level permissions': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["cloudwatch:PutMetricData", "rds:Describe*"], Resource = "*" }] })
        }`,
    },
    bad: {
      'any function': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "lambda:UpdateFunctionCode", Resource = "*" }] })
        }`,
      'a negative condition': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "ec2:TerminateInstances"
              Resource  = "*"
              Condition = { StringNotEquals = { "aws:ResourceTag/team" = "payroll" } }
            }]
          })
        }`,
    },
    unknown: {
      'a table that is not known': `
        variable "table" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "dynamodb:PutItem", Resource = var.table }] })
        }`,
    },
  },
});
