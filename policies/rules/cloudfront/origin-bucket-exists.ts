import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Reference, Unknown } from '../../../review/model/value';
import { originsOf } from './origins';

const expected = 'an aws_s3_bucket, or a data "aws_s3_bucket"';

export const originBucketExists = defineRule({
  id: 'cloudfront/origin-bucket-exists',
  aliases: ['CDN-08'],
  title: 'S3 origins of CloudFront distributions should be buckets that exist',
  severity: 'medium',
  why: 'Bucket names are global. If the bucket of an origin was deleted, anyone can create a bucket with its name and serve pages under your domain.',
  fix: 'Refer to bucket_regional_domain_name of an aws_s3_bucket, or of a data "aws_s3_bucket" if it is managed elsewhere. Remove origins whose bucket was deleted.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const origins = originsOf(graph, distribution);
    if (origins instanceof Unknown) return notKnown('origin', expected, origins);
    const verdicts = origins.flatMap(({ block, kind, bucket }): Verdict[] => {
      const place = `${block.path}.domain_name`;
      const { domain_name: domain } = block.values;
      if (kind instanceof Unknown) return [notKnown(place, expected, kind)];
      if (kind === 'custom') return [];
      if (bucket || domain instanceof Reference) return [pass];
      return [domain instanceof Unknown ? notKnown(place, expected, domain) : fail(place, expected, domain)];
    });
    return verdicts.length === 0 ? [] : all(verdicts);
  },
  examples: {
    good: {
      'by reference, by the name of one, and one managed elsewhere': `
        resource "aws_s3_bucket" "web" {
          bucket = "example-web"
        }
        data "aws_s3_bucket" "images" {
          bucket = "example-images"
        }
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = aws_s3_bucket.web.bucket_regional_domain_name
          }
          origin {
            domain_name = "example-web.s3.eu-west-1.amazonaws.com"
          }
          origin {
            domain_name = data.aws_s3_bucket.images.bucket_regional_domain_name
          }
        }`,
    },
    bad: {
      'a name that nothing in the app has': `
        resource "aws_s3_bucket" "web" {
          bucket = "example-web"
        }
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "example-web-old.s3.amazonaws.com"
          }
        }`,
    },
    unknown: {
      'an origin of a variable without a value': `
        variable "domain" {}
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = var.domain
            s3_origin_config {}
          }
        }`,
    },
  },
});
