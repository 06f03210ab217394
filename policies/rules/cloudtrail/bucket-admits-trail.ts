import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass } from '../../../review/engine/verdict';
import { accountOf, arnOf } from '../../../review/model/identity';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { admits } from '../support/service-access';
import { bucketOf } from './bucket';

const service = 'cloudtrail.amazonaws.com';

export const bucketAdmitsTrail = defineRule({
  id: 'cloudtrail/bucket-admits-trail',
  aliases: [],
  title: 'The S3 bucket of a trail should have a policy that allows CloudTrail to write for this trail',
  severity: 'high',
  why: 'CloudTrail writes under its own name. A bucket policy that does not allow it, or allows it for a trail of another name or Region, refuses the trail when it is created; changed later, it ends the record of the account without an alarm, and CloudTrail charges for each attempt to deliver.',
  fix: 'In the bucket policy, allow cloudtrail.amazonaws.com s3:GetBucketAcl and s3:PutObject, with aws:SourceArn equal to the ARN of the trail: its own Region, account and name.',
  resources: ['aws_cloudtrail'],
  check: (trail, { graph }) => {
    const bucket = bucketOf(trail, graph, 'a bucket that allows CloudTrail');
    // Of a bucket elsewhere, the review of its configuration tells.
    if (!(bucket instanceof Resource)) return [];
    const account = accountOf(trail.provider);
    const context = {
      'aws:SourceArn': arnOf(trail),
      ...(typeof account === 'string' && { 'aws:SourceAccount': account }),
    };
    return all(
      ['s3:GetBucketAcl', 's3:PutObject'].map((action) => {
        const expected = `a bucket whose policy allows ${service} ${action} for this trail`;
        const truth = admits(graph, bucket, { service, actions: [action], context });
        if (truth instanceof Unknown) return notKnown('s3_bucket_name', expected, truth);
        return truth ? pass : failing('s3_bucket_name', expected, `${bucket.address}, whose policy does not`);
      }),
    );
  },
  examples: {
    good: {
      'for this trail': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = aws_s3_bucket.trail.id
          policy = jsonencode({
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Service = "cloudtrail.amazonaws.com" }
                Action    = "s3:GetBucketAcl"
                Resource  = "arn:aws:s3:::trail"
                Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account" } }
              },
              {
                Effect    = "Allow"
                Principal = { Service = "cloudtrail.amazonaws.com" }
                Action    = "s3:PutObject"
                Resource  = "arn:aws:s3:::trail/AWSLogs/111122223333/*"
                Condition = {
                  StringEquals = {
                    "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account"
                    "s3:x-amz-acl"  = "bucket-owner-full-control"
                  }
                }
              },
            ]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
      'for a trail of another name': `
        provider "aws" {
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = aws_s3_bucket.trail.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudtrail.amazonaws.com" }
              Action    = ["s3:GetBucketAcl", "s3:PutObject"]
              Resource  = ["arn:aws:s3:::trail", "arn:aws:s3:::trail/*"]
              Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/old" } }
            }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
      'to write alone, while CloudTrail looks at the ACL before': `
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = aws_s3_bucket.trail.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudtrail.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "arn:aws:s3:::trail/*"
            }]
          })
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_s3_bucket" "trail" {
          bucket = "trail"
        }
        resource "aws_s3_bucket_policy" "trail" {
          bucket = aws_s3_bucket.trail.id
          policy = var.policy
        }
        resource "aws_cloudtrail" "main" {
          name           = "account"
          s3_bucket_name = aws_s3_bucket.trail.id
        }`,
    },
  },
});
