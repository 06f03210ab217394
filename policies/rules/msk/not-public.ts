import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const notPublic = defineRule({
  id: 'msk/not-public',
  aliases: ['MSK-01'],
  title: 'MSK clusters should not be publicly accessible',
  severity: 'critical',
  why: 'With public access, the brokers have addresses on the internet. With one leaked credential, anyone can read and write the topics.',
  fix: 'Set broker_node_group_info.connectivity_info.public_access.type = "DISABLED", or remove the block.',
  resources: ['aws_msk_cluster'],
  check: (cluster) =>
    attribute(cluster, 'broker_node_group_info.connectivity_info.public_access.type', { default: 'DISABLED' }).is(
      'DISABLED',
    ),
  examples: {
    good: {
      'the default': `
        resource "aws_msk_cluster" "main" {
          cluster_name = "main"
        }`,
    },
    bad: {
      'public addresses': `
        resource "aws_msk_cluster" "main" {
          broker_node_group_info {
            connectivity_info {
              public_access {
                type = "SERVICE_PROVIDED_EIPS"
              }
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "access" {}
        resource "aws_msk_cluster" "main" {
          broker_node_group_info {
            connectivity_info {
              public_access {
                type = var.access
              }
            }
          }
        }`,
    },
  },
});
