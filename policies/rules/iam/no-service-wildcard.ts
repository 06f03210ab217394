import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isOwnAccount } from '../support/exposure';
import { eachAllow } from '../support/policies';
import { unknownText } from '../support/text';
import { carriersOf } from '../support/policy-carriers';
import { isEveryAction, listed, onEverything } from './unconstrained';
import { elided } from '../../../review/model/text';

const expected = 'named actions';

export const noServiceWildcard = defineRule({
  id: 'iam/no-service-wildcard',
  aliases: ['IAM-02'],
  title: 'IAM policies should not allow all actions of a service',
  severity: 'high',
  why: 's3:* includes deleting the bucket and changing its policy, and grows with every action that AWS adds. One stolen session can use all of them.',
  fix: 'List the actions that are used. IAM Access Analyzer can generate such a policy from CloudTrail.',
  resources: carriersOf('identity', 'resource'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity', 'resource'], expected, ({ path, statement, policy }) => {
      // A resource policy that allows its own account only delegates to IAM; it grants nothing by itself.
      const { principals = [] } = statement;
      const delegates =
        principals.length > 0 && principals.every(({ id }) => isOwnAccount(id, resource.provider.account));
      if (policy.kind === 'resource' && delegates) return pass;
      const actions = statement.actions ?? [];
      const services = actions.filter((action) => /^[\w-]+:[*?]*\*[*?]*$/.test(elided(action)));
      // Every action on every resource is judged by iam/no-full-admin.
      const all = onEverything(statement) === true ? [] : actions.filter(isEveryAction);
      if (services.length + all.length > 0) return failing(path, expected, listed([...services, ...all].map(String)));
      const unknown = actions.map(unknownText).find((one) => one !== undefined);
      return unknown ? notKnown(path, expected, unknown) : pass;
    }),
  examples: {
    good: {
      'actions by name, and a family of them': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({
            Statement = [{
              Effect = "Allow", Action = ["sqs:SendMessage", "sqs:Get*"], Resource = "arn:aws:sqs:eu-west-1:111122223333:orders"
            }]
          })
        }`,
      'a key that leaves it to the account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_kms_key" "main" {
          policy = jsonencode({
            Statement = [{
              Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*"
            }]
          })
        }`,
      'a boundary, which grants nothing': `
        resource "aws_iam_policy" "boundary" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*", "sqs:*"], Resource = "*" }] })
        }
        resource "aws_iam_role" "main" {
          assume_role_policy   = "{}"
          permissions_boundary = aws_iam_policy.boundary.arn
        }
        resource "aws_iam_role_policy" "main" {
          role   = aws_iam_role.main.name
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop/*" }] })
        }`,
    },
    bad: {
      'a whole service on one resource': `
        resource "aws_iam_user_policy" "main" {
          user   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::shop/*" }] })
        }`,
      'every action on one resource': `
        resource "aws_iam_role_policy" "main" {
          role   = "app"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "arn:aws:s3:::shop/*" }] })
        }`,
      'a boundary that is also attached': `
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["ec2:Describe*", "s3:*"], Resource = "*" }] })
        }
        resource "aws_iam_role" "main" {
          assume_role_policy   = "{}"
          permissions_boundary = aws_iam_policy.main.arn
        }
        resource "aws_iam_role_policy_attachment" "main" {
          role       = aws_iam_role.main.name
          policy_arn = aws_iam_policy.main.arn
        }`,
      'a queue that allows another role everything': `
        resource "aws_sqs_queue_policy" "main" {
          queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"
          policy    = jsonencode({
            Statement = [{
              Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "sqs:*", Resource = "*"
            }]
          })
        }`,
    },
    unknown: {
      'an action that is not known': `
        variable "action" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = [var.action], Resource = "arn:aws:s3:::shop" }] })
        }`,
    },
  },
});
