import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { inAccount } from '../support/account-baseline';
import { bucketOf, usesOf } from '../s3/bucket-uses';
import { logsObjects } from './selectors';

const expected = 'a trail of the account that logs reads and writes of all S3 objects';

export const objectsAreLogged = defineRule({
  id: 'cloudtrail/objects-are-logged',
  aliases: ['TRAIL-06'],
  title: 'CloudTrail should log S3 object-level read and write events',
  severity: 'medium',
  why: 'Management events show changes to buckets, but not who read or wrote objects. After a leak, nothing shows what was taken.',
  fix: 'Add an advanced_event_selector with eventCategory Data and resources.type AWS::S3::Object, without readOnly. Buckets that logs are delivered to may be left out.',
  resources: ['aws_cloudtrail'],
  optOuts: ['object_events'],
  check: (trail, { graph }) => {
    const found = inAccount(trail, graph, 'aws_cloudtrail').map((one) =>
      logsObjects(one, (arn) => isForLogs(one, arn, graph)),
    );
    if (found.includes(true)) return pass;
    const unknown = found.find((one) => one instanceof Unknown);
    return unknown instanceof Unknown
      ? notKnown('event_selector', expected, unknown)
      : failing('event_selector', expected, 'none that covers all of it');
  },
  examples: {
    good: {
      'all buckets, by a selector': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          event_selector {
            read_write_type = "All"
            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }`,
      'all buckets, by advanced selectors': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Management"]
            }
          }
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Data"]
            }
            field_selector {
              field  = "resources.type"
              equals = ["AWS::S3::Object"]
            }
          }
        }`,
      'all buckets but those that logs are delivered to': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket" "access_logs" {
          bucket = "access-logs"
        }
        resource "aws_s3_bucket_logging" "trail" {
          bucket        = aws_s3_bucket.trail.id
          target_bucket = aws_s3_bucket.access_logs.id
          target_prefix = "trail/"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Data"]
            }
            field_selector {
              field  = "resources.type"
              equals = ["AWS::S3::Object"]
            }
            field_selector {
              field           = "resources.ARN"
              not_starts_with = ["\${aws_s3_bucket.trail.arn}/", "arn:aws:s3:::access-logs/"]
            }
          }
        }`,
    },
    bad: {
      'all buckets but one of the application': `
        resource "aws_s3_bucket" "shop" {
          bucket = "shop"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Data"]
            }
            field_selector {
              field  = "resources.type"
              equals = ["AWS::S3::Object"]
            }
            field_selector {
              field           = "resources.ARN"
              not_starts_with = ["\${aws_s3_bucket.shop.arn}/"]
            }
          }
        }`,
      'no selector, which is management events only': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
      'writes only': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          event_selector {
            read_write_type = "WriteOnly"
            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }`,
      'one bucket': `
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Data"]
            }
            field_selector {
              field  = "resources.type"
              equals = ["AWS::S3::Object"]
            }
            field_selector {
              field       = "resources.ARN"
              starts_with = ["arn:aws:s3:::shop/"]
            }
          }
        }`,
    },
    unknown: {
      'a kind that is not known': `
        variable "kind" {}
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
          event_selector {
            read_write_type = var.kind
            data_resource {
              type   = "AWS::S3::Object"
              values = ["arn:aws:s3"]
            }
          }
        }`,
    },
  },
});

/** Of a bucket that is not in the input nobody knows. */
function isForLogs(trail: Resource, arn: Value, graph: Graph): boolean | Unknown {
  const bucket = bucketOf(trail, arn, graph);
  if (bucket instanceof Resource) return usesOf(bucket, graph).size > 0;
  return bucket ?? new Unknown('the bucket is not in the input');
}
