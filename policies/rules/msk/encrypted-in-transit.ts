import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { all } from '../../../review/engine/verdict';

const path = 'encryption_info.encryption_in_transit';

export const encryptedInTransit = defineRule({
  id: 'msk/encrypted-in-transit',
  aliases: ['MSK-03'],
  title: 'MSK clusters should be encrypted in transit',
  severity: 'medium',
  why: 'In plaintext, messages and SCRAM passwords can be read on the network.',
  fix: 'Set encryption_info.encryption_in_transit { client_broker = "TLS", in_cluster = true }, or remove the block.',
  resources: ['aws_msk_cluster'],
  check: (cluster) =>
    all([
      attribute(cluster, `${path}.client_broker`, { default: 'TLS' }).is('TLS'),
      attribute(cluster, `${path}.in_cluster`, { default: true }).is(true),
    ]),
  examples: {
    good: {
      'the default': `
        resource "aws_msk_cluster" "main" {
          cluster_name = "main"
        }`,
    },
    bad: {
      'plaintext too': `
        resource "aws_msk_cluster" "main" {
          encryption_info {
            encryption_in_transit {
              client_broker = "TLS_PLAINTEXT"
            }
          }
        }`,
      'plaintext between brokers': `
        resource "aws_msk_cluster" "main" {
          encryption_info {
            encryption_in_transit {
              in_cluster = false
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tls" {}
        resource "aws_msk_cluster" "main" {
          encryption_info {
            encryption_in_transit {
              client_broker = var.tls
            }
          }
        }`,
    },
  },
});
