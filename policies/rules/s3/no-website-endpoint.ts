import { eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { isAbsent, Unknown, type Value } from '../../../review/model/value';

const expected = 'no website endpoint';
const redirects = 'redirect_all_requests_to';

export const noWebsiteEndpoint = defineRule({
  id: 's3/no-website-endpoint',
  aliases: [],
  title: 'S3 buckets should not have a website endpoint',
  severity: 'medium',
  why: 'A website endpoint has no TLS and needs a public bucket, and passes by the web ACL and the logs of a distribution. One that only redirects has no content.',
  fix: 'Remove the website configuration. Put a CloudFront distribution with origin access control in front of the private bucket; a CloudFront function serves index documents and redirects.',
  resources: ['aws_s3_bucket', 'aws_s3_bucket_website_configuration'],
  check: (resource) => {
    if (resource.type === 'aws_s3_bucket_website_configuration') return judge(resource.at(redirects));
    const websites = eachBlock(resource, 'website');
    if (websites instanceof Unknown) return notKnown('website', expected, websites);
    return websites[0] ? judge(websites[0].values[redirects]) : [];
  },
  examples: {
    good: {
      'a bucket, and one that only redirects': `
        resource "aws_s3_bucket" "site" {}
        resource "aws_s3_bucket" "old" {}
        resource "aws_s3_bucket_website_configuration" "old" {
          bucket = aws_s3_bucket.old.id
          redirect_all_requests_to {
            host_name = "www.example.com"
            protocol  = "https"
          }
        }`,
    },
    bad: {
      'an index document': `
        resource "aws_s3_bucket_website_configuration" "site" {
          bucket = "example-site"
          index_document {
            suffix = "index.html"
          }
        }`,
      'on the bucket itself, as in older configurations': `
        resource "aws_s3_bucket" "site" {
          website {
            index_document = "index.html"
          }
        }`,
    },
    unknown: {
      'redirects of a variable without a value': `
        variable "redirect" {}
        resource "aws_s3_bucket_website_configuration" "site" {
          bucket = "example-site"
          dynamic "redirect_all_requests_to" {
            for_each = var.redirect
            content {
              host_name = redirect_all_requests_to.value
            }
          }
        }`,
    },
  },
});

function judge(redirect: Value | undefined): Verdict {
  if (redirect instanceof Unknown) return notKnown(redirects, expected, redirect);
  return isAbsent(redirect) ? failing(undefined, expected, 'one that serves the content of the bucket') : pass;
}
