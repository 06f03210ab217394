import { attributeOf } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { isAbsent, step, Unknown } from '../../../review/model/value';
import { originsOf } from './origins';

const expected = 'an origin access control';
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
const legacy = 'an origin access identity, which AWS has replaced: without SSE-KMS, new Regions and writes';

export const originAccessControl = defineRule({
  id: 'cloudfront/origin-access-control',
  aliases: ['CDN-05'],
  title: 'CloudFront distributions should use origin access control for S3 origins',
  severity: 'high',
  why: 'Without it the bucket has to be public, and anyone can bypass the web ACL, the logs and the signed URLs of the distribution.',
  fix: 'Add an aws_cloudfront_origin_access_control and set origin_access_control_id. In the bucket policy, allow s3:GetObject to cloudfront.amazonaws.com with a condition on aws:SourceArn.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const origins = originsOf(graph, distribution);
    if (origins instanceof Unknown) return notKnown('origin', expected, origins);
    const verdicts = origins.flatMap(({ block, kind }): Verdict[] => {
      const place = `${block.path}.domain_name`;
      if (kind instanceof Unknown) return [notKnown(place, expected, kind)];
      if (kind === 'website') return [failing(place, expected, 'a website endpoint, which needs a public bucket')];
      if (kind !== 'bucket') return [];
      const control = attributeOf(block, 'origin_access_control_id');
      const identity = step(block.values.s3_origin_config, 'origin_access_identity');
      const isReplaced = isAbsent(control.value) && !isAbsent(identity) && identity !== '';
      return [isReplaced ? failing(control.path, expected, legacy) : control.isPresent(expected)];
    });
    return verdicts.length === 0 ? [] : all(verdicts);
  },
  examples: {
    good: {
      'a bucket with one, and an application': `
        resource "aws_s3_bucket" "web" {}
        resource "aws_cloudfront_origin_access_control" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name              = aws_s3_bucket.web.bucket_regional_domain_name
            origin_access_control_id = aws_cloudfront_origin_access_control.web.id
          }
          origin {
            domain_name = "api.example.com"
            custom_origin_config {
              origin_protocol_policy = "https-only"
            }
          }
        }`,
    },
    bad: {
      'a bucket by reference, with an identity of the older kind': `
        resource "aws_s3_bucket" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = aws_s3_bucket.web.bucket_regional_domain_name
            s3_origin_config {
              origin_access_identity = "origin-access-identity/cloudfront/E1EXAMPLE"
            }
          }
        }`,
      'a bucket by name': `
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "example-web.s3.eu-west-1.amazonaws.com"
          }
        }`,
      'the website endpoint of a bucket': `
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "example-web.s3-website-eu-west-1.amazonaws.com"
            custom_origin_config {
              origin_protocol_policy = "http-only"
            }
          }
        }`,
    },
    unknown: {
      'an origin of a variable without a value': `
        variable "domain" {}
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = var.domain
          }
        }`,
    },
  },
});
