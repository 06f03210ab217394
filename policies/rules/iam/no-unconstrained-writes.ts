import { defineRule } from '../../../review/engine/rule';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { refuses } from './unconstrained';

const expected = 'writes on named resources only';

export const noUnconstrainedWrites = defineRule({
  id: 'iam/no-unconstrained-writes',
  aliases: ['IAM-08'],
  title: 'Who may write may write only to named resources',
  severity: 'medium',
  why: 'A write on everything is a way to delete or encrypt what belongs to others, and to plant code where a stronger role runs it.',
  fix: 'Name the resources in Resource, or add a condition such as aws:ResourceTag or, for what is created, aws:RequestTag.',
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
      'reads on everything, and writes that know no resources': `
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
