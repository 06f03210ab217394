import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const immutableTags = defineRule({
  id: 'ecr/immutable-tags',
  aliases: ['ECR-02'],
  title: 'ECR repositories should have tag immutability enabled',
  severity: 'medium',
  why: 'Anyone who can push can move a released tag to another image. The next task that starts runs it, although no configuration changed.',
  fix: 'Set image_tag_mutability = "IMMUTABLE", and give each build its own tag.',
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
      'not set': `
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
