import { defineRule } from '../../../review/engine/rule';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named principals, or a condition on aws:PrincipalOrgID';

export const notPublic = defineRule({
  id: 'ecr/not-public',
  aliases: ['ECR-03'],
  title: 'ECR repository policies should allow only named principals',
  severity: 'critical',
  why: 'Images contain your code and what was built into it. Anyone who can push can replace the image that production runs next.',
  fix: 'Name the accounts or roles in Principal, or add StringEquals on aws:PrincipalOrgID.',
  resources: ['aws_ecr_repository_policy', 'aws_ecr_registry_policy'],
  check: (policy, { graph }) => policiesClosedToEveryone(policy, graph, expected),
  examples: {
    good: {
      'an account, and everyone of the organization': `
        resource "aws_ecr_repository_policy" "main" {
          repository = "shop"
          policy     = jsonencode({
            Statement = [
              { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "ecr:BatchGetImage" },
              {
                Effect    = "Allow"
                Principal = "*"
                Action    = "ecr:BatchGetImage"
                Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
              },
            ]
          })
        }`,
    },
    bad: {
      'everyone pulls': `
        resource "aws_ecr_repository_policy" "main" {
          repository = "shop"
          policy     = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }] })
        }`,
      'everyone pushes, among named ones, by a policy document': `
        data "aws_iam_policy_document" "main" {
          statement {
            actions = ["ecr:PutImage"]
            principals {
              type        = "AWS"
              identifiers = ["arn:aws:iam::111122223333:root", "*"]
            }
          }
        }
        resource "aws_ecr_repository_policy" "main" {
          repository = "shop"
          policy     = data.aws_iam_policy_document.main.json
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_ecr_repository_policy" "main" {
          repository = "shop"
          policy     = var.policy
        }`,
    },
  },
});
