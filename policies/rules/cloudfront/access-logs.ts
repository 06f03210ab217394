import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, notKnown, pass } from '../../../review/engine/verdict';

export const accessLogs = defineRule({
  id: 'cloudfront/access-logs',
  aliases: ['CDN-03'],
  title: 'CloudFront distributions should have access logging enabled',
  severity: 'medium',
  why: 'Requests that CloudFront answers from its cache never appear in the logs of the origin. Without access logs, an attack leaves no record.',
  fix: 'Add logging_config with a bucket, or an aws_cloudwatch_log_delivery_source with resource_arn of the distribution and an aws_cloudwatch_log_delivery from it.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const expected = 'logging_config, or an aws_cloudwatch_log_delivery';
    const sources = graph.children(distribution, 'aws_cloudwatch_log_delivery_source', 'resource_arn');
    // A source alone sends nothing.
    const deliveries = sources.found.map((source) =>
      graph.children(source, 'aws_cloudwatch_log_delivery', 'delivery_source_name', 'name'),
    );
    if (deliveries.some(({ found, unknown }) => found.length > 0 && !unknown)) return pass;
    const unknown = [sources, ...deliveries].flatMap((children) => children.unknown ?? []);
    return any([
      attribute(distribution, 'logging_config').isPresent(expected),
      ...unknown.map((one) => notKnown(undefined, expected, one)),
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
          name         = "api"
          log_type     = "ACCESS_LOGS"
          resource_arn = aws_cloudfront_distribution.api.arn
        }
        resource "aws_cloudwatch_log_delivery" "api" {
          delivery_source_name     = aws_cloudwatch_log_delivery_source.api.name
          delivery_destination_arn = "arn:aws:logs:us-east-1:111122223333:delivery-destination:logs"
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudfront_distribution" "web" {
          logging_config = null
        }`,
      'a delivery source from which nothing is delivered': `
        resource "aws_cloudfront_distribution" "web" {}
        resource "aws_cloudwatch_log_delivery_source" "web" {
          name         = "web"
          log_type     = "ACCESS_LOGS"
          resource_arn = aws_cloudfront_distribution.web.arn
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
