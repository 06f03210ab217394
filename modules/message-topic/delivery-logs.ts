import { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { KeyRef } from '../kms/key-ref';
import { LogGroup } from '../log-group/log-group';

/** SNS developer guide, Prerequisites for delivery status logging. */
const writing = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

interface DeliveryLogsProps {
  /** With `.fifo`, where it is FIFO. */
  readonly topicName: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly retentionDays: number;
}

/**
 * The logs of deliveries that failed, and the role with which SNS writes them (SNS developer guide, Amazon SNS message delivery status). SNS gives its log groups
 * their names, and would make them without a key and for ever.
 */
export class DeliveryLogs extends Construct {
  readonly roleArn: string;
  readonly nodes: { readonly role: Role; readonly failures: LogGroup };

  constructor(scope: Construct, id: string, props: DeliveryLogsProps) {
    super(scope, id);
    const { topicName, name, account, region, key, retentionDays } = props;
    const group = `sns/${region}/${account}/${topicName}/Failure`;
    const failures = new LogGroup(this, 'failures', { name: group, retentionDays, key });
    const role = new Role(this, 'role', {
      name: `${name}-delivery-logs`,
      description: `SNS writes which deliveries of the topic ${topicName} failed`,
      trust: {
        service: 'sns.amazonaws.com',
        sourceAccount: {
          off: true,
          reason:
            'AWS does not say that SNS names its account when it writes delivery logs; all that the role may do is write to one log group',
        },
      },
    });
    const { logGroupArn } = failures;
    role.addPolicy('write', [
      {
        ...{ Sid: 'WritesFailures', Effect: 'Allow', Action: writing },
        Resource: [logGroupArn, `${logGroupArn}:*`],
      },
    ]);
    this.nodes = { role, failures };
    this.roleArn = role.roleArn;
  }
}
