import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const encrypted = defineRule({
  id: 'neptune/encrypted',
  aliases: ['NPT-01'],
  title: 'Neptune clusters should be encrypted at rest',
  severity: 'medium',
  why: 'Without it, data, backups and snapshots are in plaintext. Encryption cannot be enabled later: the data has to be copied.',
  fix: 'Set storage_encrypted = true, and kms_key_id to a customer managed key. This replaces the cluster.',
  resources: ['aws_neptune_cluster'],
  check: (cluster) => attribute(cluster, 'storage_encrypted', { default: false }).is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_neptune_cluster" "main" {
          storage_encrypted = true
        }`,
    },
    bad: {
      'the default': `
        resource "aws_neptune_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypt" {}
        resource "aws_neptune_cluster" "main" {
          storage_encrypted = var.encrypt
        }`,
    },
  },
});
