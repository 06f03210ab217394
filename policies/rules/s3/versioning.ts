import { Attribute, attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { bySetting, within } from './bucket-settings';

const type = 'aws_s3_bucket_versioning';

export const versioning = defineRule({
  id: 's3/versioning',
  aliases: ['S3-07'],
  title: 'S3 buckets should have versioning enabled',
  severity: 'medium',
  why: 'Without versioning, an object that is overwritten or deleted, by mistake or by ransomware, is lost.',
  fix: `Add an ${type} with versioning_configuration.status = "Enabled".`,
  resources: ['aws_s3_bucket'],
  check: (bucket, context) => {
    const own = bucket.at('versioning');
    const inline = own === undefined ? undefined : attribute(bucket, 'versioning.enabled', { default: false }).is(true);
    return bySetting(
      bucket,
      context,
      type,
      'versioning',
      (setting) => {
        const path = 'versioning_configuration.status';
        return within(setting, new Attribute(path, setting.at(path)).is('Enabled'));
      },
      inline,
    );
  },
  examples: {
    good: {
      enabled: `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = "Enabled"
          }
        }`,
      'on the bucket itself, as in older configurations': `
        resource "aws_s3_bucket" "data" {
          versioning {
            enabled = true
          }
        }`,
    },
    bad: {
      'not set': `
        resource "aws_s3_bucket" "data" {}`,
      suspended: `
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = "Suspended"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "versioning" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_versioning" "data" {
          bucket = aws_s3_bucket.data.id
          versioning_configuration {
            status = var.versioning
          }
        }`,
      'versioning of a bucket that is not known': `
        variable "bucket" {}
        resource "aws_s3_bucket" "data" {}
        resource "aws_s3_bucket_versioning" "data" {
          bucket = var.bucket
          versioning_configuration {
            status = "Enabled"
          }
        }`,
    },
  },
});
