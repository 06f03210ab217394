import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { openToLogs } from '../kms/open-key';
import { checkProps, matching, oneOfNumbers, type Description } from '../props';

/** Retentions that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export interface LogGroupProps {
  /** The group's name: `/dev/flow-logs`. */
  readonly name: string;
  /** How long events are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
  /** The key that encrypts the group. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
}

export const logRetention = oneOfNumbers('days', logRetentionDays, {
  source: 'CloudWatch Logs API reference, PutRetentionPolicy, retentionInDays',
});

const logGroupProps: Description<LogGroupProps> = {
  name: matching(/^[\w./#-]{1,512}$/, '1 to 512 letters, digits and ._-/#', {
    source: 'CloudWatch Logs API reference, CreateLogGroup, logGroupName',
  }),
  retentionDays: logRetention,
  key: keyRef,
};

/** An encrypted CloudWatch log group that forgets on time. */
export class LogGroup extends Construct {
  static readonly props = logGroupProps;
  /** The group's ARN, without the trailing `:*`. */
  readonly logGroupArn: string;
  readonly logGroupName: string;
  readonly nodes: { readonly logGroup: CloudwatchLogGroup };

  /** @throws PropsError for props that CloudWatch Logs refuses. */
  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    checkProps(this, logGroupProps, props);
    openToLogs(props.key);
    const logGroup = new CloudwatchLogGroup(this, 'log-group', {
      name: props.name,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.key.keyArn,
    });
    this.nodes = { logGroup };
    this.logGroupArn = logGroup.arn;
    this.logGroupName = logGroup.name;
  }
}
