import { defineRule } from '../../../review/engine/rule';
import { policiesClosedToEveryone } from '../support/exposure';

const expected = 'named principals, or a condition on the account, the organization or the VPC';

export const bucketPolicyNotPublic = defineRule({
  id: 's3/bucket-policy-not-public',
  aliases: ['S3-04'],
  title: 'S3 bucket policies should not allow public access',
  severity: 'critical',
  why: 'Scanners find a bucket whose policy allows "*" within hours. Its objects are copied or overwritten.',
  fix: 'Name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceVpce or aws:SourceAccount. For a website, put CloudFront with origin access control in front of the bucket.',
  resources: ['aws_s3_bucket_policy', 'aws_s3_bucket', 'aws_s3_access_point', 'aws_s3control_access_point_policy'],
  check: (bucket, { graph }) => policiesClosedToEveryone(bucket, graph, expected),
  examples: {
    good: {
      'a distribution of CloudFront': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "cloudfront.amazonaws.com" }
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
              Condition = { StringEquals = { "AWS:SourceArn" = "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5" } }
            }]
          })
        }`,
      'everyone of the organization, and a Deny for everyone': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [
              {
                Effect    = "Allow"
                Principal = "*"
                Action    = "s3:GetObject"
                Resource  = "arn:aws:s3:::shop-assets/*"
                Condition = { StringEquals = { "aws:PrincipalOrgID" = ["o-a1b2c3d4e5"] } }
              },
              {
                Effect    = "Deny"
                Principal = "*"
                Action    = "s3:*"
                Resource  = ["arn:aws:s3:::shop-assets", "arn:aws:s3:::shop-assets/*"]
                Condition = { Bool = { "aws:SecureTransport" = "false" } }
              },
            ]
          })
        }`,
      'an office': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
              Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24", "2001:db8::/32"] } }
            }]
          })
        }`,
    },
    bad: {
      everyone: `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" }]
          })
        }`,
      'everyone from two ranges that together cover the internet': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
              Condition = { IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] } }
            }]
          })
        }`,
      'everyone from ::/0': `
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "s3:GetObject"
              Resource  = "arn:aws:s3:::shop-assets/*"
              Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24", "::/0"] } }
            }]
          })
        }`,
      'all but one': `
        resource "aws_s3_bucket" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{
              Effect       = "Allow"
              NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/guest" }
              Action       = "s3:PutObject"
              Resource     = "arn:aws:s3:::shop-assets/*"
            }]
          })
        }`,
      'everyone, by a policy document, with a tag that callers set themselves': `
        data "aws_iam_policy_document" "main" {
          statement {
            actions   = ["s3:GetObject"]
            resources = ["arn:aws:s3:::shop-assets/*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
            condition {
              test     = "StringEquals"
              variable = "aws:PrincipalTag/team"
              values   = ["shop"]
            }
          }
        }
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = data.aws_iam_policy_document.main.json
        }`,
    },
    unknown: {
      'a principal that is not known': `
        variable "reader" {}
        resource "aws_s3_bucket_policy" "main" {
          bucket = "shop-assets"
          policy = jsonencode({
            Statement = [{ Effect = "Allow", Principal = { AWS = var.reader }, Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" }]
          })
        }`,
    },
  },
});
