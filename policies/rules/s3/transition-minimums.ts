import { eachBlock, type Block } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { blocksOf, isAbsent, step, Unknown, unknownIn, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** Days that S3 charges for at least (S3 user guide, Comparing the Amazon S3 storage classes). */
const least: Readonly<Record<string, number>> = {
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
  DEEP_ARCHIVE: 180,
};
const expected = 'each transition after the minimum storage duration of the class before it';

export const transitionMinimums = defineRule({
  id: 's3/transition-minimums',
  aliases: [],
  title: 'S3 lifecycle rules should keep objects in a storage class for its minimum duration',
  severity: 'low',
  why: 'S3 charges for the minimum storage duration of a class (30, 90 or 180 days) also when an object leaves it earlier, so an early transition or expiration costs more than none. S3 refuses a transition to an IA class before 30 days.',
  fix: 'Set days of each transition, and of the expiration, to at least that of the transition before plus the minimum duration of its class. Set 30 days or more for STANDARD_IA and ONEZONE_IA.',
  resources: ['aws_s3_bucket_lifecycle_configuration'],
  check: (lifecycle) => {
    const rules = eachBlock(lifecycle, 'rule');
    return rules instanceof Unknown ? notKnown('rule', expected, rules) : all(rules.flatMap(ofRule));
  },
  examples: {
    good: {
      'each after the minimum of the one before': `
        resource "aws_s3_bucket_lifecycle_configuration" "archive" {
          rule {
            status = "Enabled"
            transition {
              days          = 30
              storage_class = "STANDARD_IA"
            }
            transition {
              days          = 90
              storage_class = "GLACIER_IR"
            }
            transition {
              days          = 180
              storage_class = "DEEP_ARCHIVE"
            }
            expiration {
              days = 360
            }
          }
        }`,
    },
    bad: {
      'a class that S3 refuses so early': `
        resource "aws_s3_bucket_lifecycle_configuration" "archive" {
          rule {
            transition {
              days          = 7
              storage_class = "STANDARD_IA"
            }
          }
        }`,
      'out of Glacier before 90 days': `
        resource "aws_s3_bucket_lifecycle_configuration" "archive" {
          rule {
            transition {
              days          = 60
              storage_class = "DEEP_ARCHIVE"
            }
            transition {
              days          = 1
              storage_class = "GLACIER"
            }
          }
        }`,
      'deleted before its minimum': `
        resource "aws_s3_bucket_lifecycle_configuration" "archive" {
          rule {
            transition {
              days          = 30
              storage_class = "DEEP_ARCHIVE"
            }
            expiration {
              days = 90
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "days" {}
        resource "aws_s3_bucket_lifecycle_configuration" "archive" {
          rule {
            transition {
              days          = var.days
              storage_class = "GLACIER"
            }
            expiration {
              days = 30
            }
          }
        }`,
    },
  },
});

function ofRule({ path, values }: Block): readonly Verdict[] {
  const transitions = blocksOf(values.transition);
  const expiration = step(values.expiration, 'days');
  const place = `${path}.transition`;
  if (transitions instanceof Unknown) return [notKnown(place, expected, transitions)];
  const read: readonly Value[] = transitions.flatMap(({ days, storage_class: storage }) => [
    days ?? null,
    storage ?? null,
  ]);
  const unknown = unknownIn([...read, ...(transitions.length > 0 ? [expiration ?? null] : [])]);
  if (unknown) return [notKnown(place, expected, unknown)];
  // A transition by date has no days.
  const moves = transitions
    .filter(({ days }) => !isAbsent(days))
    .map(({ days, storage_class: storage }) => ({ days: Number(textOfValue(days)), to: String(textOfValue(storage)) }))
    .sort((one, other) => one.days - other.days);
  const ends = isAbsent(expiration) ? [] : [{ days: Number(textOfValue(expiration)), to: 'expiration' }];
  return [...moves, ...ends].flatMap(({ days, to }, index): Verdict[] => {
    const before = moves[index - 1];
    const earliest = before ? before.days + (least[before.to] ?? 0) : to.endsWith('_IA') ? 30 : 0;
    return days >= earliest ? [] : [failing(place, expected, `${to} after ${days} days, not ${earliest} or more`)];
  });
}
