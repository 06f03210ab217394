import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, failing } from '../../../review/engine/verdict';
import { inRegion, managesAccount } from '../support/account-baseline';

const expected = 'an aws_accessanalyzer_analyzer of type ACCOUNT or ORGANIZATION';

export const accessAnalyzer = defineRule({
  id: 'iam/access-analyzer',
  aliases: ['IAM-18'],
  title: 'IAM Access Analyzer should be enabled in every Region in use',
  severity: 'medium',
  why: 'Access Analyzer reports buckets, keys and roles that are shared with another account by hand, after the review. It sees only its own Region.',
  fix: 'Add an aws_accessanalyzer_analyzer of type ACCOUNT in each Region that a provider is configured for.',
  resources: ['@region'],
  check: (region, { graph }) => {
    if (!managesAccount(region, graph)) return [];
    const analyzers = inRegion(region, graph, 'aws_accessanalyzer_analyzer');
    if (analyzers.length === 0) return failing(undefined, expected, 'none');
    return any(
      analyzers.map((analyzer) =>
        attribute(analyzer, 'type', { default: 'ACCOUNT' }).isOneOf(['ACCOUNT', 'ORGANIZATION']),
      ),
    );
  },
  examples: {
    good: {
      'one in each region': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        provider "aws" {
          alias               = "us_east_1"
          region              = "us-east-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "account"
        }
        resource "aws_accessanalyzer_analyzer" "us_east_1" {
          provider      = aws.us_east_1
          analyzer_name = "account"
          type          = "ORGANIZATION"
        }`,
    },
    bad: {
      'none, in an account whose other settings are managed': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_account_public_access_block" "main" {
          block_public_acls = true
        }`,
      'another region': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        provider "aws" {
          alias               = "us_east_1"
          region              = "us-east-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "account"
        }`,
      'one that looks only for unused access': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "unused"
          type          = "ACCOUNT_UNUSED_ACCESS"
        }`,
    },
    unknown: {
      'a type that is not known': `
        variable "type" {}
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_accessanalyzer_analyzer" "main" {
          analyzer_name = "account"
          type          = var.type
        }`,
    },
  },
});
