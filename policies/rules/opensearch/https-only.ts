import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { domains } from './domains';

export const httpsOnly = defineRule({
  id: 'opensearch/https-only',
  aliases: ['OS-05'],
  title: 'OpenSearch domains should require HTTPS',
  severity: 'medium',
  why: 'Without it, the endpoint also answers HTTP. Queries, documents and passwords cross the network in plaintext.',
  fix: 'Set domain_endpoint_options { enforce_https = true }.',
  resources: domains,
  check: (domain) => {
    // The provider's default is true within the block; without the block AWS's default holds, which is false.
    const isSet = domain.at('domain_endpoint_options') !== undefined;
    return attribute(domain, 'domain_endpoint_options.enforce_https', { default: isSet }).is(true);
  },
  examples: {
    good: {
      enforced: `
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            enforce_https       = true
            tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
          }
        }`,
      'the default within the block': `
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
          }
        }`,
    },
    bad: {
      'no block': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
      disabled: `
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            enforce_https = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "https" {}
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            enforce_https = var.https
          }
        }`,
    },
  },
});
