import { defineRule } from '../../../review/engine/rule';
import { arnOf } from '../../../review/model/identity';
import { policiesOf } from '../support/policies';
import { deniesPlainText } from '../support/tls-only';
import { concat } from '../../../review/model/text';

export const tlsOnly = defineRule({
  id: 's3/tls-only',
  aliases: ['S3-06'],
  title: 'S3 bucket policies should deny requests without TLS',
  severity: 'medium',
  why: 'S3 also accepts plain HTTP. A misconfigured client sends objects and presigned URLs in plaintext.',
  fix: 'Add a Deny to the bucket policy for Principal "*", s3:*, the bucket and its objects, with Bool aws:SecureTransport "false".',
  resources: ['aws_s3_bucket'],
  check: (bucket, { graph }) => {
    const separate = graph.children(bucket, 'aws_s3_bucket_policy', 'bucket');
    const policies = [...separate.found, bucket].flatMap((resource) => policiesOf(resource));
    const arn = arnOf(bucket);
    const denied = { actions: ['s3:*'], resources: [arn, concat([arn, '/*'])] };
    return deniesPlainText(policies, denied, policies.length === 0 ? separate.unknown : undefined);
  },
  examples: {
    good: {
      'bucket and objects, in a separate policy': `
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = aws_s3_bucket.main.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "s3:*"
              Resource  = [aws_s3_bucket.main.arn, "\${aws_s3_bucket.main.arn}/*"]
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
      'two statements, of a bucket whose name AWS chooses': `
        resource "aws_s3_bucket" "main" {
          bucket_prefix = "shop-"
        }
        data "aws_iam_policy_document" "main" {
          statement {
            effect    = "Deny"
            actions   = ["*"]
            resources = [aws_s3_bucket.main.arn]
            principals {
              type        = "AWS"
              identifiers = ["*"]
            }
            condition {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = ["false"]
            }
          }
          statement {
            effect    = "Deny"
            actions   = ["s3:*"]
            resources = ["\${aws_s3_bucket.main.arn}/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
            condition {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = ["false"]
            }
          }
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = aws_s3_bucket.main.bucket
          policy = data.aws_iam_policy_document.main.json
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
        }`,
      'the objects only': `
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = aws_s3_bucket.main.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "s3:*"
              Resource  = "\${aws_s3_bucket.main.arn}/*"
              Condition = { Bool = { "aws:SecureTransport" = "false" } }
            }]
          })
        }`,
      'a Deny with a second condition': `
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = aws_s3_bucket.main.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Deny"
              Principal = "*"
              Action    = "s3:*"
              Resource  = "*"
              Condition = { Bool = { "aws:SecureTransport" = "false", "aws:ViaAWSService" = "true" } }
            }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = aws_s3_bucket.main.id
          policy = var.policy
        }`,
    },
  },
});
