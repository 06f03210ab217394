import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';

const expected = 'an aws_ecr_lifecycle_policy';

export const lifecyclePolicy = defineRule({
  id: 'ecr/lifecycle-policy',
  aliases: ['ECR-05'],
  replaces: ['ecr/kept-well'],
  title: 'ECR repositories should have a lifecycle policy',
  severity: 'low',
  why: 'Without one, every image is kept forever. Old images cost storage, have known vulnerabilities, and can still be deployed.',
  fix: `Add ${expected} that expires untagged and old images.`,
  resources: ['aws_ecr_repository'],
  check: (repository, { graph }) => {
    const { found, unknown } = graph.children(repository, 'aws_ecr_lifecycle_policy', 'repository', 'name');
    if (found.length > 0) return pass;
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none');
  },
  examples: {
    good: {
      'a policy': `
        resource "aws_ecr_repository" "web" {
          name = "web"
        }
        resource "aws_ecr_lifecycle_policy" "web" {
          repository = aws_ecr_repository.web.name
          policy     = "{}"
        }`,
    },
    bad: {
      'the policy of another repository': `
        resource "aws_ecr_repository" "web" {
          name = "web"
        }
        resource "aws_ecr_lifecycle_policy" "api" {
          repository = "api"
          policy     = "{}"
        }`,
    },
    unknown: {
      'a policy of a repository that is not known': `
        variable "repository" {}
        resource "aws_ecr_repository" "web" {
          name = "web"
        }
        resource "aws_ecr_lifecycle_policy" "some" {
          repository = var.repository
          policy     = "{}"
        }`,
    },
  },
});
