import { defineRule } from '../../../review/engine/rule';
import { egressTypes, worldVerdict } from './world-ingress';

export const egressNarrow = defineRule({
  id: 'security-group/egress-narrow',
  aliases: ['SG-06'],
  title: 'Security groups should not allow unrestricted egress to the internet',
  severity: 'medium',
  why: 'An attacker on a host copies data to the internet and loads tools from there. A rule for all ports allows both.',
  fix: 'Limit the rule to ports and destinations: 443 to a prefix list, a security group or the addresses of the service.',
  resources: egressTypes,
  check: (resource, { graph }) =>
    worldVerdict(graph, resource, 'egress', 'no rule for all ports to the internet', ({ protocol, ports }) => {
      const isWhole = ports.from <= 1 && ports.to >= 65535;
      return isWhole && (protocol === 'all' || protocol === 'tcp' || protocol === 'udp');
    }),
  examples: {
    good: {
      'no egress, and HTTPS to the internet': `
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
      'all egress, as in the AWS default': `
        resource "aws_security_group" "app" {
          egress {
            protocol    = "-1"
            from_port   = 0
            to_port     = 0
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'all TCP ports to the IPv6 internet': `
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
