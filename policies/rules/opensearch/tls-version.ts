import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { domains } from './domains';

export const tlsVersion = defineRule({
  id: 'opensearch/tls-version',
  aliases: ['OS-06'],
  title: 'OpenSearch domains should require TLS 1.2 or later',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and with the older policy a client can be downgraded to them.',
  fix: 'Set domain_endpoint_options { tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10" }.',
  resources: domains,
  check: (domain) =>
    attribute(domain, 'domain_endpoint_options.tls_security_policy', { default: 'Policy-Min-TLS-1-0-2019-07' }).says(
      'a policy of TLS 1.2 or newer',
      (policy = '') => /^Policy-Min-TLS-1-[23]-/.test(policy),
    ),
  examples: {
    good: {
      'TLS 1.2': `
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
          }
        }`,
    },
    bad: {
      'TLS 1.0': `
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
          }
        }`,
      'no policy': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "policy" {}
        resource "aws_opensearch_domain" "search" {
          domain_endpoint_options {
            tls_security_policy = var.policy
          }
        }`,
    },
  },
});
