import { eachBlock, type Block } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { isAbsent, step, Unknown } from '../../../review/model/value';

const expected = 'a rule with AWSManagedRulesKnownBadInputsRuleSet';

/** A rule that only counts lets everything through. */
function counts({ path, values }: Block): readonly Verdict[] {
  return ['action', 'override_action'].flatMap((name): Verdict[] => {
    const action = step(values, name);
    if (action instanceof Unknown) return [notKnown(`${path}.${name}`, 'an action that blocks', action)];
    const isCount = !isAbsent(step(action, 'count'));
    return isCount ? [failing(`${path}.${name}`, 'an action that blocks', 'count')] : [];
  });
}

function isKnownBadInputs({ values }: Block): boolean {
  const group = step(step(values, 'statement'), 'managed_rule_group_statement');
  return step(group, 'name') === 'AWSManagedRulesKnownBadInputsRuleSet' && step(group, 'vendor_name') === 'AWS';
}

export const knownBadInputs = defineRule({
  id: 'waf/known-bad-inputs',
  aliases: ['WAF-01'],
  title: 'Web ACLs block, known exploits too',
  severity: 'medium',
  why: 'A web ACL without rules, or whose rules only count, looks like protection and lets everything through: Log4j lookups and the like reach the application.',
  fix: 'Add a rule with managed_rule_group_statement AWSManagedRulesKnownBadInputsRuleSet of AWS, and override_action { none {} } in place of count.',
  resources: ['aws_wafv2_web_acl'],
  check: (acl) => {
    const rules = eachBlock(acl, 'rule');
    if (rules instanceof Unknown) return notKnown('rule', expected, rules);
    const json = acl.at('rule_json');
    if (rules.length === 0 && !isAbsent(json)) {
      const doubt = json instanceof Unknown ? json : undefined;
      const isThere = asText(json).includes('AWSManagedRulesKnownBadInputsRuleSet');
      if (doubt) return notKnown('rule_json', expected, doubt);
      return isThere ? all([]) : failing('rule_json', expected, 'none');
    }
    const found = rules.some(isKnownBadInputs);
    return all([
      ...rules.flatMap(counts),
      ...(found ? [] : [failing('rule', expected, rules.length > 0 ? 'others only' : 'none')]),
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
