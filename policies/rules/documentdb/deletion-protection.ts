import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const deletionProtection = defineRule({
  id: 'documentdb/deletion-protection',
  aliases: ['DOC-03'],
  title: 'DocumentDB clusters should have deletion protection enabled',
  severity: 'medium',
  why: 'Without it, one wrong apply or API call deletes the cluster.',
  fix: 'Set deletion_protection = true.',
  resources: ['aws_docdb_cluster'],
  check: (cluster) => attribute(cluster, 'deletion_protection', { default: false }).is(true),
  examples: {
    good: {
      protected: `
        resource "aws_docdb_cluster" "main" {
          deletion_protection = true
        }`,
    },
    bad: {
      'the default': `
        resource "aws_docdb_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "protect" {}
        resource "aws_docdb_cluster" "main" {
          deletion_protection = var.protect
        }`,
    },
  },
});
