import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { eachAllow } from '../support/policies';
import { unknownText } from '../support/text';
import { carriersOf } from '../support/policy-carriers';
import { isEveryAction, onEverything } from './unconstrained';

const expected = 'only the actions and resources that are needed';

export const noFullAdmin = defineRule({
  id: 'iam/no-full-admin',
  aliases: ['IAM-01'],
  title: 'IAM policies should not allow full "*" administrative privileges',
  severity: 'critical',
  why: 'Anyone who has such a policy, or steals one of its sessions, controls the account: every secret, log and backup, and the access of everyone else.',
  fix: 'List the actions and resources in Action and Resource. Keep administration to one role that people assume with MFA.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, ({ path, statement }) => {
      const isWide = onEverything(statement);
      if (isWide === false) return pass;
      const actions = statement.actions ?? [];
      if (actions.some(isEveryAction)) {
        return isWide === true
          ? failing(path, expected, 'every action on every resource')
          : notKnown(path, expected, isWide);
      }
      const unknown = actions.map(unknownText).find((one) => one instanceof Unknown);
      return unknown ? notKnown(path, expected, unknown) : pass;
    }),
  examples: {
    good: {
      'actions and resources by name': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" }]
          })
        }`,
      'a Deny of everything': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({
            Statement = [
              { Effect = "Deny", Action = "*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
              { Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" },
            ]
          })
        }`,
      'everything, but only on what has a tag': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "*"
              Resource  = "*"
              Condition = { StringEquals = { "aws:ResourceTag/team" = "shop" } }
            }]
          })
        }`,
    },
    bad: {
      'an inline policy behind jsonencode': `
        resource "aws_iam_role" "main" {
          assume_role_policy = "{}"
          inline_policy {
            policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["*"], Resource = ["*"] }] })
          }
        }`,
      'one statement, not in a list, among conditions that do not narrow': `
        resource "aws_iam_policy" "main" {
          policy = <<-EOT
            {
              "Statement": {
                "Effect": "Allow",
                "Action": "*:*",
                "Resource": "*",
                "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
              }
            }
          EOT
        }`,
      'a policy document, with an action from a variable': `
        variable "actions" {
          default = ["*"]
        }
        data "aws_iam_policy_document" "main" {
          statement {
            actions   = var.actions
            resources = ["*"]
          }
        }
        resource "aws_iam_group_policy" "main" {
          group  = "people"
          policy = data.aws_iam_policy_document.main.json
        }`,
    },
    unknown: {
      'an action that is not known': `
        variable "action" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.action, Resource = "*" }] })
        }`,
      'a policy from elsewhere': `
        variable "policy" {}
        resource "aws_iam_policy" "main" {
          policy = var.policy
        }`,
    },
  },
});
