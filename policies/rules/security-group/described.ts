import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, type Verdict } from '../../../review/engine/verdict';
import { isAbsent, Text, Unknown, type Value } from '../../../review/model/value';
import { placeOf } from '../../../review/network/openings';
import { rulesWrittenIn, ruleTypes } from '../../../review/network/security-group-rules';

const expected = 'a description of its purpose';

function judge(path: string, value: Value | undefined): readonly Verdict[] {
  if (value instanceof Unknown) return value.text ? [] : [notKnown(path, expected, value)];
  const isSaid =
    value instanceof Text || (typeof value === 'string' && value.trim() !== '' && value !== 'Managed by Terraform');
  return isSaid ? [] : [fail(path, expected, isAbsent(value) ? undefined : value)];
}

export const described = defineRule({
  id: 'security-group/described',
  aliases: ['SG-07'],
  title: 'Security groups and their rules should have a description',
  severity: 'low',
  why: 'A rule that nobody can explain is never removed, because something may need it.',
  fix: 'Set description on the group and on each rule: which source, and for what purpose.',
  resources: [...new Set([...ruleTypes.ingress, ...ruleTypes.egress])],
  check: (resource, { graph }) =>
    all([
      // Changing the description of a group replaces it: the default is the provider's.
      ...(resource.type === 'aws_security_group'
        ? judge('description', resource.at('description') ?? 'Managed by Terraform')
        : []),
      ...rulesWrittenIn(graph, resource).flatMap((rule) => judge(placeOf(rule, 'description'), rule.description)),
    ]),
  examples: {
    good: {
      'a group, a rule in it and a separate one': `
        resource "aws_security_group" "web" {
          description = "Load balancer of the shop"
          ingress {
            description = "Customers"
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_vpc_security_group_egress_rule" "app" {
          description                  = "Application"
          security_group_id            = aws_security_group.web.id
          ip_protocol                  = "tcp"
          from_port                    = 8443
          to_port                      = 8443
          referenced_security_group_id = aws_security_group.web.id
        }`,
    },
    bad: {
      'a group with the provider’s default': `
        resource "aws_security_group" "web" {}`,
      'a rule without one': `
        resource "aws_security_group" "web" {
          description = "Load balancer of the shop"
          ingress {
            description = ""
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "purpose" {}
        resource "aws_security_group" "web" {
          description = var.purpose
        }`,
    },
  },
});
