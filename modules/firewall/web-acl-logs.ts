import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import type { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';
import { logDeliveryPolicy } from '../log-group/log-delivery';
import { LogGroup } from '../log-group/log-group';
import type { WebAclLogs } from './web-acl-props';

export interface FirewallLogsProps extends WebAclLogs {
  readonly webAcl: Wafv2WebAcl;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The log of a web ACL, without what signs a user in. WAF writes only to a group whose name begins with `aws-waf-logs-`, through the log delivery of AWS
 * (WAF developer guide, Sending protection pack (web ACL) traffic logs to an Amazon CloudWatch Logs log group).
 */
export class FirewallLogs extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: FirewallLogsProps) {
    super(scope, id);
    const { webAcl, name, key, retentionDays, requests = 'matched' } = props;
    this.logGroup = new LogGroup(this, 'log', { name: `aws-waf-logs-${name}`, retentionDays, key });
    const policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: `aws-waf-logs-${name}`,
      policyDocument: logDeliveryPolicy('LogDelivery', `${this.logGroup.logGroupArn}:*`, props),
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [this.logGroup.logGroupArn],
      redactedFields: ['authorization', 'cookie'].map((header) => ({ singleHeader: { name: header } })),
      ...(requests === 'matched' && { loggingFilter: matched }),
      dependsOn: [policy],
    });
  }
}

/** `EXCLUDED_AS_COUNT`: a rule of a group that only counts. */
const matched = {
  defaultBehavior: 'DROP',
  filter: [
    {
      behavior: 'KEEP',
      requirement: 'MEETS_ANY',
      condition: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({ actionCondition: { action } })),
    },
  ],
};
