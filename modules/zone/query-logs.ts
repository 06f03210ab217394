import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Route53QueryLog } from '@cdktf/provider-aws/lib/route53-query-log';
import type { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { Key } from '../kms/key';
import { LogGroup } from '../log-group/log-group';
import { usEast1 } from '../in-region/us-east-1';

export interface QueryLogsProps {
  readonly zone: Route53Zone;
  readonly zoneName: string;
  readonly account: string;
  readonly retentionDays: number;
}

/**
 * The log of what is asked of a public zone, in us-east-1 as Route 53 requires, encrypted. The policy admits Route 53 for this zone alone
 * (Route 53 API reference, CreateQueryLoggingConfig); CloudWatch Logs has room for ten such policies in a region.
 */
export class QueryLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, { zone, zoneName, account, retentionDays }: QueryLogsProps) {
    super(scope, id);
    const key = new Key(this, 'key', {
      purpose: `DNS query logs of ${zoneName}`,
      alias: `terrace/query-logs/${zoneName.replaceAll('.', '-')}`,
      account,
      region: usEast1,
    });
    const group = new LogGroup(this, 'log', { name: `/aws/route53/${zoneName}`, retentionDays, key });
    const policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: `route53-query-logs-${zoneName.replaceAll('.', '-')}`,
      policyDocument: policyDocument([
        {
          Sid: 'Route53WritesQueryLogs',
          Effect: 'Allow',
          Principal: { Service: 'route53.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${group.logGroupArn}:*`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnEquals: { 'aws:SourceArn': zone.arn },
          },
        },
      ]),
    });
    new Route53QueryLog(this, 'query-log', {
      zoneId: zone.zoneId,
      cloudwatchLogGroupArn: group.logGroupArn,
      // Route 53 tries to write when the log is made.
      dependsOn: [policy],
    });
    this.logGroupName = group.logGroupName;
  }
}
