import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, notKnown } from '../../../review/engine/verdict';

export const accessLogs = defineRule({
  id: 'cloudfront/access-logs',
  aliases: ['CDN-03'],
  title: 'CloudFront distributions should have access logging enabled',
  severity: 'medium',
  why: 'Requests that CloudFront answers from its cache never appear in the logs of the origin. Without access logs, an attack leaves no record.',
  fix: 'Add logging_config with a bucket, or an aws_cloudwatch_log_delivery_source with resource_arn of the distribution.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const expected = 'logging_config, or an aws_cloudwatch_log_delivery_source';
    const { found, unknown } = graph.children(distribution, 'aws_cloudwatch_log_delivery_source', 'resource_arn');
    if (found.length > 0) return { status: 'pass' };
    return any([
      attribute(distribution, 'logging_config').isPresent(expected),
      ...(unknown ? [notKnown(undefined, expected, unknown)] : []),
    ]);
  },
  examples: {
    good: {
      'to a bucket, and by log delivery': `
        resource "aws_cloudfront_distribution" "web" {
          logging_config {
            bucket = "example-logs.s3.amazonaws.com"
          }
        }
        resource "aws_cloudfront_distribution" "api" {}
        resource "aws_cloudwatch_log_delivery_source" "api" {
          log_type     = "ACCESS_LOGS"
          resource_arn = aws_cloudfront_distribution.api.arn
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudfront_distribution" "web" {
          logging_config = null
        }`,
    },
    unknown: {
      'a log delivery whose source is a variable without a value': `
        variable "distribution" {}
        resource "aws_cloudfront_distribution" "web" {}
        resource "aws_cloudwatch_log_delivery_source" "web" {
          resource_arn = var.distribution
        }`,
    },
  },
});
