import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { usesOf } from './bucket-uses';
import { textOfValue } from '../support/text';

/** Whole words of a name: "catalogue" does not contain "log". */
const namedForIt = /(^|[-_.])(logs?|audit|cloudtrail|trail|backups?)([-_.]|$)/;

export const objectLock = defineRule({
  id: 's3/object-lock',
  aliases: ['S3-11'],
  title: 'S3 buckets for logs and backups should have Object Lock enabled',
  severity: 'low',
  why: 'Intruders delete the logs that show them and the backups that would undo the damage. Under Object Lock in compliance mode, not even an administrator can delete them before their retention ends.',
  fix: 'Set object_lock_enabled = true on the bucket (the bucket has to be recreated), and a default retention in an aws_s3_bucket_object_lock_configuration.',
  resources: ['aws_s3_bucket'],
  optOuts: ['object_lock'],
  check: (bucket, context) => {
    if (!isForKeeping(bucket, context)) return [];
    const enabled = attribute(bucket, 'object_lock_enabled', { default: false }).is(true);
    const { found } = context.graph.children(bucket, 'aws_s3_bucket_object_lock_configuration', 'bucket');
    return enabled.status === 'fail' && found.length > 0 ? pass : enabled;
  },
  examples: {
    good: {
      'the bucket of a trail': `
        resource "aws_s3_bucket" "trail" {
          bucket              = "example-records"
          object_lock_enabled = true
        }
        resource "aws_cloudtrail" "main" {
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
      'with one for access logs, where S3 supports no default retention': `
        resource "aws_s3_bucket" "backups" {
          bucket              = "example-backups"
          object_lock_enabled = true
        }
        resource "aws_s3_bucket" "access_logs" {
          bucket = "example-access-logs"
        }
        resource "aws_s3_bucket_logging" "backups" {
          bucket        = aws_s3_bucket.backups.id
          target_bucket = aws_s3_bucket.access_logs.id
          target_prefix = "backups/"
        }`,
    },
    bad: {
      'the bucket of a trail without': `
        resource "aws_s3_bucket" "trail" {
          bucket = "example-records"
        }
        resource "aws_cloudtrail" "main" {
          s3_bucket_name = "example-records"
        }`,
      'a bucket that is named for backups': `
        resource "aws_s3_bucket" "backups" {
          bucket              = "example-backups"
          object_lock_enabled = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "lock" {}
        resource "aws_s3_bucket" "backups" {
          bucket              = "example-backups"
          object_lock_enabled = var.lock
        }`,
    },
  },
});

function isForKeeping(bucket: Resource, { graph }: Context): boolean {
  const uses = usesOf(bucket, graph);
  if (uses.has('access-logs')) return false;
  const name = textOfValue(bucket.at('bucket') ?? bucket.at('bucket_prefix'));
  return uses.has('audit-logs') || uses.has('load-balancer-logs') || namedForIt.test(name);
}
