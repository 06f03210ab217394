import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, failing, ofWhole } from '../../../review/engine/verdict';
import { inRegion, managesAccount } from '../support/account-baseline';

const expected = 'an aws_guardduty_detector that is enabled';

export const enabled = defineRule({
  id: 'guardduty/enabled',
  aliases: ['GD-01'],
  title: 'GuardDuty should be enabled in every Region in use',
  severity: 'high',
  why: 'GuardDuty detects cryptomining, stolen role credentials and similar activity. Without it, the first sign is often the bill.',
  fix: 'Add an aws_guardduty_detector in each Region that a provider is configured for. If the delegated administrator of the organization enables it, waive this rule.',
  resources: ['@region'],
  check: (region, { graph }) => {
    if (!managesAccount(region, graph)) return [];
    const detectors = inRegion(region, graph, 'aws_guardduty_detector');
    if (detectors.length === 0) return failing(undefined, expected, 'none');
    const verdict = any(detectors.map((detector) => attribute(detector, 'enable', { default: true }).is(true)));
    return ofWhole(verdict, expected, `${detectors[0]?.address ?? 'one'} with enable = false`);
  },
  examples: {
    good: {
      'enabled, which is the default': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_iam_account_password_policy" "main" {
          minimum_password_length = 14
        }`,
      suspended: `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {
          enable = false
        }`,
      'one of two regions': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        provider "aws" {
          alias               = "us_east_1"
          region              = "us-east-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "enable" {}
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {
          enable = var.enable
        }`,
    },
  },
});
