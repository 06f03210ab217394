import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { bucketOf } from './bucket';

const expected = 'a bucket with access logging';

export const bucketAccessLogged = defineRule({
  id: 'cloudtrail/bucket-access-logged',
  aliases: ['TRAIL-05/2'],
  title: 'Who reads the bucket of a trail is logged',
  severity: 'medium',
  why: 'Whoever covers their tracks reads the trail first. The bucket’s own access log is the one record of that.',
  fix: 'Add aws_s3_bucket_logging for the bucket, to another bucket.',
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
      'a bucket that is not of the input': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
    },
  },
});
