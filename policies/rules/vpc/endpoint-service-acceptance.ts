import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const endpointServiceAcceptance = defineRule({
  id: 'vpc/endpoint-service-acceptance',
  aliases: ['NET-11/2', 'vpc/endpoint-service-asks'],
  title: 'VPC endpoint services should require acceptance of connections',
  severity: 'medium',
  why: 'Without acceptance, each allowed principal can connect any of its VPCs, and stays connected after the contract ends.',
  fix: 'Set acceptance_required = true, and accept connections with aws_vpc_endpoint_connection_accepter.',
  resources: ['aws_vpc_endpoint_service'],
  check: (service) => attribute(service, 'acceptance_required', { default: false }).is(true),
  examples: {
    good: {
      requested: `
        resource "aws_vpc_endpoint_service" "main" {
          acceptance_required        = true
          network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/shop/0a1b2c3d4e5f6071"]
        }`,
    },
    bad: {
      'does not': `
        resource "aws_vpc_endpoint_service" "main" {
          acceptance_required        = false
          network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/shop/0a1b2c3d4e5f6071"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "asks" {}
        resource "aws_vpc_endpoint_service" "main" {
          acceptance_required = var.asks
        }`,
    },
  },
});
