import { defineRule } from '../../../review/engine/rule';
import { fullName } from '../../../review/iam/actions';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { readsData } from './sensitive-actions';
import { onWholeType, refuses } from './unconstrained';

const expected = 'data reads only on named resources';

export const noUnconstrainedDataReads = defineRule({
  id: 'iam/no-unconstrained-data-reads',
  aliases: ['IAM-07'],
  title: 'IAM policies should allow reads of stored data only on named resources',
  severity: 'high',
  why: 'One leaked session with s3:GetObject or secretsmanager:GetSecretValue on all resources can download every bucket and every secret of the account.',
  fix: 'Name the buckets, tables, queues, secrets or parameters in Resource.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) =>
      refuses(allow, expected, (action) => readsData.has(fullName(action).toLowerCase()), onWholeType),
    ),
  examples: {
    good: {
      'one secret, one bucket': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [
              { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-*" },
              { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" },
            ]
          })
        }`,
      'configuration, not data': `
        resource "aws_iam_role_policy" "main" {
          role   = "audit"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetBucketPolicy", "rds:Describe*"], Resource = "*" }] })
        }`,
    },
    bad: {
      'every secret of the account': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"
            }]
          })
        }`,
      'every object, by a pattern, in a policy document': `
        data "aws_iam_policy_document" "main" {
          statement {
            actions   = ["s3:Get*"]
            resources = ["arn:aws:s3:::*/*"]
          }
        }
        resource "aws_iam_policy" "main" {
          policy = data.aws_iam_policy_document.main.json
        }`,
      'a tag of the caller, which narrows no data': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "ssm:GetParameter"
              Resource  = "*"
              Condition = { StringEquals = { "aws:PrincipalTag/team" = "shop" } }
            }]
          })
        }`,
    },
    unknown: {
      'a bucket that is not known': `
        variable "objects" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = var.objects }] })
        }`,
    },
  },
});
