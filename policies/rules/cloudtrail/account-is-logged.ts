import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';
import { inAccount, managesAccount } from '../support/account-baseline';
import { logsManagement } from './selectors';
import { textOfValue } from '../support/text';

const expected = 'an aws_cloudtrail that logs all management events of all Regions';

export const accountIsLogged = defineRule({
  id: 'cloudtrail/account-is-logged',
  aliases: ['TRAIL-01'],
  title: 'CloudTrail should be enabled with a multi-Region trail',
  severity: 'high',
  why: 'Without a trail there is no durable record of who created a key, opened a bucket or deleted a backup. Intruders use Regions that nobody watches.',
  fix: 'Add an aws_cloudtrail with is_multi_region_trail = true that logs read and write management events. If an organization trail covers the account, waive this rule.',
  resources: ['@account'],
  check: (account, { graph }) => {
    if (!managesAccount(account, graph)) return [];
    const trails = inAccount(account, graph, 'aws_cloudtrail');
    const faults = trails.map(faultOf);
    if (faults.includes(undefined)) return pass;
    const unknown = faults.find((fault) => fault instanceof Unknown);
    if (unknown instanceof Unknown) return notKnown(undefined, expected, unknown);
    return failing(undefined, expected, typeof faults[0] === 'string' ? faults[0] : 'none');
  },
  examples: {
    good: {
      'all Regions, reads and writes, which is the default without selectors': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "main" {
          name                  = "account"
          s3_bucket_name        = "trail"
          is_multi_region_trail = true
        }`,
      'a second trail that is narrower': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "orders" {
          name           = "orders"
          s3_bucket_name = "trail"
        }
        resource "aws_cloudtrail" "main" {
          name                  = "account"
          s3_bucket_name        = "trail"
          is_multi_region_trail = true
          advanced_event_selector {
            field_selector {
              field  = "eventCategory"
              equals = ["Management"]
            }
          }
        }`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {
          enable = true
        }`,
      'one Region, which is the default': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = "trail"
        }`,
      stopped: `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "main" {
          name                  = "account"
          s3_bucket_name        = "trail"
          is_multi_region_trail = true
          enable_logging        = false
        }`,
      'writes only': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "main" {
          name                  = "account"
          s3_bucket_name        = "trail"
          is_multi_region_trail = true
          event_selector {
            read_write_type = "WriteOnly"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "everywhere" {}
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_cloudtrail" "main" {
          name                  = "account"
          s3_bucket_name        = "trail"
          is_multi_region_trail = var.everywhere
        }`,
    },
  },
});

/** Why a trail does not log the whole account; undefined if it does. */
function faultOf(trail: Resource): string | Unknown | undefined {
  const settings: readonly (readonly [string, Value])[] = [
    ['is_multi_region_trail', trail.at('is_multi_region_trail') ?? false],
    ['enable_logging', trail.at('enable_logging') ?? true],
  ];
  const off = settings.find(([, value]) => !(value instanceof Unknown) && textOfValue(value) !== 'true');
  if (off) return `${trail.address} with ${off[0]} = false`;
  const management = logsManagement(trail);
  if (management === false) return `${trail.address} whose selectors exclude management events`;
  const unknown = [...settings.map(([, value]) => value), management].find((value) => value instanceof Unknown);
  return unknown instanceof Unknown ? unknown : undefined;
}
