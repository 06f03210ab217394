import { attributeOf } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { behavioursOf } from './behaviours';

export const httpsOnly = defineRule({
  id: 'cloudfront/https-only',
  aliases: ['CDN-01'],
  title: 'CloudFront distributions should require HTTPS from viewers',
  severity: 'high',
  why: 'Over plain HTTP, anyone on the network path can read cookies and passwords, and change pages.',
  fix: 'Set viewer_protocol_policy = "redirect-to-https" or "https-only" in default_cache_behavior and in each ordered_cache_behavior.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution) => {
    const behaviours = behavioursOf(distribution);
    if (behaviours instanceof Unknown) return notKnown('ordered_cache_behavior', 'HTTPS only', behaviours);
    return all(
      behaviours.map((one) => attributeOf(one, 'viewer_protocol_policy').isOneOf(['redirect-to-https', 'https-only'])),
    );
  },
  examples: {
    good: {
      'a redirect, and HTTPS only on a path': `
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            viewer_protocol_policy = "redirect-to-https"
          }
          ordered_cache_behavior {
            path_pattern           = "/api/*"
            viewer_protocol_policy = "https-only"
          }
        }`,
    },
    bad: {
      'HTTP too': `
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            viewer_protocol_policy = "allow-all"
          }
        }`,
      'on the second of two paths': `
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            viewer_protocol_policy = "https-only"
          }
          ordered_cache_behavior {
            path_pattern           = "/api/*"
            viewer_protocol_policy = "https-only"
          }
          ordered_cache_behavior {
            path_pattern           = "/images/*"
            viewer_protocol_policy = "allow-all"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "policy" {}
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            viewer_protocol_policy = var.policy
          }
        }`,
    },
  },
});
