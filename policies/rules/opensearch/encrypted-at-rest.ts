import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { domains } from './domains';

export const encryptedAtRest = defineRule({
  id: 'opensearch/encrypted-at-rest',
  aliases: ['OS-03'],
  title: 'OpenSearch domains should be encrypted at rest',
  severity: 'medium',
  why: 'Without it, indexes, logs and swap files are in plaintext on disk and in automated snapshots.',
  fix: 'Set encrypt_at_rest { enabled = true }. For Elasticsearch before 6.7 this replaces the domain.',
  resources: domains,
  check: (domain) => attribute(domain, 'encrypt_at_rest.enabled', { default: false }).is(true),
  examples: {
    good: {
      'switched on': `
        resource "aws_opensearch_domain" "search" {
          encrypt_at_rest {
            enabled = true
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
      disabled: `
        resource "aws_elasticsearch_domain" "search" {
          encrypt_at_rest {
            enabled = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypt" {}
        resource "aws_opensearch_domain" "search" {
          encrypt_at_rest {
            enabled = var.encrypt
          }
        }`,
    },
  },
});
