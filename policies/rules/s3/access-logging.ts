import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { bySetting } from './bucket-settings';
import { bucketOf, usesOf } from './bucket-uses';

const expected = 'access logs in another bucket';

export const accessLogging = defineRule({
  id: 's3/access-logging',
  aliases: ['S3-08'],
  title: 'S3 buckets should have server access logging enabled, to another bucket',
  severity: 'low',
  why: 'After a leak, the access log shows who read which object. A bucket that logs to itself writes a log record about each log record.',
  fix: 'Add an aws_s3_bucket_logging with a target_bucket that is used only for logs.',
  resources: ['aws_s3_bucket'],
  optOuts: ['access_logs'],
  check: (bucket, context) => {
    // A bucket for access logs has none of its own: that would be a loop.
    if (usesOf(bucket, context.graph).has('access-logs')) return looped(bucket, context) ?? [];
    const inline = bucket.at('logging.target_bucket');
    return bySetting(
      bucket,
      context,
      'aws_s3_bucket_logging',
      expected,
      (logging) => isElsewhere(bucket, logging.at('target_bucket'), context),
      inline === undefined ? undefined : isElsewhere(bucket, inline, context),
    );
  },
  examples: {
    good: {
      'in a bucket for logs': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket" "logs" {}
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = aws_s3_bucket.logs.id
          target_prefix = "data/"
        }`,
      'in a bucket of another configuration': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = "example-logs"
          target_prefix = "data/"
        }`,
    },
    bad: {
      'not logged': `
        resource "aws_s3_bucket" "data" {}`,
      'in itself': `
        resource "aws_s3_bucket" "data" {
          bucket = "example-data"
        }
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = "example-data"
          target_prefix = "logs/"
        }`,
      'two that log to each other': `
        resource "aws_s3_bucket" "one" {}
        resource "aws_s3_bucket" "two" {}
        resource "aws_s3_bucket_logging" "one" {
          bucket        = aws_s3_bucket.one.id
          target_bucket = aws_s3_bucket.two.id
          target_prefix = "one/"
        }
        resource "aws_s3_bucket_logging" "two" {
          bucket        = aws_s3_bucket.two.id
          target_bucket = aws_s3_bucket.one.id
          target_prefix = "two/"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = var.logs
          target_prefix = "data/"
        }`,
    },
  },
});

function isElsewhere(bucket: Resource, target: Value | undefined, { graph }: Context): Verdict {
  const found = bucketOf(bucket, target, graph);
  if (found instanceof Unknown) return notKnown('target_bucket', expected, found);
  return found === bucket ? failing('target_bucket', expected, 'the bucket itself') : pass;
}

/** A log bucket that logs to a bucket whose logs it stores. */
function looped(bucket: Resource, { graph }: Context): Verdict | undefined {
  for (const logging of graph.children(bucket, 'aws_s3_bucket_logging', 'bucket').found) {
    const target = bucketOf(logging, logging.at('target_bucket'), graph);
    if (!(target instanceof Resource)) continue;
    const backs = graph.children(target, 'aws_s3_bucket_logging', 'bucket').found;
    if (target === bucket || backs.some((back) => bucketOf(back, back.at('target_bucket'), graph) === bucket)) {
      return failing(
        'target_bucket',
        expected,
        target === bucket ? 'the bucket itself' : `a loop with ${String(target)}`,
      );
    }
  }
  return undefined;
}
