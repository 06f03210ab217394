import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const connectionLogging = defineRule({
  id: 'client-vpn/connection-logging',
  aliases: ['CVPN-01'],
  title: 'Client VPN endpoints should log connections',
  severity: 'low',
  why: 'Flow logs have the addresses of the endpoint for everybody who is connected. Who was connected when, and from where, only the connection log tells.',
  fix: 'Set connection_log_options with enabled = true and a cloudwatch_log_group.',
  resources: ['aws_ec2_client_vpn_endpoint'],
  check: (endpoint) => attribute(endpoint, 'connection_log_options.enabled', { default: false }).is(true),
  examples: {
    good: {
      'a log group': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          connection_log_options {
            enabled              = true
            cloudwatch_log_group = "/vpn"
          }
        }`,
    },
    bad: {
      'switched off': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          connection_log_options {
            enabled = false
          }
        }`,
      'not decided': `
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          client_cidr_block = "10.200.0.0/22"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logged" {}
        resource "aws_ec2_client_vpn_endpoint" "staff" {
          connection_log_options {
            enabled = var.logged
          }
        }`,
    },
  },
});
