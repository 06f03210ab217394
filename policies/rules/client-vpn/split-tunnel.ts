import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const splitTunnel = defineRule({
  id: 'client-vpn/split-tunnel',
  aliases: ['CVPN-02'],
  title: 'Client VPN endpoints should have a split tunnel',
  severity: 'low',
  why: 'Without it, everything that a connected device sends goes through the VPC: private traffic of people is in its flow logs, and each byte to the internet is charged for.',
  fix: 'Set split_tunnel = true. Where devices may not be in two networks at once, switch it off and say why.',
  resources: ['aws_ec2_client_vpn_endpoint'],
  optOuts: ['split_tunnel'],
  check: (endpoint) => attribute(endpoint, 'split_tunnel', { default: false }).is(true),
  examples: {
    good: {
      'set to true': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          split_tunnel = true
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          client_cidr_block = "10.200.0.0/22"
        }`,
      'switched off': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          split_tunnel = false
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "split" {}
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          split_tunnel = var.split
        }`,
    },
  },
});
