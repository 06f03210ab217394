import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';

export const logs = defineRule({
  id: 'waf/logs',
  aliases: ['WAF-02'],
  title: 'WAF web ACLs should have logging enabled',
  severity: 'medium',
  why: 'Without logs, nobody sees attacks that the rules allow or customers that they block.',
  fix: 'Add an aws_wafv2_web_acl_logging_configuration with resource_arn of the web ACL. The name of its destination has to begin with aws-waf-logs-.',
  resources: ['aws_wafv2_web_acl'],
  check: (acl, { graph }) => {
    const { found, unknown } = graph.children(acl, 'aws_wafv2_web_acl_logging_configuration', 'resource_arn');
    if (found.length > 0) return pass;
    const expected = 'an aws_wafv2_web_acl_logging_configuration';
    return unknown ? notKnown(undefined, expected, unknown) : failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      logged: `
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_wafv2_web_acl_logging_configuration" "main" {
          resource_arn = aws_wafv2_web_acl.main.arn
        }`,
    },
    bad: {
      none: `
        resource "aws_wafv2_web_acl" "main" {}`,
      'of another web ACL': `
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_wafv2_web_acl" "other" {}
        resource "aws_wafv2_web_acl_logging_configuration" "other" {
          resource_arn = aws_wafv2_web_acl.other.arn
        }`,
    },
    unknown: {
      'of a resource that a variable names': `
        variable "acl" {}
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_wafv2_web_acl_logging_configuration" "main" {
          resource_arn = var.acl
        }`,
    },
  },
});
