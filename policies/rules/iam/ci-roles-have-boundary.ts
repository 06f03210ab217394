import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { policiesOf, statementsOf } from '../support/policies';
import { isForPipeline } from './web-identity';

export const ciRolesHaveBoundary = defineRule({
  id: 'iam/ci-roles-have-boundary',
  aliases: ['IAM-17'],
  title: 'IAM roles for CI/CD should have a permissions boundary',
  severity: 'medium',
  why: 'A pipeline runs the code of pull requests and of dependencies. Without a boundary, that code can grant the role, or a role that it creates, any permission in the account.',
  fix: 'Set permissions_boundary to a policy with the maximum permissions that deployments need.',
  resources: ['aws_iam_role'],
  check: (role, { graph }) => {
    const trust = policiesOf(role).filter(({ kind }) => kind === 'trust');
    const isPipeline = trust
      .flatMap(statementsOf)
      .some(({ statement }) => statement.effect === 'Allow' && isForPipeline(statement, graph));
    return isPipeline ? attribute(role, 'permissions_boundary').isPresent('a permissions boundary') : [];
  },
  examples: {
    good: {
      'a boundary': `
        resource "aws_iam_openid_connect_provider" "github" {
          url            = "https://token.actions.githubusercontent.com"
          client_id_list = ["sts.amazonaws.com"]
        }
        resource "aws_iam_role" "deploy" {
          permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
          assume_role_policy   = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
              Action    = "sts:AssumeRoleWithWebIdentity"
            }]
          })
        }`,
    },
    bad: {
      none: `
        resource "aws_iam_openid_connect_provider" "github" {
          url            = "https://token.actions.githubusercontent.com"
          client_id_list = ["sts.amazonaws.com"]
        }
        resource "aws_iam_role" "deploy" {
          assume_role_policy   = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
              Action    = "sts:AssumeRoleWithWebIdentity"
            }]
          })
        }`,
      'GitLab on a host of its own, told by the subject': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/git.example.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = {
                  "git.example.com:aud" = "https://git.example.com"
                  "git.example.com:sub" = "project_path:example/shop:ref_type:branch:ref:main"
                }
              }
            }]
          })
        }`,
      'CodeBuild, and a boundary that is null': `
        resource "aws_iam_role" "build" {
          permissions_boundary = null
          assume_role_policy   = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }`,
    },
    unknown: {
      'a boundary that is not known': `
        variable "boundary" {}
        resource "aws_iam_role" "build" {
          permissions_boundary = var.boundary
          assume_role_policy   = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }`,
    },
  },
});
