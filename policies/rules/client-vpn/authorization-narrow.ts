import { defineRule } from '../../../review/engine/rule';
import { pass } from '../../../review/engine/verdict';
import { judgeTarget } from './authorization';

const endpoint = `
  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_ec2_client_vpn_endpoint" "staff" {
    vpc_id = aws_vpc.main.id
  }`;
const rule = (target: string) => `
  ${endpoint}
  resource "aws_ec2_client_vpn_authorization_rule" "staff" {
    client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
    target_network_cidr    = ${target}
    access_group_id        = "staff"
  }`;

export const authorizationNarrow = defineRule({
  id: 'client-vpn/authorization-narrow',
  aliases: ['CVPN-03'],
  title: 'Authorization rules of Client VPN should not be wider than the network that they are for',
  severity: 'medium',
  why: 'A rule around the VPC also authorizes for what is connected with it later: a peered VPC, an office. Nobody looks at the rule again on that day.',
  fix: 'Set target_network_cidr to the subnets that the group needs, with one rule for each.',
  resources: ['aws_ec2_client_vpn_authorization_rule'],
  check: (rule, { graph }) => judgeTarget(graph, rule, 'a range that is not wider than the VPC') ?? pass,
  examples: {
    good: {
      'a subnet': rule('"10.0.4.0/24"'),
      'the VPC': rule('aws_vpc.main.cidr_block'),
      'another network': rule('"10.8.0.0/16"'),
    },
    bad: {
      everything: rule('"0.0.0.0/0"'),
      'a range around the VPC': rule('"10.0.0.0/8"'),
    },
    unknown: {
      'a variable without a value': `
        variable "target" {}
        ${rule('var.target')}`,
      'an endpoint that is not in the input': `
        resource "aws_ec2_client_vpn_authorization_rule" "staff" {
          client_vpn_endpoint_id = "cvpn-endpoint-0123456789abcdef0"
          target_network_cidr    = "10.0.0.0/8"
          access_group_id        = "staff"
        }`,
    },
  },
});
