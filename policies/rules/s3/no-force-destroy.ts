import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isCritical } from '../support/criticality';

export const noForceDestroy = defineRule({
  id: 's3/no-force-destroy',
  aliases: ['S3-13/2'],
  replaces: ['s3/survives-disaster'],
  title: 'S3 buckets of a critical environment should not have force_destroy',
  severity: 'low',
  why: 'With force_destroy, one terraform destroy deletes every object and version.',
  fix: 'Remove force_destroy.',
  resources: ['aws_s3_bucket'],
  check: (bucket, context) =>
    isCritical(context) ? attribute(bucket, 'force_destroy', { default: false }).is(false) : [],
  examples: {
    good: {
      'not set, which retains it': `
        resource "aws_s3_bucket" "data" {}`,
    },
    bad: {
      'one with force_destroy': `
        resource "aws_s3_bucket" "data" {
          force_destroy = true
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "force" {}
        resource "aws_s3_bucket" "data" {
          force_destroy = var.force
        }`,
    },
  },
});
