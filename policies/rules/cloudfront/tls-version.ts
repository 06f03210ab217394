import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, any } from '../../../review/engine/verdict';
import { textOfValue } from '../support/text';

export const tlsVersion = defineRule({
  id: 'cloudfront/tls-version',
  aliases: ['CDN-02'],
  title: 'CloudFront distributions should use a custom certificate and TLS 1.2 (policy TLSv1.2_2021 or later)',
  severity: 'high',
  why: 'The default certificate and older security policies accept TLS 1.0 and weak ciphers.',
  fix: 'Set viewer_certificate { acm_certificate_arn, ssl_support_method = "sni-only", minimum_protocol_version = "TLSv1.2_2021" }.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution) => {
    const certificates = ['acm_certificate_arn', 'iam_certificate_id'].map((name) =>
      attribute(distribution, `viewer_certificate.${name}`).isPresent('a custom certificate'),
    );
    const version = attribute(distribution, 'viewer_certificate.minimum_protocol_version', { default: 'TLSv1' });
    return all([
      any(certificates),
      version.satisfies('"TLSv1.2_2021" or later', (value) =>
        /^TLSv1\.(2_202[1-9]|3_20\d\d)$/.test(textOfValue(value)),
      ),
    ]);
  },
  examples: {
    good: {
      'a custom certificate and TLS 1.2 of 2021': `
        resource "aws_acm_certificate" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          viewer_certificate {
            acm_certificate_arn      = aws_acm_certificate.web.arn
            minimum_protocol_version = "TLSv1.2_2021"
            ssl_support_method       = "sni-only"
          }
        }`,
    },
    bad: {
      'the default certificate': `
        resource "aws_cloudfront_distribution" "web" {
          viewer_certificate {
            cloudfront_default_certificate = true
            minimum_protocol_version       = "TLSv1.2_2021"
          }
        }`,
      'no version, which is TLS 1.0': `
        resource "aws_acm_certificate" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          viewer_certificate {
            acm_certificate_arn = aws_acm_certificate.web.arn
          }
        }`,
      'TLS 1.2 of 2018': `
        resource "aws_acm_certificate" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          viewer_certificate {
            acm_certificate_arn      = aws_acm_certificate.web.arn
            minimum_protocol_version = "TLSv1.2_2018"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "version" {}
        resource "aws_acm_certificate" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          viewer_certificate {
            acm_certificate_arn      = aws_acm_certificate.web.arn
            minimum_protocol_version = var.version
          }
        }`,
    },
  },
});
