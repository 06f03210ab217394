import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const defaultRootObject = defineRule({
  id: 'cloudfront/default-root-object',
  aliases: ['CDN-07'],
  replaces: ['cloudfront/browser-hints'],
  title: 'CloudFront distributions should have a default root object',
  severity: 'low',
  why: 'Without a default root object, a request for "/" may list the contents of the bucket.',
  fix: 'Set default_root_object.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution) => attribute(distribution, 'default_root_object').isPresent('a root object'),
  examples: {
    good: {
      'a root object': `
        resource "aws_cloudfront_distribution" "web" {
          default_root_object = "index.html"
        }`,
    },
    bad: {
      'no root object': `
        resource "aws_cloudfront_distribution" "web" {}`,
    },
    unknown: {
      'a variable without a value': `
        variable "root" {}
        resource "aws_cloudfront_distribution" "web" {
          default_root_object = var.root
        }`,
    },
  },
});
