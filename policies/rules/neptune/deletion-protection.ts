import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const deletionProtection = defineRule({
  id: 'neptune/deletion-protection',
  aliases: ['NPT-03'],
  title: 'Neptune clusters should have deletion protection enabled',
  severity: 'low',
  why: 'Without it, one wrong apply or API call deletes the cluster.',
  fix: 'Set deletion_protection = true.',
  resources: ['aws_neptune_cluster'],
  check: (cluster) => attribute(cluster, 'deletion_protection', { default: false }).is(true),
  examples: {
    good: {
      protected: `
        resource "aws_neptune_cluster" "main" {
          deletion_protection = true
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
        variable "protect" {}
        resource "aws_neptune_cluster" "main" {
          deletion_protection = var.protect
        }`,
    },
  },
});
