import { defineRule } from '../../../review/engine/rule';
import { all, failing } from '../../../review/engine/verdict';
import { inAccount, makesAccount } from '../support/account-baseline';
import { accountBlock, blocksPublicAccess } from './account-block';

export const accountPublicAccessBlocked = defineRule({
  id: 's3/account-public-access-blocked',
  aliases: ['S3-02'],
  title: 'An account blocks public access to all its buckets',
  severity: 'high',
  why: 'A bucket that somebody makes by hand, or in a stack that nobody reviewed, has only the block of the account between a public policy and the internet.',
  fix: `Add one ${accountBlock} to the account with block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets true.`,
  resources: ['@account', accountBlock],
  check: (resource, { graph }) => {
    if (resource.type === accountBlock) return all(blocksPublicAccess(resource));
    // What a block says is said of the block. An input that makes no account may rely on one that does.
    const isElsewhere = inAccount(resource, graph, accountBlock).length > 0 || !makesAccount(resource, graph);
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
      'one of four not said, which is false': `
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
