import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { bucketOf } from './bucket';

const expected = 'a bucket with access logging';

export const bucketAccessLogged = defineRule({
  id: 'cloudtrail/bucket-access-logged',
  aliases: ['TRAIL-05/2'],
  title: 'The S3 bucket of a trail should have access logging enabled',
  severity: 'medium',
  why: 'To cover their tracks, an intruder reads or deletes the trail first. The access log of the bucket is the only record of that.',
  fix: 'Add an aws_s3_bucket_logging for the bucket, with another bucket as its target.',
  resources: ['aws_cloudtrail'],
  check: (trail, { graph }) => {
    const bucket = bucketOf(trail, graph, expected);
    if (!(bucket instanceof Resource)) return bucket;
    const { found, unknown } = graph.children(bucket, 'aws_s3_bucket_logging', 'bucket');
    if (found.length > 0 || bucket.at('logging') !== undefined) return pass;
    return unknown
      ? notKnown('s3_bucket_name', expected, unknown)
      : failing('s3_bucket_name', expected, `${bucket.address}, which has none`);
  },
  examples: {
    good: {
      logged: `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_logging" "trail" {
          bucket        = aws_s3_bucket.trail.id
          target_bucket = "access-logs"
          target_prefix = "trail/"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    bad: {
      'not logged': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    unknown: {
      'a bucket that is not in the input': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
    },
  },
});
