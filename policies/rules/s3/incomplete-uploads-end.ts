import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, step, Unknown, unknownIn, type ValueMap } from '../../../review/model/value';
import { bySetting, within } from './bucket-settings';
import { textOfValue } from '../support/text';

const type = 'aws_s3_bucket_lifecycle_configuration';
const expected = 'an enabled rule for the whole bucket with abort_incomplete_multipart_upload';

export const incompleteUploadsEnd = defineRule({
  id: 's3/incomplete-uploads-end',
  aliases: ['S3-10'],
  title: 'S3 buckets should abort incomplete multipart uploads with a lifecycle rule',
  severity: 'low',
  why: 'The parts of an incomplete upload are stored and billed, but appear in no listing. Data that was meant to be deleted remains.',
  fix: `Add an ${type} with an enabled rule, without a filter, that has abort_incomplete_multipart_upload.days_after_initiation = 7.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => {
    const own = bucket.at('lifecycle_rule');
    const inline = own === undefined ? undefined : judge(bucket, 'lifecycle_rule', isInlineRule);
    return bySetting(
      bucket,
      context,
      type,
      expected,
      (setting) => within(setting, judge(setting, 'rule', isRule)),
      inline,
    );
  },
  examples: {
    good: {
      'after a week': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_lifecycle_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            id     = "old-logs"
            status = "Enabled"
            filter {
              prefix = "logs/"
            }
            expiration {
              days = 30
            }
          }
          rule {
            id     = "uploads"
            status = "Enabled"
            filter {}
            abort_incomplete_multipart_upload {
              days_after_initiation = 7
            }
          }
        }`,
    },
    bad: {
      'no lifecycle': `
        resource "aws_s3_bucket" "data" {}`,
      'a rule that is not enabled': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_lifecycle_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            id     = "uploads"
            status = "Disabled"
            abort_incomplete_multipart_upload {
              days_after_initiation = 7
            }
          }
        }`,
      'a part of the bucket only': `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_lifecycle_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            id     = "uploads"
            status = "Enabled"
            filter {
              prefix = "tmp/"
            }
            abort_incomplete_multipart_upload {
              days_after_initiation = 7
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "status" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_lifecycle_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          rule {
            id     = "uploads"
            status = var.status
            abort_incomplete_multipart_upload {
              days_after_initiation = 7
            }
          }
        }`,
    },
  },
});

function judge(setting: Resource, path: string, isFine: (rule: ValueMap) => boolean): Verdict {
  const rules = setting.blocks(path);
  if (rules instanceof Unknown) return notKnown(path, expected, rules);
  if (rules.some((rule) => !unknownOf(rule) && isFine(rule))) return pass;
  const unknown = rules.map(unknownOf).find(Boolean);
  return unknown ? notKnown(path, expected, unknown) : failing(path, expected, `${rules.length} rules without it`);
}

function unknownOf({ status, enabled, filter, prefix, abort_incomplete_multipart_upload: abort }: ValueMap) {
  return unknownIn([status, enabled, filter, prefix, abort].map((value) => value ?? null));
}

function isRule(rule: ValueMap): boolean {
  const prefix = step(rule.filter, 'prefix') ?? rule.prefix;
  const narrow = ['tag', 'and', 'object_size_greater_than', 'object_size_less_than'];
  const isWhole = (isAbsent(prefix) || prefix === '') && narrow.every((key) => isAbsent(step(rule.filter, key)));
  return (
    rule.status === 'Enabled' &&
    isWhole &&
    Number(textOfValue(step(rule.abort_incomplete_multipart_upload, 'days_after_initiation'))) > 0
  );
}

function isInlineRule({ enabled, prefix, tags, abort_incomplete_multipart_upload_days: days }: ValueMap): boolean {
  return (
    textOfValue(enabled) === 'true' &&
    (isAbsent(prefix) || prefix === '') &&
    isAbsent(tags) &&
    Number(textOfValue(days)) > 0
  );
}
