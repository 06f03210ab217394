import { Wafv2WebAcl, type Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import { inRegion } from '../in-region';
import { assertUsEast1, usEast1 } from '../in-region/us-east-1';
import { isOn } from '../opt-out';
import { arn, assertProp, checkProps, isKnown, matching } from '../props';
import { defaultRules, managedRulesOf, visible } from './managed-rules';
import { FirewallLogs } from './web-acl-logs';
import { webAclProps, type RateLimit, type WebAclProps } from './web-acl-props';
import type { WebAclRef } from './web-acl-ref';

const association = {
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, 'up to 63 of a-z, 0-9 and -, a letter first', { structure: true }),
  loadBalancerArn: arn('an application load balancer', 'elasticloadbalancing', /^loadbalancer\/app\/[\w-]+\/\w+$/),
};

/**
 * A web ACL of WAF: it lets requests pass that no rule matches, limits the rate of each address, and has AWS's rule groups, with a log and an alarm.
 *
 * Rules that are new count first: give a group `mode: 'count'`, read in the log what it would have blocked, and let it block. The rule
 * `waf/known-bad-inputs` finds what only counts, so a waiver says until when.
 *
 * Behind a distribution every request has an address of CloudFront: there the web ACL belongs to the distribution.
 */
export class WebAcl extends Construct implements WebAclRef {
  static readonly props = webAclProps;
  readonly webAclArn: string;
  readonly logGroupName: string;
  readonly nodes: { readonly webAcl: Wafv2WebAcl; readonly alarm: MetricAlarm };

  /** @throws PropsError for props that WAF refuses, and for a provider, key or topic of another region than that of the scope. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebAclProps,
  ) {
    super(scope, id);
    checkProps(this, webAclProps, props);
    const { name, account, logs, optOuts } = props;
    const region = this.place();

    const webAcl = new Wafv2WebAcl(this, 'web-acl', {
      name,
      description: `Requests to ${name}`,
      scope: 'regional' in props.scope ? 'REGIONAL' : 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
    });
    const blocks = isOn(webAcl, 'blocking', optOuts?.blocking);
    const groups = managedRulesOf(props.managedRules ?? defaultRules, blocks);
    webAcl.putRule([rateRule(props.rateLimit, blocks), ...groups]);
    const firewallLogs = new FirewallLogs(this, 'logs', { webAcl, name, account, region, ...logs });

    this.webAclArn = webAcl.arn;
    this.logGroupName = firewallLogs.logGroup.logGroupName;
    this.nodes = { webAcl, alarm: this.addAlarm() };
  }

  /**
   * Protects a load balancer, under a name that stays.
   *
   * @throws PropsError for a web ACL of CloudFront, which a distribution names itself.
   */
  associate(name: string, loadBalancerArn: string): void {
    checkProps(this, association, { name, loadBalancerArn });
    const isRegional = 'regional' in this.props.scope;
    assertProp(this, 'scope', isRegional, 'regional, for a load balancer', 'cloudfront');
    new Wafv2WebAclAssociation(this, `association-${name}`, {
      resourceArn: loadBalancerArn,
      webAclArn: this.webAclArn,
    });
  }

  /** The region of everything here. */
  private place(): string {
    const { scope, logs, alarms } = this.props;
    const region = 'regional' in scope ? scope.regional : usEast1;
    if ('cloudfront' in scope) {
      assertUsEast1(this, scope.cloudfront, alarms.topic.topicArn);
      inRegion(this, scope.cloudfront);
    }
    for (const [prop, found] of [
      ['logs.key.keyArn', logs.key.keyArn],
      ['alarms.topic.topicArn', alarms.topic.topicArn],
    ] as const) {
      const isThere = !isKnown(found) || found.split(':')[3] === region;
      assertProp(this, prop, isThere, `an ARN of ${region}, where the web ACL is`, found);
    }
    return region;
  }

  private addAlarm(): MetricAlarm {
    const { name, scope, alarms } = this.props;
    const { topic, blockedRequests = 1000 } = alarms;
    return new MetricAlarm(this, 'blocked', {
      name: `waf-${name}-blocked-requests`,
      description: `The web ACL ${name} blocks ${blockedRequests} requests in 5 minutes or more. Its log aws-waf-logs-${name} tells which rule: an attack, or people whom it keeps out.`,
      metric: {
        namespace: 'AWS/WAFV2',
        metricName: 'BlockedRequests',
        // Without a region at the edge (WAF developer guide, AWS WAF metrics and dimensions).
        dimensions: { WebACL: name, Rule: 'ALL', ...('regional' in scope && { Region: scope.regional }) },
        statistic: 'Sum',
        periodSeconds: 300,
      },
      ...{ threshold: blockedRequests, comparisonOperator: 'GreaterThanOrEqualToThreshold', evaluationPeriods: 1 },
      // Without a blocked request there is no data.
      treatMissingData: 'notBreaching',
      topic,
    });
  }
}

function rateRule({ requests, windowSeconds = 300 }: RateLimit, blocks: boolean): Wafv2WebAclRule {
  const rate = { limit: requests, evaluation_window_sec: windowSeconds, aggregate_key_type: 'IP' };
  return {
    name: 'rate-per-address',
    priority: 100,
    action: blocks ? { block: {} } : { count: {} },
    statement: { rate_based_statement: rate },
    visibilityConfig: visible('rate-per-address'),
  };
}
