import { defineRule } from '../../../review/engine/rule';
import { noAdminPorts } from './admin-ports';
import { ingressTypes } from './world-ingress';

export const noAdminPortsFromIpv6World = defineRule({
  id: 'security-group/no-admin-ports-from-ipv6-world',
  aliases: ['SG-02'],
  title: 'Security groups should not allow ingress from ::/0 to administration ports',
  severity: 'critical',
  why: 'Every IPv6 address of a host is public. A rule for ::/0 opens SSH or RDP to the internet even on a host without a public IPv4 address.',
  fix: 'Remove the rule and use Session Manager, or narrow ipv6_cidr_blocks (cidr_ipv6) to the addresses of your office or VPN.',
  resources: ingressTypes,
  check: (resource, { graph }) => noAdminPorts(graph, resource, 6),
  examples: {
    good: {
      'HTTPS from the internet, SSH from one network': `
        resource "aws_security_group" "web" {
          ingress {
            protocol         = "tcp"
            from_port        = 443
            to_port          = 443
            ipv6_cidr_blocks = ["::/0"]
          }
        }
        resource "aws_vpc_security_group_ingress_rule" "office" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_ipv6         = "2001:db8:1::/48"
        }`,
      'SSH from private addresses': `
        resource "aws_security_group" "web" {
          ingress {
            protocol         = "tcp"
            from_port        = 22
            to_port          = 22
            ipv6_cidr_blocks = ["fd00::/8"]
          }
        }`,
    },
    bad: {
      'SSH from ::/0 beside a sound IPv4 block': `
        resource "aws_security_group" "web" {
          ingress {
            protocol         = "tcp"
            from_port        = 22
            to_port          = 22
            cidr_blocks      = ["10.0.0.0/8"]
            ipv6_cidr_blocks = ["::/0"]
          }
        }`,
      'another spelling of ::/0': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "all" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "-1"
          cidr_ipv6         = "0000:0000:0000:0000:0000:0000:0000:0000/0"
        }`,
      'all of the IPv6 internet': `
        resource "aws_security_group" "web" {}
        resource "aws_security_group_rule" "rdp" {
          type              = "ingress"
          security_group_id = aws_security_group.web.id
          protocol          = "udp"
          from_port         = 3389
          to_port           = 3389
          ipv6_cidr_blocks  = ["2000::/3"]
        }`,
      'its two halves, in two rules': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "one" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_ipv6         = "::/1"
        }
        resource "aws_vpc_security_group_ingress_rule" "other" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 20
          to_port           = 30
          cidr_ipv6         = "8000::/1"
        }`,
    },
    unknown: {
      'addresses of a variable without a value': `
        variable "from" {}
        resource "aws_security_group" "web" {
          ingress {
            protocol         = "-1"
            from_port        = 0
            to_port          = 0
            ipv6_cidr_blocks = var.from
          }
        }`,
    },
  },
});
