import type { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { list, map, matching, object, oneOf, optional } from '../props';

/** A rule group of AWS. */
export type ManagedRuleGroup =
  | 'AWSManagedRulesAmazonIpReputationList'
  | 'AWSManagedRulesAnonymousIpList'
  | 'AWSManagedRulesKnownBadInputsRuleSet'
  | 'AWSManagedRulesCommonRuleSet'
  | 'AWSManagedRulesAdminProtectionRuleSet'
  | 'AWSManagedRulesSQLiRuleSet'
  | 'AWSManagedRulesLinuxRuleSet'
  | 'AWSManagedRulesUnixRuleSet'
  | 'AWSManagedRulesWindowsRuleSet'
  | 'AWSManagedRulesPHPRuleSet'
  | 'AWSManagedRulesWordPressRuleSet';

/**
 * AWS's rule groups that need no subscription, with the place of each among the rules: cheap ones first. The numbers stay, so that another group moves none
 * (WAF developer guide, AWS Managed Rules rule groups list).
 */
const groups: Readonly<Record<ManagedRuleGroup, number>> = {
  AWSManagedRulesAmazonIpReputationList: 200,
  AWSManagedRulesAnonymousIpList: 210,
  AWSManagedRulesKnownBadInputsRuleSet: 300,
  AWSManagedRulesCommonRuleSet: 400,
  AWSManagedRulesAdminProtectionRuleSet: 410,
  AWSManagedRulesSQLiRuleSet: 420,
  AWSManagedRulesLinuxRuleSet: 430,
  AWSManagedRulesUnixRuleSet: 440,
  AWSManagedRulesWindowsRuleSet: 450,
  AWSManagedRulesPHPRuleSet: 460,
  AWSManagedRulesWordPressRuleSet: 470,
};

/** How a rule group of AWS is used. */
export interface ManagedRules {
  /**
   * A version, which AWS lets expire one day: `Version_1.3`. The IP lists have none.
   * @default AWS's current one
   */
  readonly version?: string;
  /**
   * `count`: its rules block nothing yet, and the log and the metrics tell what they would have blocked.
   * @default 'block'
   */
  readonly mode?: 'block' | 'count';
  /**
   * Single rules of the group that only count, by AWS's name: `SizeRestrictions_BODY`, which refuses uploads.
   * @default none
   */
  readonly countedRules?: readonly string[];
}

const source = 'WAF API reference, ManagedRuleGroupStatement';
const groupNames = Object.keys(groups) as ManagedRuleGroup[];

export const managedRules = map(
  'rule groups',
  oneOf(groupNames),
  object<ManagedRules>({
    version: optional(
      matching(/^[\w#:./-]{1,64}$/, 'a version, such as Version_1.3', { structure: true, source }),
      "AWS's current one",
    ),
    mode: optional(oneOf(['block', 'count']), "'block'"),
    countedRules: optional(
      list('rules', matching(/^[\w-]{1,128}$/, "a rule's name, such as SizeRestrictions_BODY", { structure: true }), {
        min: 1,
        max: 100,
        source,
      }),
      'none',
    ),
  }),
  { min: 1, max: groupNames.length },
);

/** Against whom is known to be bad, what is known to be bad, and the commonest attacks. */
export const defaultRules: Readonly<Partial<Record<ManagedRuleGroup, ManagedRules>>> = {
  AWSManagedRulesAmazonIpReputationList: {},
  AWSManagedRulesKnownBadInputsRuleSet: {},
  AWSManagedRulesCommonRuleSet: {},
};

/** The rules of a web ACL that are AWS's groups, each by its name. @param blocks whether any of them may block */
export function managedRulesOf(rules: Readonly<Record<string, ManagedRules>>, blocks: boolean): Wafv2WebAclRule[] {
  return groupNames.flatMap((name) => {
    const { version, mode = 'block', countedRules = [] } = rules[name] ?? {};
    if (!rules[name]) return [];
    const counted = [...countedRules].sort().map((rule) => ({ name: rule, action_to_use: { count: {} } }));
    return {
      name,
      priority: groups[name],
      overrideAction: blocks && mode === 'block' ? { none: {} } : { count: {} },
      // The provider takes any statement here, and CDKTF leaves its names as they are.
      statement: {
        managed_rule_group_statement: {
          ...{ name, vendor_name: 'AWS' },
          ...(version && { version }),
          ...(counted.length > 0 && { rule_action_override: counted }),
        },
      },
      visibilityConfig: visible(name),
    };
  });
}

/** Sampled requests show headers that the log redacts (WAF API reference, VisibilityConfig), to whoever may look at the web ACL. */
export function visible(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
