import { Attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, worst, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { step, Unknown, type Value } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { namesCustomerKey } from '../support/customer-key';
import { bySetting, within } from './bucket-settings';
import { classificationOf, usesOf } from './bucket-uses';
import { textOfValue } from '../support/text';

const type = 'aws_s3_bucket_server_side_encryption_configuration';

export const customerManagedKey = defineRule({
  id: 's3/customer-managed-key',
  aliases: ['S3-05'],
  title: 'S3 buckets without public content should be encrypted with a customer managed key',
  severity: 'medium',
  why: 'With keys that S3 manages, access to the bucket is enough to read its content. A customer managed key requires a second permission, logs each use in CloudTrail and can be disabled. Without a bucket key, each object costs a request to KMS.',
  fix: `Add an ${type} with sse_algorithm = "aws:kms", kms_master_key_id and bucket_key_enabled = true.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => (isClassified(bucket, context) ? isEncrypted(bucket, context) : []),
  examples: {
    good: {
      'a key, and a bucket key': `
        resource "aws_kms_key" "data" {}
        resource "aws_s3_bucket" "data" {
          tags = { data-classification = "confidential" }
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            bucket_key_enabled = true
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = aws_kms_key.data.arn
            }
          }
        }`,
      'beside the target of access logs, where S3 writes only with its own keys': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket" "access_logs" {}
        resource "aws_s3_bucket_logging" "data" {
          bucket        = aws_s3_bucket.data.id
          target_bucket = aws_s3_bucket.access_logs.id
          target_prefix = "data/"
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            bucket_key_enabled = true
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:alias/data"
            }
          }
        }`,
      'the bucket of a trail, whose files name the trail in their encryption context': `
        resource "aws_kms_key" "trail" {}
        resource "aws_s3_bucket" "trail" {}
        resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
          bucket = aws_s3_bucket.trail.id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = aws_kms_key.trail.arn
            }
          }
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    bad: {
      'not set, which defaults to a key of S3': `
        resource "aws_s3_bucket" "data" {}`,
      'the AWS managed key': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            bucket_key_enabled = true
            apply_server_side_encryption_by_default {
              sse_algorithm = "aws:kms"
            }
          }
        }`,
      'no bucket key': `
        resource "aws_s3_bucket" "data" {
          server_side_encryption_configuration {
            rule {
              apply_server_side_encryption_by_default {
                sse_algorithm     = "aws:kms"
                kms_master_key_id = "alias/data"
              }
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            bucket_key_enabled = true
            apply_server_side_encryption_by_default {
              sse_algorithm     = "aws:kms"
              kms_master_key_id = var.key
            }
          }
        }`,
    },
  },
});

/** By its tag; without one, every bucket of a critical environment. S3 and load balancers can write logs only with S3 managed keys. */
function isClassified(bucket: Resource, context: Context): boolean {
  const uses = usesOf(bucket, context.graph);
  if (uses.has('access-logs') || uses.has('load-balancer-logs')) return false;
  const classification = classificationOf(bucket);
  if (classification === undefined) return isCritical(context);
  return !/^(public|none|unclassified)$/i.test(textOfValue(classification));
}

function isEncrypted(bucket: Resource, context: Context): Verdict {
  const own = bucket.at('server_side_encryption_configuration');
  // CloudTrail names the trail in the encryption context, which a bucket key replaces; it writes one file for many events.
  const needsBucketKey = !usesOf(bucket, context.graph).has('trail');
  const judge = (rule: Value | undefined) => ofRules(rule, needsBucketKey);
  const inline = own === undefined ? undefined : judge(step(own, 'rule') ?? null);
  return bySetting(bucket, context, type, 'SSE-KMS', (config) => within(config, judge(config.at('rule'))), inline);
}

function ofRules(rule: Value | undefined, needsBucketKey: boolean): Verdict {
  if (rule instanceof Unknown) return notKnown('rule', 'SSE-KMS', rule);
  const byDefault = step(rule, 'apply_server_side_encryption_by_default');
  const algorithm = step(byDefault, 'sse_algorithm');
  const path = 'rule.apply_server_side_encryption_by_default';
  if (algorithm instanceof Unknown) return notKnown(`${path}.sse_algorithm`, '"aws:kms"', algorithm);
  if (!textOfValue(algorithm).startsWith('aws:kms')) return fail(`${path}.sse_algorithm`, '"aws:kms"', algorithm);
  const key = new Attribute(`${path}.kms_master_key_id`, step(byDefault, 'kms_master_key_id'));
  // Dual-layer encryption does not support bucket keys.
  const hasBucketKey =
    algorithm === 'aws:kms' && needsBucketKey
      ? new Attribute('rule.bucket_key_enabled', step(rule, 'bucket_key_enabled') ?? false).is(true)
      : pass;
  return worst(all([namesCustomerKey(key), hasBucketKey]));
}
