import { defineRule } from '../../../review/engine/rule';
import { failing, pass } from '../../../review/engine/verdict';
import { eachAllow } from '../support/policies';
import { carriersOf } from '../support/policy-carriers';
import { listed } from './unconstrained';

const expected = 'Action and Resource';

export const noAllowAllBut = defineRule({
  id: 'iam/no-allow-all-but',
  aliases: ['IAM-02/2'],
  title: 'IAM policies should not use Allow with NotAction or NotResource',
  severity: 'high',
  why: 'Allow with NotAction or NotResource grants everything that is not listed, including services that AWS adds later. It reads like a restriction, but is close to full administrative access.',
  fix: 'List what is needed in Action and Resource. Put what must never happen in a Deny statement: there NotAction and NotResource are safe.',
  resources: carriersOf('identity', 'resource', 'trust'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity', 'resource', 'trust'], expected, ({ path, statement }) => {
      const { notActions, notResources } = statement;
      if (notActions) return failing(path, expected, `NotAction: all except ${listed(notActions.map(String))}`);
      return notResources
        ? failing(path, expected, `NotResource: all except ${listed(notResources.map(String))}`)
        : pass;
    }),
  examples: {
    good: {
      'a Deny of all but some': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({
            Statement = [
              { Effect = "Deny", NotAction = "sts:*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } },
              { Effect = "Deny", Action = "s3:GetObject", NotResource = "arn:aws:s3:::shop/*" },
            ]
          })
        }`,
    },
    bad: {
      'everything but IAM': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] })
        }`,
      'every bucket but one, in a policy document': `
        data "aws_iam_policy_document" "main" {
          statement {
            actions       = ["s3:GetObject"]
            not_resources = ["arn:aws:s3:::payroll/*"]
          }
        }
        resource "aws_iam_role" "main" {
          assume_role_policy = "{}"
          inline_policy {
            policy = data.aws_iam_policy_document.main.json
          }
        }`,
    },
    unknown: {
      'a policy from elsewhere': `
        variable "policy" {}
        resource "aws_iam_policy" "main" {
          policy = var.policy
        }`,
    },
  },
});
