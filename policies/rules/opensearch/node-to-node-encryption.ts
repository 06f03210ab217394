import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { domains } from './domains';

export const nodeToNodeEncryption = defineRule({
  id: 'opensearch/node-to-node-encryption',
  aliases: ['OS-04'],
  title: 'OpenSearch domains should encrypt data between nodes',
  severity: 'medium',
  why: 'Without it, the nodes of a domain exchange documents and queries in plaintext.',
  fix: 'Set node_to_node_encryption { enabled = true }.',
  resources: domains,
  check: (domain) => attribute(domain, 'node_to_node_encryption.enabled', { default: false }).is(true),
  examples: {
    good: {
      'switched on': `
        resource "aws_opensearch_domain" "search" {
          node_to_node_encryption {
            enabled = true
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_opensearch_domain" "search" {
          domain_name = "search"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypt" {}
        resource "aws_opensearch_domain" "search" {
          node_to_node_encryption {
            enabled = var.encrypt
          }
        }`,
    },
  },
});
