import { defineRule } from '../../../review/engine/rule';
import { all, failing } from '../../../review/engine/verdict';
import { inAccount, managesAccount } from '../support/account-baseline';
import { accountBlock, blocksPublicAccess } from './account-block';

export const accountPublicAccessBlocked = defineRule({
  id: 's3/account-public-access-blocked',
  aliases: ['S3-02'],
  title: 'S3 Block Public Access should be enabled for the account',
  severity: 'high',
  why: 'For a bucket that was created by hand or in a stack without review, the block of the account is the only protection against a public policy.',
  fix: `Add one ${accountBlock} to the account with block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets set to true.`,
  resources: ['@account', accountBlock],
  check: (resource, { graph }) => {
    if (resource.type === accountBlock) return all(blocksPublicAccess(resource));
    // A block is judged on its own. An input that does not manage the account may rely on one that does.
    const isElsewhere = inAccount(resource, graph, accountBlock).length > 0 || !managesAccount(resource, graph);
    return isElsewhere ? [] : failing(undefined, `an ${accountBlock}`, 'none');
  },
  examples: {
    good: {
      'all four': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = true
        }`,
    },
    bad: {
      'one of four not set, which defaults to false': `
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls   = true
          block_public_policy = true
          ignore_public_acls  = true
        }`,
      'an account without': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_iam_account_password_policy" "all" {
          minimum_password_length = 16
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "restrict" {}
        resource "aws_s3_account_public_access_block" "all" {
          block_public_acls       = true
          block_public_policy     = true
          ignore_public_acls      = true
          restrict_public_buckets = var.restrict
        }`,
    },
  },
});
