import { defineRule } from '../../../review/engine/rule';
import { egressTypes, worldVerdict } from './world-ingress';

export const egressNarrow = defineRule({
  id: 'security-group/egress-narrow',
  aliases: ['SG-06'],
  title: 'No security group lets everything out to the world',
  severity: 'medium',
  why: 'Who gets into a host sends what it finds to the internet and fetches tools from there; a rule for every port lets both pass.',
  fix: 'Name the ports and whom they are for: 443 to a prefix list, a security group or the addresses of the service.',
  resources: egressTypes,
  check: (resource, { graph }) =>
    worldVerdict(graph, resource, 'egress', 'no rule for all ports to the world', ({ protocol, ports }) => {
      const isWhole = ports.from <= 1 && ports.to >= 65535;
      return isWhole && (protocol === 'all' || protocol === 'tcp' || protocol === 'udp');
    }),
  examples: {
    good: {
      'no egress, and HTTPS to the world': `
        resource "aws_security_group" "database" {}
        resource "aws_security_group" "app" {
          egress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'everything to another group': `
        resource "aws_security_group" "app" {}
        resource "aws_vpc_security_group_egress_rule" "self" {
          security_group_id            = aws_security_group.app.id
          ip_protocol                  = "-1"
          referenced_security_group_id = aws_security_group.app.id
        }`,
    },
    bad: {
      'everything to the world, as AWS has it by default': `
        resource "aws_security_group" "app" {
          egress {
            protocol    = "-1"
            from_port   = 0
            to_port     = 0
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'all TCP ports to the IPv6 world': `
        resource "aws_security_group" "app" {}
        resource "aws_vpc_security_group_egress_rule" "all" {
          security_group_id = aws_security_group.app.id
          ip_protocol       = "tcp"
          from_port         = 0
          to_port           = 65535
          cidr_ipv6         = "::/0"
        }`,
      'in two halves': `
        resource "aws_security_group" "app" {}
        resource "aws_security_group_rule" "all" {
          type              = "egress"
          security_group_id = aws_security_group.app.id
          protocol          = "all"
          from_port         = 0
          to_port           = 0
          cidr_blocks       = ["0.0.0.0/1", "128.0.0.0/1"]
        }`,
    },
    unknown: {
      'addresses of a variable without a value': `
        variable "to" {}
        resource "aws_security_group" "app" {
          egress {
            protocol    = "-1"
            from_port   = 0
            to_port     = 0
            cidr_blocks = var.to
          }
        }`,
    },
  },
});
