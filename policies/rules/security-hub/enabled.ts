import { defineRule } from '../../../review/engine/rule';
import { failing, pass } from '../../../review/engine/verdict';
import { inRegion, managesAccount } from '../support/account-baseline';

export const enabled = defineRule({
  id: 'security-hub/enabled',
  aliases: ['SH-01'],
  title: 'Security Hub should be enabled in every Region in use',
  severity: 'medium',
  why: 'Security Hub checks what exists in the account, also what was made by hand, and brings together the findings of GuardDuty, Inspector, Macie and IAM Access Analyzer. Without it, each has to be looked at in each Region.',
  fix: 'Add an aws_securityhub_account in each Region that a provider is configured for, with aws_securityhub_standards_subscription for the standards. If the delegated administrator of the organization enables it, waive this rule.',
  resources: ['@region'],
  check: (region, { graph }) => {
    if (!managesAccount(region, graph)) return [];
    const hubs = inRegion(region, graph, 'aws_securityhub_account');
    return hubs.length > 0 ? pass : failing(undefined, 'an aws_securityhub_account', 'none');
  },
  examples: {
    good: {
      'in the region': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_securityhub_account" "main" {
          enable_default_standards = false
        }`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_guardduty_detector" "main" {}`,
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
        resource "aws_securityhub_account" "main" {}`,
    },
  },
});
