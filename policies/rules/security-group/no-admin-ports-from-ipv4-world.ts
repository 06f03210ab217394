import { defineRule } from '../../../review/engine/rule';
import { noAdminPorts } from './admin-ports';
import { ingressTypes } from './world-ingress';

export const noAdminPortsFromIpv4World = defineRule({
  id: 'security-group/no-admin-ports-from-ipv4-world',
  aliases: ['SG-01'],
  title: 'Security groups should not allow ingress from 0.0.0.0/0 to administration ports',
  severity: 'critical',
  why: 'An SSH or RDP port that is open to the internet is found within minutes and attacked with leaked keys, passwords and new exploits.',
  fix: 'Remove the rule and use Session Manager, or narrow cidr_blocks (cidr_ipv4) to the addresses of your office or VPN.',
  resources: ingressTypes,
  check: (resource, { graph }) => noAdminPorts(graph, resource, 4),
  examples: {
    good: {
      'HTTPS from the internet, SSH from one office': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = ["203.0.113.8/32"]
          }
        }`,
      'everything from itself and from private addresses, in separate rules': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "self" {
          security_group_id            = aws_security_group.web.id
          ip_protocol                  = "-1"
          referenced_security_group_id = aws_security_group.web.id
        }
        resource "aws_security_group_rule" "vpc" {
          type              = "ingress"
          security_group_id = aws_security_group.web.id
          protocol          = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_blocks       = ["10.0.0.0/8", "172.16.0.0/12"]
        }`,
      'half of the internet to SSH and the other half to HTTPS': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = ["10.0.0.0/8"]
          }
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["128.0.0.0/1", "0.0.0.0/1"]
          }
        }`,
    },
    bad: {
      'the internet beside explicit nulls': `
        resource "aws_security_group" "web" {
          ingress = [{
            protocol         = "tcp"
            from_port        = 22
            to_port          = 22
            cidr_blocks      = ["0.0.0.0/0"]
            ipv6_cidr_blocks = null
            prefix_list_ids  = null
            security_groups  = null
            self             = null
            description      = null
          }]
        }`,
      'every protocol': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "all" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "-1"
          cidr_ipv4         = "0.0.0.0/0"
        }`,
      'from 0 to 0': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "-1"
            from_port   = 0
            to_port     = 0
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'a range that holds RDP': `
        resource "aws_security_group" "web" {}
        resource "aws_security_group_rule" "range" {
          type              = "ingress"
          security_group_id = aws_security_group.web.id
          protocol          = "6"
          from_port         = "3000"
          to_port           = "4000"
          cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
        }`,
      'two halves of the internet': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
          }
        }`,
      'four quarters of the internet, a rule for each': `
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "quarter" {
          for_each          = toset(["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"])
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_ipv4         = each.value
        }`,
      'an open rule behind one that refers to itself': `
        resource "aws_security_group" "web" {
          ingress {
            protocol  = "-1"
            from_port = 0
            to_port   = 0
            self      = true
          }
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'a variable with a default': `
        variable "from" {
          default = ["0.0.0.0/0"]
        }
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = var.from
          }
        }`,
      'a prefix list that holds the internet': `
        resource "aws_ec2_managed_prefix_list" "offices" {
          entry {
            cidr = "0.0.0.0/0"
          }
        }
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 22
            to_port         = 22
            prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
          }
        }`,
      'a dynamic block': `
        resource "aws_security_group" "web" {
          dynamic "ingress" {
            for_each = [443, 22]
            content {
              protocol    = "tcp"
              from_port   = ingress.value
              to_port     = ingress.value
              cidr_blocks = ["0.0.0.0/0"]
            }
          }
        }`,
      'the default group of a VPC': `
        resource "aws_default_security_group" "default" {
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
    },
    unknown: {
      'addresses of a variable without a value': `
        variable "from" {}
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = [var.from]
          }
        }`,
      'ports of a variable without a value': `
        variable "port" {}
        resource "aws_security_group" "web" {}
        resource "aws_vpc_security_group_ingress_rule" "some" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = var.port
          to_port           = var.port
          cidr_ipv4         = "0.0.0.0/0"
        }`,
    },
  },
});
