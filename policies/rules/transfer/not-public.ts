import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const notPublic = defineRule({
  id: 'transfer/not-public',
  aliases: ['TRF-02'],
  title: 'Transfer Family servers should use a VPC endpoint',
  severity: 'medium',
  why: 'A public endpoint is reachable from the whole internet, and no security group can limit who tries passwords.',
  fix: 'Set endpoint_type = "VPC" with endpoint_details.',
  resources: ['aws_transfer_server'],
  check: (server) => attribute(server, 'endpoint_type', { default: 'PUBLIC' }).isOneOf(['VPC', 'VPC_ENDPOINT']),
  examples: {
    good: {
      'a VPC': `
        resource "aws_transfer_server" "main" {
          endpoint_type = "VPC"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_transfer_server" "main" {
          protocols = ["SFTP"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "type" {}
        resource "aws_transfer_server" "main" {
          endpoint_type = var.type
        }`,
    },
  },
});
