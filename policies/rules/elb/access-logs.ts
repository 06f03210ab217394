import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { balancers, ofKinds } from './balancers';
import { admitsLogDelivery } from './log-bucket';

const place = 'access_logs.bucket';
const expected = 'a bucket whose policy allows the log delivery service to write';
export const accessLogs = defineRule({
  id: 'elb/access-logs',
  aliases: ['ELB-04'],
  title: 'Load balancers should have access logs enabled, with a bucket policy that allows them',
  severity: 'medium',
  why: 'Without access logs there is no record of requests. If the bucket policy denies the log delivery service, the logs are lost.',
  fix: 'Set access_logs { enabled = true, bucket = … }, and allow logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject in the bucket policy.',
  resources: balancers,
  check: (balancer, { graph }) =>
    ofKinds(balancer, ['application', 'network'], () => {
      const enabled = attribute(balancer, 'access_logs.enabled', { default: false }).is(true);
      if (enabled.status !== 'pass') return enabled;
      const bucket = graph.resolveFor(balancer, balancer.at('access_logs.bucket'), 'aws_s3_bucket');
      if (bucket instanceof Unknown) return notKnown(place, expected, bucket);
      const isRead = bucket?.mode === 'managed';
      return isRead
        ? admitsLogDelivery(graph, bucket, place, expected)
        : notKnown(place, expected, 'its bucket is not in the input');
    }),
  examples: {
    good: {
      'a bucket that allows them': `
        resource "aws_s3_bucket" "logs" {
          bucket = "example-load-balancer-logs"
        }
        resource "aws_s3_bucket_policy" "logs" {
          bucket = aws_s3_bucket.logs.id
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
              Action    = "s3:PutObject"
              Resource  = "\${aws_s3_bucket.logs.arn}/*"
            }]
          })
        }
        resource "aws_lb" "web" {
          access_logs {
            enabled = true
            bucket  = aws_s3_bucket.logs.id
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_lb" "web" {}`,
      'a bucket named and the logs not enabled, which is the default': `
        resource "aws_lb" "web" {
          access_logs {
            bucket = "example-load-balancer-logs"
          }
        }`,
      'a bucket that denies them': `
        resource "aws_s3_bucket" "logs" {
          bucket = "example-load-balancer-logs"
        }
        resource "aws_lb" "web" {
          access_logs {
            enabled = true
            bucket  = "example-load-balancer-logs"
          }
        }`,
    },
    unknown: {
      'a bucket of another account': `
        resource "aws_lb" "web" {
          access_logs {
            enabled = true
            bucket  = "example-central-logs"
          }
        }`,
    },
  },
});
