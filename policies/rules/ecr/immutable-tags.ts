import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const immutableTags = defineRule({
  id: 'ecr/immutable-tags',
  aliases: ['ECR-02'],
  title: 'The tag of an image always means the same image',
  severity: 'medium',
  why: 'Who may push can put another image under a tag that was reviewed and released: the next task that starts runs it, and nothing in the configuration changed.',
  fix: 'Set image_tag_mutability = "IMMUTABLE", and give each build a tag of its own.',
  resources: ['aws_ecr_repository'],
  check: (repository) => attribute(repository, 'image_tag_mutability', { default: 'MUTABLE' }).is('IMMUTABLE'),
  examples: {
    good: {
      immutable: `
        resource "aws_ecr_repository" "web" {
          image_tag_mutability = "IMMUTABLE"
        }`,
    },
    bad: {
      'not said': `
        resource "aws_ecr_repository" "web" {
          name = "web"
        }`,
      mutable: `
        resource "aws_ecr_repository" "web" {
          image_tag_mutability = "MUTABLE"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tags" {}
        resource "aws_ecr_repository" "web" {
          image_tag_mutability = var.tags
        }`,
    },
  },
});
