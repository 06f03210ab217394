import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import { logDeliveryPolicy } from '../log-group/log-delivery';
import { LogGroup } from '../log-group/log-group';

interface PipeLogsProps {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly retentionDays: number;
}

/**
 * The log of a pipe's errors, without what was sent: EventBridge does not redact it (EventBridge user guide, Including execution data in EventBridge Pipes logs). The log
 * delivery of AWS writes it (CloudWatch Logs user guide, Logs sent to CloudWatch Logs).
 */
export class PipeLogs extends Construct {
  readonly logGroup: LogGroup;
  readonly policy: CloudwatchLogResourcePolicy;

  constructor(scope: Construct, id: string, props: PipeLogsProps) {
    super(scope, id);
    const { name, key, retentionDays } = props;
    this.logGroup = new LogGroup(this, 'log', { name: `/aws/vendedlogs/pipes/${name}`, retentionDays, key });
    this.policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: `pipes-${name}`,
      policyDocument: logDeliveryPolicy('LogDelivery', `${this.logGroup.logGroupArn}:*`, props),
    });
  }
}
