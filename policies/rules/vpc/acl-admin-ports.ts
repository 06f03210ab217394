import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { Unknown } from '../../../review/model/value';
import { expected, judgedAcl } from './acl-admission';

export const aclAdminPorts = defineRule({
  id: 'vpc/acl-admin-ports',
  aliases: ['NET-05'],
  title: 'Network ACLs should not allow ingress from the internet to SSH or RDP',
  severity: 'high',
  why: 'A network ACL is the second line of defense when a security group is opened by mistake. An ACL that allows ports 22 and 3389 does not help.',
  fix: 'Add a rule that denies 22 and 3389 from 0.0.0.0/0 and ::/0 with a lower rule number than the one that allows them, or narrow its cidr_block or ports.',
  resources: ['aws_network_acl', 'aws_default_network_acl', 'aws_network_acl_rule'],
  check: (resource, { graph }) => {
    const isRule = resource.type === 'aws_network_acl_rule';
    if (isRule && asText(resource.at('egress') ?? false) === 'true') return [];
    const types = ['aws_network_acl', 'aws_default_network_acl'];
    const acl = isRule ? graph.resolveFor(resource, resource.at('network_acl_id'), ...types) : resource;
    if (acl instanceof Unknown) return notKnown('network_acl_id', expected, acl);
    if (acl === undefined) return notKnown('network_acl_id', expected, 'its network ACL is not in the input');
    const judged = judgedAcl(graph, acl);
    return all(judged.filter(({ by }) => by === resource).map(({ by: _, ...verdict }) => verdict)).slice(0, 1);
  },
  examples: {
    good: {
      'HTTPS and replies from the internet, RDP denied before them': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 200
            action     = "allow"
            protocol   = "tcp"
            from_port  = 1024
            to_port    = 65535
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "tcp"
            from_port  = 3389
            to_port    = 3389
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no    = 300
            action     = "allow"
            protocol   = "tcp"
            from_port  = 443
            to_port    = 443
            cidr_block = "0.0.0.0/0"
          }
        }`,
      'everything from the VPC': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "vpc" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 100
          rule_action    = "allow"
          protocol       = "-1"
          cidr_block     = "10.0.0.0/8"
        }`,
    },
    bad: {
      'all ingress from the internet': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = "allow"
            protocol   = "-1"
            from_port  = 0
            to_port    = 0
            cidr_block = "0.0.0.0/0"
          }
        }`,
      'SSH denied after it was allowed': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "deny" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 200
          rule_action    = "deny"
          protocol       = "tcp"
          from_port      = 22
          to_port        = 22
          cidr_block     = "0.0.0.0/0"
        }
        resource "aws_network_acl_rule" "allow" {
          network_acl_id = aws_network_acl.main.id
          rule_number    = 100
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 0
          to_port        = 65535
          cidr_block     = "0.0.0.0/0"
        }`,
      'a rule behind another that is as open': `
        resource "aws_network_acl" "other" {}
        resource "aws_network_acl_rule" "all" {
          network_acl_id = aws_network_acl.other.id
          rule_number    = 100
          rule_action    = "allow"
          protocol       = "-1"
          cidr_block     = "0.0.0.0/0"
        }
        resource "aws_network_acl_rule" "main" {
          network_acl_id = aws_network_acl.other.id
          rule_number    = 200
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 22
          to_port        = 22
          cidr_block     = "0.0.0.0/0"
        }`,
      'denied in IPv4 only': `
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = "deny"
            protocol   = "tcp"
            from_port  = 22
            to_port    = 22
            cidr_block = "0.0.0.0/0"
          }
          ingress {
            rule_no         = 200
            action          = "allow"
            protocol        = "6"
            from_port       = 22
            to_port         = 22
            ipv6_cidr_block = "::/0"
          }
        }`,
      'two halves of the internet': `
        resource "aws_network_acl" "main" {}
        resource "aws_network_acl_rule" "half" {
          for_each       = { 100 = "0.0.0.0/1", 200 = "128.0.0.0/1" }
          network_acl_id = aws_network_acl.main.id
          rule_number    = each.key
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 3389
          to_port        = 3389
          cidr_block     = each.value
        }`,
    },
    unknown: {
      'an open rule behind one that may deny it': `
        variable "action" {}
        resource "aws_network_acl" "other" {}
        resource "aws_network_acl_rule" "first" {
          network_acl_id = aws_network_acl.other.id
          rule_number    = 100
          rule_action    = var.action
          protocol       = "-1"
          cidr_block     = "0.0.0.0/0"
        }
        resource "aws_network_acl_rule" "main" {
          network_acl_id = aws_network_acl.other.id
          rule_number    = 200
          rule_action    = "allow"
          protocol       = "tcp"
          from_port      = 22
          to_port        = 22
          cidr_block     = "0.0.0.0/0"
        }`,
      'an action of a variable without a value': `
        variable "action" {}
        resource "aws_network_acl" "main" {
          ingress {
            rule_no    = 100
            action     = var.action
            protocol   = "-1"
            from_port  = 0
            to_port    = 0
            cidr_block = "0.0.0.0/0"
          }
        }`,
    },
  },
});
