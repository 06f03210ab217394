import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown, type Verdict } from '../../../review/engine/verdict';
import { isAbsent, isList, step, Unknown } from '../../../review/model/value';
import { originsOf } from './origins';

export const originTls = defineRule({
  id: 'cloudfront/origin-tls',
  aliases: ['CDN-06'],
  title: 'CloudFront distributions should connect to custom origins over TLS 1.2',
  severity: 'medium',
  why: 'Traffic between CloudFront and the origin crosses the internet. Over HTTP or an old TLS version it can be read there, even if the viewer used HTTPS.',
  fix: 'Set custom_origin_config { origin_protocol_policy = "https-only", origin_ssl_protocols = ["TLSv1.2"] }.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const origins = originsOf(graph, distribution);
    if (origins instanceof Unknown) return notKnown('origin', 'HTTPS', origins);
    const verdicts = origins.flatMap(({ block }): Verdict[] => {
      const { custom_origin_config: config } = block.values;
      if (isAbsent(config)) return [];
      const path = `${block.path}.custom_origin_config`;
      const policy = new Attribute(`${path}.origin_protocol_policy`, step(config, 'origin_protocol_policy'));
      const protocols = new Attribute(`${path}.origin_ssl_protocols`, step(config, 'origin_ssl_protocols'));
      return [
        policy.is('https-only'),
        protocols.satisfies(
          '["TLSv1.2"]',
          (value) =>
            isList(value) &&
            value.length > 0 &&
            value.every((protocol) => protocol === 'TLSv1.2' || protocol === 'TLSv1.3'),
        ),
      ];
    });
    return verdicts.length === 0 ? [] : all(verdicts);
  },
  examples: {
    good: {
      'HTTPS and TLS 1.2': `
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "api.example.com"
            custom_origin_config {
              origin_protocol_policy = "https-only"
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }
        }`,
    },
    bad: {
      'the protocol of the viewer': `
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "api.example.com"
            custom_origin_config {
              origin_protocol_policy = "match-viewer"
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }
        }`,
      'TLS 1.1 too, at the second origin': `
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "api.example.com"
            custom_origin_config {
              origin_protocol_policy = "https-only"
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }
          origin {
            domain_name = "old.example.com"
            custom_origin_config {
              origin_protocol_policy = "https-only"
              origin_ssl_protocols   = ["TLSv1.1", "TLSv1.2"]
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "policy" {}
        resource "aws_cloudfront_distribution" "web" {
          origin {
            domain_name = "api.example.com"
            custom_origin_config {
              origin_protocol_policy = var.policy
              origin_ssl_protocols   = ["TLSv1.2"]
            }
          }
        }`,
    },
  },
});
