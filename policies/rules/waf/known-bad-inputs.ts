import { eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown } from '../../../review/engine/verdict';
import { some } from '../../../review/iam/three-valued-logic';
import { asText } from '../../../review/model/configuration/text';
import { isAbsent, Unknown } from '../../../review/model/value';
import { counts, isKnownBadInputs, overrides } from './managed-rule-group';

const expected = 'a rule with AWSManagedRulesKnownBadInputsRuleSet';

export const knownBadInputs = defineRule({
  id: 'waf/known-bad-inputs',
  aliases: ['WAF-01'],
  title: 'WAF web ACLs should block requests, including known bad inputs',
  severity: 'medium',
  why: 'A web ACL without rules, or with rules that only count, blocks nothing. Exploits such as Log4j lookups reach the application.',
  fix: 'Add a rule with managed_rule_group_statement AWSManagedRulesKnownBadInputsRuleSet of vendor AWS, and override_action { none {} } instead of count.',
  resources: ['aws_wafv2_web_acl'],
  optOuts: ['blocking'],
  check: (acl) => {
    const rules = eachBlock(acl, 'rule');
    if (rules instanceof Unknown) return notKnown('rule', expected, rules);
    const json = acl.at('rule_json');
    if (rules.length === 0 && !isAbsent(json)) {
      const doubt = json instanceof Unknown ? json : undefined;
      const isThere = String(asText(json)).includes('AWSManagedRulesKnownBadInputsRuleSet');
      if (doubt) return notKnown('rule_json', expected, doubt);
      return isThere ? all([]) : failing('rule_json', expected, 'none');
    }
    const found = some(rules, isKnownBadInputs);
    return all([
      ...rules.flatMap(counts),
      ...rules.filter((rule) => isKnownBadInputs(rule) === true).flatMap(overrides),
      ...(found instanceof Unknown ? [notKnown('rule', expected, found)] : []),
      ...(found === false ? [failing('rule', expected, rules.length > 0 ? 'others only' : 'none')] : []),
    ]);
  },
  examples: {
    good: {
      'the group, and a rule that limits rates': `
        resource "aws_wafv2_web_acl" "main" {
          rule {
            name = "known-bad-inputs"
            override_action {
              none {}
            }
            statement {
              managed_rule_group_statement {
                name        = "AWSManagedRulesKnownBadInputsRuleSet"
                vendor_name = "AWS"
              }
            }
          }
          rule {
            name = "rate"
            action {
              block {}
            }
            statement {
              rate_based_statement {
                limit = 1000
              }
            }
          }
        }`,
    },
    bad: {
      'a rule of the group that only counts': `
        resource "aws_wafv2_web_acl" "main" {
          rule {
            name = "known-bad-inputs"
            override_action {
              none {}
            }
            statement {
              managed_rule_group_statement {
                name        = "AWSManagedRulesKnownBadInputsRuleSet"
                vendor_name = "AWS"
                rule_action_override {
                  name = "Log4JRCE_HEADER"
                  action_to_use {
                    count {}
                  }
                }
              }
            }
          }
        }`,
      'no rules': `
        resource "aws_wafv2_web_acl" "main" {}`,
      'other rules only': `
        resource "aws_wafv2_web_acl" "main" {
          rule {
            name = "rate"
            action {
              block {}
            }
            statement {
              rate_based_statement {
                limit = 1000
              }
            }
          }
        }`,
      'the group, counting': `
        resource "aws_wafv2_web_acl" "main" {
          rule {
            name = "known-bad-inputs"
            override_action {
              count {}
            }
            statement {
              managed_rule_group_statement {
                name        = "AWSManagedRulesKnownBadInputsRuleSet"
                vendor_name = "AWS"
              }
            }
          }
        }`,
    },
    unknown: {
      'rules of a variable without a value': `
        variable "rules" {}
        resource "aws_wafv2_web_acl" "main" {
          dynamic "rule" {
            for_each = var.rules
            content {
              name = rule.value
            }
          }
        }`,
    },
  },
});
