import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { isList, Unknown } from '../../../review/model/value';

const expected = 'a subnet';

export const aclInUse = defineRule({
  id: 'vpc/acl-in-use',
  aliases: ['NET-06'],
  title: 'Network ACLs should be associated with a subnet',
  severity: 'low',
  why: 'An ACL without a subnet filters nothing, although its rules suggest otherwise.',
  fix: 'Set subnet_ids, add an aws_network_acl_association, or remove the ACL.',
  resources: ['aws_network_acl'],
  check: (acl, { graph }) => {
    const subnets = acl.at('subnet_ids');
    if (isList(subnets) && subnets.length > 0) return pass;
    const { found, unknown } = graph.children(acl, 'aws_network_acl_association', 'network_acl_id');
    if (found.length > 0) return pass;
    const doubt = subnets instanceof Unknown ? subnets : unknown;
    return doubt ? notKnown('subnet_ids', expected, doubt) : fail('subnet_ids', expected, subnets);
  },
  examples: {
    good: {
      'either way': `
        resource "aws_subnet" "a" {}
        resource "aws_network_acl" "one" {
          subnet_ids = [aws_subnet.a.id]
        }
        resource "aws_network_acl" "other" {}
        resource "aws_network_acl_association" "other" {
          network_acl_id = aws_network_acl.other.id
          subnet_id      = aws_subnet.a.id
        }`,
    },
    bad: {
      none: `
        resource "aws_network_acl" "main" {
          subnet_ids = []
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "subnets" {}
        resource "aws_network_acl" "main" {
          subnet_ids = var.subnets
        }`,
    },
  },
});
