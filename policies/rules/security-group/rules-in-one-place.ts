import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';
import { groupTypes, rulesOfGroup } from '../../../review/network/security-group-rules';

export const rulesInOnePlace = defineRule({
  id: 'security-group/rules-in-one-place',
  aliases: ['SG-09'],
  title: 'Security group rules should be either all inline or all separate resources',
  severity: 'medium',
  why: 'Inline rules remove the rules of separate resources at each apply, which add them again. Traffic is interrupted with every deployment, and the plan does not show what is open.',
  fix: 'Move the inline ingress and egress blocks to aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule.',
  resources: groupTypes,
  check: (group, { graph }) => {
    // For an existing group, a plan lists the rules of rule resources as inline rules.
    if (group.change && !group.change.actions.includes('create')) return [];
    const { rules, unknown } = rulesOfGroup(graph, group);
    const verdicts = (['ingress', 'egress'] as const).map((direction) => {
      const inline = group.at(direction);
      const [separate] = rules.filter((rule) => rule.direction === direction && rule.resource !== group);
      const expected = 'no inline rules next to rule resources';
      // An empty list counts: it removes all other rules.
      if (isAbsent(inline)) return pass;
      if (separate && inline instanceof Unknown) return notKnown(direction, expected, inline);
      if (separate) return failing(direction, expected, `both, with ${separate.resource.address}`);
      return unknown ? notKnown(direction, expected, unknown) : pass;
    });
    return all(verdicts);
  },
  examples: {
    good: {
      'inline ingress, separate egress': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_vpc_security_group_egress_rule" "self" {
          security_group_id            = aws_security_group.web.id
          ip_protocol                  = "-1"
          referenced_security_group_id = aws_security_group.web.id
        }`,
    },
    bad: {
      'both ways': `
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_security_group_rule" "redirect" {
          type              = "ingress"
          security_group_id = aws_security_group.web.id
          protocol          = "tcp"
          from_port         = 80
          to_port           = 80
          cidr_blocks       = ["0.0.0.0/0"]
        }`,
      'an empty list, which removes the others': `
        resource "aws_security_group" "web" {
          egress = []
        }
        resource "aws_vpc_security_group_egress_rule" "all" {
          security_group_id = aws_security_group.web.id
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
          cidr_ipv4         = "0.0.0.0/0"
        }`,
    },
    unknown: {
      'a rule of a group that a variable names': `
        variable "group" {}
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_vpc_security_group_ingress_rule" "some" {
          security_group_id = var.group
          ip_protocol       = "tcp"
          from_port         = 80
          to_port           = 80
          cidr_ipv4         = "0.0.0.0/0"
        }`,
    },
  },
});
