import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown } from '../../../review/engine/verdict';
import { rulesOfGroup } from '../../../review/network/security-group-rules';

export const defaultGroupEmpty = defineRule({
  id: 'vpc/default-group-empty',
  aliases: ['NET-02'],
  title: 'VPC default security groups should be managed and have no rules',
  severity: 'high',
  why: 'A resource that is created without a security group gets the default one, which by default allows all traffic between its members and all egress.',
  fix: 'Add an aws_default_security_group with vpc_id of the VPC and neither ingress nor egress.',
  resources: ['aws_vpc'],
  check: (vpc, { graph }) => {
    const { found, unknown } = graph.children(vpc, 'aws_default_security_group', 'vpc_id');
    const expected = 'an aws_default_security_group without rules';
    if (found.length === 0) {
      return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none in any stack');
    }
    const { rules, unknown: more } = rulesOfGroup(graph, vpc);
    return all([
      ...(more ? [notKnown(undefined, expected, more)] : []),
      ...rules.map(({ resource, path, protocol, peers }) => {
        const doubt = peers.find((peer) => peer.kind === 'unknown' && !peer.attribute);
        if (doubt?.kind === 'unknown') return notKnown(undefined, expected, doubt.unknown);
        return failing(
          undefined,
          expected,
          `${String(protocol)} in ${[resource.address, path].filter(Boolean).join(' ')}`,
        );
      }),
    ]);
  },
  examples: {
    good: {
      'managed and empty': `
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id = aws_vpc.main.id
        }`,
      'explicitly empty': `
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id  = aws_vpc.main.id
          ingress = []
          egress  = null
        }`,
    },
    bad: {
      'left as AWS makes it': `
        resource "aws_vpc" "main" {}`,
      'open between its members': `
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id = aws_vpc.main.id
          ingress {
            protocol  = "-1"
            from_port = 0
            to_port   = 0
            self      = true
          }
        }`,
      'emptied, with a separate rule': `
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_vpc_security_group_egress_rule" "all" {
          security_group_id = aws_vpc.main.default_security_group_id
          ip_protocol       = "-1"
          cidr_ipv4         = "0.0.0.0/0"
        }`,
    },
    unknown: {
      'the default group of a VPC that a variable names': `
        variable "vpc" {}
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id = var.vpc
        }`,
      'rules of a variable without a value': `
        variable "rules" {}
        resource "aws_vpc" "main" {}
        resource "aws_default_security_group" "main" {
          vpc_id = aws_vpc.main.id
          dynamic "ingress" {
            for_each = var.rules
            content {
              self      = true
              protocol  = ingress.value
              from_port = 0
              to_port   = 0
            }
          }
        }`,
    },
  },
});
