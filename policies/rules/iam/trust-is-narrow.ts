import { defineRule } from '../../../review/engine/rule';
import type { Condition } from '../../../review/iam/document';
import { closedToEveryone, closedToForeignAccounts, isOfOrganization } from '../support/exposure';
import { isFixed, requires } from '../../../review/iam/narrowing';
import { eachAllow } from '../support/policies';

const expected = 'roles, services and known accounts by name; others with sts:ExternalId or aws:PrincipalOrgID';

export const trustIsNarrow = defineRule({
  id: 'iam/trust-is-narrow',
  aliases: ['IAM-09'],
  title: 'IAM role trust policies should allow only named principals',
  severity: 'critical',
  why: 'A role that trusts "*" can be assumed from any AWS account. A vendor that is trusted without sts:ExternalId can be tricked into using the role for another of its customers.',
  fix: 'Name the role or service in Principal. For another account, add a condition on sts:ExternalId or aws:PrincipalOrgID, or add the account to the known accounts of the environment.',
  resources: ['aws_iam_role'],
  check: (role, context) =>
    eachAllow(role, context.graph, ['trust'], expected, (allow) => {
      const open = closedToEveryone(allow, expected);
      return open.status === 'pass' ? closedToForeignAccounts(allow, role, context, expected, isVouchedFor) : open;
    }),
  examples: {
    good: {
      'a service, and a role of the same account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_iam_role" "deploy" {
          name               = "deploy"
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = [aws_iam_role.deploy.arn] }, Action = "sts:AssumeRole" }]
          })
        }`,
      'a vendor, with an external id': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "999988887777" }
              Action    = "sts:AssumeRole"
              Condition = { StringEquals = { "sts:ExternalId" = "7f3a9c" } }
            }]
          })
        }`,
      'everyone of the organization': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "*" }
              Action    = "sts:AssumeRole"
              Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
            }]
          })
        }`,
      'an account that is known': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::222233334444:role/audit" }, Action = "sts:AssumeRole" }]
          })
        }`,
    },
    bad: {
      'everyone, behind jsonencode': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sts:AssumeRole" }]
          })
        }`,
      'everyone who knows an ID, which is not a secret': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "sts:AssumeRole"
              Condition = { StringEquals = { "sts:ExternalId" = "7f3a9c" } }
            }]
          })
        }`,
      'an organization with a wildcard id': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }
              Action    = "sts:AssumeRole"
              Condition = { StringLike = { "aws:PrincipalOrgID" = ["o-a1b2c3d4e5", "*"] } }
            }]
          })
        }`,
      'a foreign account': `
        provider "aws" {
          allowed_account_ids = ["111122223333"]
        }
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRole"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::999988887777:root"]
            }
          }
        }
        resource "aws_iam_role" "main" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }`,
    },
    unknown: {
      'a principal that is not known': `
        variable "principal" {}
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = var.principal }, Action = "sts:AssumeRole" }]
          })
        }`,
      'an account that may be the same one': `
        resource "aws_iam_role" "main" {
          assume_role_policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Action = "sts:AssumeRole" }]
          })
        }`,
    },
    environment: { knownAccounts: ['222233334444'] },
  },
});

function isVouchedFor(condition: Condition): boolean {
  const isExternalId = condition.key.toLowerCase() === 'sts:externalid';
  return isExternalId ? requires(condition) && condition.values.every(isFixed) : isOfOrganization(condition);
}
