import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const iamAuthentication = defineRule({
  id: 'neptune/iam-authentication',
  aliases: ['NPT-04'],
  title: 'Neptune clusters should have IAM authentication enabled',
  severity: 'medium',
  why: 'Without it, anyone who reaches the port can read and change the graph, because Neptune has no other authentication.',
  fix: 'Set iam_database_authentication_enabled = true, and sign the requests of the clients.',
  resources: ['aws_neptune_cluster'],
  check: (cluster) => attribute(cluster, 'iam_database_authentication_enabled', { default: false }).is(true),
  examples: {
    good: {
      'switched on': `
        resource "aws_neptune_cluster" "main" {
          iam_database_authentication_enabled = true
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
        variable "iam" {}
        resource "aws_neptune_cluster" "main" {
          iam_database_authentication_enabled = var.iam
        }`,
    },
  },
});
