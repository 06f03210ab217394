import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const firewall = defineRule({
  id: 'cloudfront/firewall',
  aliases: ['CDN-04'],
  title: 'CloudFront distributions should be associated with a WAF web ACL',
  severity: 'high',
  why: 'Without a web ACL, common exploits reach the origin, and nothing limits the rate of password guessing.',
  fix: 'Set web_acl_id to the ARN of an aws_wafv2_web_acl of scope CLOUDFRONT in us-east-1.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution) => attribute(distribution, 'web_acl_id').isPresent('a web ACL'),
  examples: {
    good: {
      'a web ACL': `
        resource "aws_wafv2_web_acl" "main" {
          scope = "CLOUDFRONT"
        }
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = aws_wafv2_web_acl.main.arn
        }`,
    },
    bad: {
      none: `
        resource "aws_cloudfront_distribution" "web" {}`,
      'an empty one': `
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = ""
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "acl" {}
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = var.acl
        }`,
    },
  },
});
