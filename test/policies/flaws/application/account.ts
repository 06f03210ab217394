/** Its accounts, state and what watches them: the trail is kept in an account of its own. */
export const account = `
terraform {
  backend "s3" {
    bucket              = "example-application-state"
    key                 = "application.tfstate"
    region              = "eu-west-1"
    encrypt             = true
    use_lockfile        = true
    kms_key_id          = "arn:aws:kms:eu-west-1:111122223333:alias/application-state"
    allowed_account_ids = ["111122223333"]
  }
}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "archive"
  region              = "eu-west-1"
  allowed_account_ids = ["222233334444"]
}
resource "aws_s3_account_public_access_block" "main" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_ebs_encryption_by_default" "main" {}
resource "aws_guardduty_detector" "main" {
  enable = true
}
resource "aws_guardduty_detector" "us_east_1" {
  provider = aws.us_east_1
}
resource "aws_kms_key" "main" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Account", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" },
      {
        Sid       = "Trail"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = ["kms:GenerateDataKey*", "kms:DescribeKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account" } }
      },
    ]
  })
}
resource "aws_cloudtrail" "main" {
  name                       = "account"
  s3_bucket_name             = aws_s3_bucket.trail.id
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.main.arn
}
resource "aws_s3_bucket" "trail" {
  provider = aws.archive
  bucket   = "example-application-trail"
}
resource "aws_s3_bucket_public_access_block" "trail" {
  provider                = aws.archive
  bucket                  = aws_s3_bucket.trail.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "trail" {
  provider = aws.archive
  bucket   = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Trail"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = ["s3:GetBucketAcl", "s3:PutObject"]
      Resource  = [aws_s3_bucket.trail.arn, "\${aws_s3_bucket.trail.arn}/*"]
      Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/account" } }
    }]
  })
}
resource "aws_ebs_volume" "archive" {
  provider          = aws.archive
  availability_zone = "eu-west-1a"
  size              = 100
  encrypted         = true
}
resource "aws_ami_launch_permission" "archive" {
  image_id   = "ami-0123456789abcdef0"
  account_id = "222233334444"
}
resource "aws_snapshot_create_volume_permission" "archive" {
  snapshot_id = "snap-0123456789abcdef0"
  account_id  = "222233334444"
}
`;
