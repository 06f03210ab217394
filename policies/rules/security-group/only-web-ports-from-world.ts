import { defineRule } from '../../../review/engine/rule';
import type { Opening } from '../../../review/network/openings';
import { ingressTypes, worldVerdict } from './world-ingress';

/** What a public site needs: HTTPS, also over QUIC, and HTTP for the redirect. */
function isDeclared({ protocol, ports: { from, to } }: Opening): boolean {
  if (from !== to) return false;
  return (from === 443 && (protocol === 'tcp' || protocol === 'udp')) || (from === 80 && protocol === 'tcp');
}

/** Ping and the messages for path MTU discovery, which open no port. */
const isIcmp = ({ protocol }: Opening) => protocol === 'icmp' || protocol === 'icmpv6';

export const onlyWebPortsFromWorld = defineRule({
  id: 'security-group/only-web-ports-from-world',
  aliases: ['SG-03'],
  title: 'Security groups should allow ingress from the internet only to HTTPS, and to HTTP for redirects',
  severity: 'high',
  why: 'Any other port that is open to the internet is scanned the same day, and a vulnerability of the service behind it is a way in.',
  fix: 'Serve it through a load balancer on 443, or narrow the rule to the addresses that use it.',
  resources: ingressTypes,
  check: (resource, { graph }) =>
    worldVerdict(
      graph,
      resource,
      'ingress',
      'only ports 443 and 80 from the internet',
      (opening) => !isIcmp(opening) && !isDeclared(opening),
    ),
  examples: {
    good: {
      'HTTPS and HTTP from the internet': `
        resource "aws_security_group" "web" {
          ingress {
            protocol         = "tcp"
            from_port        = 443
            to_port          = 443
            cidr_blocks      = ["0.0.0.0/0"]
            ipv6_cidr_blocks = ["::/0"]
          }
        }
        resource "aws_vpc_security_group_ingress_rule" "redirect" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 80
          to_port           = 80
          cidr_ipv4         = "0.0.0.0/0"
        }`,
      'another port from CloudFront, and ping from anywhere': `
        data "aws_ec2_managed_prefix_list" "cloudfront" {
          name = "com.amazonaws.global.cloudfront.origin-facing"
        }
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 8443
            to_port         = 8443
            prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront.id]
          }
          ingress {
            protocol    = "icmp"
            from_port   = 8
            to_port     = 0
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
    },
    bad: {
      'another port': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 8443
            to_port     = 8443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'a range that begins with a declared port': `
        resource "aws_security_group" "web" {}
        resource "aws_security_group_rule" "range" {
          type              = "ingress"
          security_group_id = aws_security_group.web.id
          protocol          = "tcp"
          from_port         = 443
          to_port           = 444
          ipv6_cidr_blocks  = ["::/0"]
        }`,
      'a protocol without ports': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "tunnel" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "47"
          cidr_ipv4         = "0.0.0.0/0"
        }`,
      'half of the internet, which is more than anyone owns': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "half" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 9443
          to_port           = 9443
          cidr_ipv4         = "0.0.0.0/1"
        }`,
    },
    unknown: {
      'a prefix list that is not in the input': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "some" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 9443
          to_port           = 9443
          prefix_list_id    = "pl-0123456789abcdef0"
        }`,
    },
  },
});
