import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const transitGatewayAsks = defineRule({
  id: 'vpc/transit-gateway-asks',
  aliases: ['NET-13'],
  title: 'A transit gateway asks before it takes the VPC of another account',
  severity: 'medium',
  why: 'With auto-accept, any account that the gateway is shared with joins its VPC to the network without anybody looking.',
  fix: 'Set auto_accept_shared_attachments = "disable".',
  resources: ['aws_ec2_transit_gateway'],
  check: (gateway) => attribute(gateway, 'auto_accept_shared_attachments', { default: 'disable' }).isNot('enable'),
  examples: {
    good: {
      'not said, which is no': `
        resource "aws_ec2_transit_gateway" "main" {}`,
    },
    bad: {
      yes: `
        resource "aws_ec2_transit_gateway" "main" {
          auto_accept_shared_attachments = "enable"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "accept" {}
        resource "aws_ec2_transit_gateway" "main" {
          auto_accept_shared_attachments = var.accept
        }`,
    },
  },
});
