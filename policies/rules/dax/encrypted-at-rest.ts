import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const encryptedAtRest = defineRule({
  id: 'dax/encrypted-at-rest',
  aliases: ['DAX-01'],
  title: 'DAX clusters should be encrypted at rest',
  severity: 'medium',
  why: 'DAX writes items to disk when it sends changes to its replicas. Without encryption they are stored in plaintext, whatever key the table has.',
  fix: 'Set server_side_encryption { enabled = true }. This replaces the cluster, which begins empty.',
  resources: ['aws_dax_cluster'],
  check: (cluster) => attribute(cluster, 'server_side_encryption.enabled', { default: false }).is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_dax_cluster" "main" {
          cluster_name = "main"
          server_side_encryption {
            enabled = true
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_dax_cluster" "main" {
          cluster_name = "main"
        }`,
      'a block that is empty': `
        resource "aws_dax_cluster" "main" {
          cluster_name = "main"
          server_side_encryption {}
        }`,
      'switched off': `
        resource "aws_dax_cluster" "main" {
          cluster_name = "main"
          server_side_encryption {
            enabled = false
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        resource "aws_dax_cluster" "main" {
          server_side_encryption {
            enabled = var.encrypted
          }
        }`,
    },
  },
});
