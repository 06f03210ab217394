import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const transitGatewayAcceptance = defineRule({
  id: 'vpc/transit-gateway-acceptance',
  aliases: ['NET-13', 'vpc/transit-gateway-asks'],
  title: 'EC2 transit gateways should not automatically accept VPC attachment requests',
  severity: 'medium',
  why: 'With automatic acceptance, any account that the transit gateway is shared with can attach its VPC to the network without review.',
  fix: 'Set auto_accept_shared_attachments = "disable".',
  resources: ['aws_ec2_transit_gateway'],
  check: (gateway) => attribute(gateway, 'auto_accept_shared_attachments', { default: 'disable' }).isNot('enable'),
  examples: {
    good: {
      'not set, which defaults to false': `
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
