import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { ruleTypes } from '../../../review/network/security-group-rules';
import { referrers, unknownReferrer } from '../support/referrers';

/** Resources that name a group without using it. */
const notMembers: ReadonlySet<string> = new Set([...ruleTypes.ingress, ...ruleTypes.egress]);

export const inUse = defineRule({
  id: 'security-group/in-use',
  aliases: ['SG-08'],
  title: 'Security groups should be attached to a resource',
  severity: 'low',
  why: 'An unused group may be attached to the next host in a hurry, with rules that nobody has reviewed since.',
  fix: 'Attach it with vpc_security_group_ids (security_groups), or remove it.',
  resources: ['aws_security_group'],
  check: (group, { graph }) => {
    if (referrers(graph, group).some(({ type }) => !notMembers.has(type))) return pass;
    const expected = 'a resource that uses the group';
    const unknown = unknownReferrer(graph, /^(vpc_)?security_groups?(_ids)?$/);
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      'a group of an instance, and one of a launch template': `
        resource "aws_security_group" "web" {}
        resource "aws_security_group" "nodes" {}
        resource "aws_instance" "web" {
          vpc_security_group_ids = [aws_security_group.web.id]
        }
        resource "aws_launch_template" "nodes" {
          network_interfaces {
            security_groups = [aws_security_group.nodes.id]
          }
        }`,
    },
    bad: {
      'a group that only another group names': `
        resource "aws_security_group" "web" {}
        resource "aws_security_group" "database" {}
        resource "aws_db_instance" "main" {
          vpc_security_group_ids = [aws_security_group.database.id]
        }
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id            = aws_security_group.database.id
          referenced_security_group_id = aws_security_group.web.id
        }`,
    },
    unknown: {
      'an instance whose groups are not known': `
        variable "groups" {}
        resource "aws_security_group" "web" {}
        resource "aws_instance" "web" {
          vpc_security_group_ids = var.groups
        }`,
    },
  },
});
