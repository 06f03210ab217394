import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isMap, Unknown } from '../../../review/model/value';
import { isCritical } from '../support/criticality';
import { bySetting, within } from './bucket-settings';
import { textOfValue } from '../support/text';

const type = 'aws_s3_bucket_replication_configuration';
const expected = 'an enabled replication rule';

export const replicated = defineRule({
  id: 's3/replicated',
  aliases: ['S3-13'],
  replaces: ['s3/survives-disaster'],
  title: 'S3 buckets of a critical environment should be replicated where their tags require it',
  severity: 'low',
  why: 'Without a replica, a bucket that must survive the loss of a Region does not.',
  fix: `For a bucket with the tag disaster-recovery = "replicated", add an ${type}.`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => (isCritical(context) && isToBeReplicated(bucket) ? isReplicated(bucket, context) : []),
  examples: {
    good: {
      'replicated, as its tag requires': `
        resource "aws_s3_bucket" "data" {
          tags = { disaster-recovery = "replicated" }
        }
        resource "aws_s3_bucket_replication_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          role   = "arn:aws:iam::111122223333:role/replication"
          rule {
            status = "Enabled"
            destination {
              bucket = "arn:aws:s3:::example-data-copy"
            }
          }
        }`,
    },
    bad: {
      'not replicated, although its tag requires it': `
        resource "aws_s3_bucket" "data" {
          tags = { disaster-recovery = "replicated" }
        }`,
    },
    unknown: {
      'a status of a variable without a value': `
        variable "status" {}
        resource "aws_s3_bucket" "data" {
          tags = { disaster-recovery = "replicated" }
        }
        resource "aws_s3_bucket_replication_configuration" "data" {
          bucket = aws_s3_bucket.data.id
          role   = "arn:aws:iam::111122223333:role/replication"
          rule {
            status = var.status
          }
        }`,
    },
  },
});

/** By a tag `disaster-recovery` or `dr-class` other than none. */
function isToBeReplicated(bucket: Resource): boolean {
  const tags = bucket.at('tags');
  const given = {
    ...(isMap(bucket.provider.defaultTags) ? bucket.provider.defaultTags : {}),
    ...(isMap(tags) ? tags : {}),
  };
  return Object.entries(given).some(
    ([key, value]) =>
      /^(disaster-recovery|dr|dr-class)$/i.test(key) && !/^(none|no|false|backup)$/i.test(textOfValue(value)),
  );
}

function isReplicated(bucket: Resource, context: Context): Verdict {
  return bySetting(bucket, context, type, expected, (setting) => {
    const rules = setting.blocks('rule');
    if (rules instanceof Unknown) return notKnown(`${type}.rule`, expected, rules);
    if (rules.some(({ status }) => status === 'Enabled')) return pass;
    const unknown = rules.map(({ status }) => status).find((status) => status instanceof Unknown);
    return within(
      setting,
      unknown instanceof Unknown
        ? notKnown('rule.status', expected, unknown)
        : failing('rule.status', expected, 'none'),
    );
  });
}
