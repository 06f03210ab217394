import { PipesPipe } from '@cdktf/provider-aws/lib/pipes-pipe';
import type { Construct } from 'constructs';
import { Role } from '../iam/role';
import { openToPipes } from '../kms/open-key';
import type { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import { DeadLetterQueue } from '../queue/dead-letter-queue';
import { GrantingPipe } from './granting-pipe';
import { ImportedPipe } from './imported-pipe';
import { addPipeAlarms } from './pipe-alarms';
import { PipeLogs } from './pipe-logs';
import { pipeProps, type PipeProps } from './pipe-props';
import type { PipeRef } from './pipe-ref';
import { readingOf, sourceArn, sourceParameters } from './pipe-source';
import { sendingTo, targetArn, targetParameters } from './pipe-target';

/**
 * A pipe of EventBridge: what is in a queue, or changes in a table, goes to a queue, an event bus or a function, filtered and in batches. Its role reads that source, sends
 * to that target, and does nothing else. Its errors are logged and told of.
 */
export class Pipe extends GrantingPipe implements PipeRef {
  static readonly props = pipeProps;
  readonly pipeName: string;
  readonly pipeArn: string;
  /** Of a stream: which records could not be sent. They are in the stream for 24 hours. */
  readonly deadLetterQueue?: DeadLetterQueue;
  readonly nodes: { readonly pipe: PipesPipe; readonly role: Role; readonly logGroup: LogGroup };

  /** @throws PropsError for props that EventBridge refuses, for a table without a stream, and for a batch that the source or the target cannot have. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipeProps,
  ) {
    super(scope, id);
    checkProps(this, pipeProps, props);
    this.assertSource();
    this.assertTarget();
    const { name, description, account, region, key, source, target, logRetentionDays } = props;
    openToPipes(key, { account, region });
    const deadLetterQueue = 'table' in source ? this.addDeadLetterQueue() : undefined;
    if (deadLetterQueue) this.deadLetterQueue = deadLetterQueue;
    const { logGroup, policy: logPolicy } = new PipeLogs(this, 'logs', {
      ...{ name, account, region, key, retentionDays: logRetentionDays },
    });
    const role = this.addRole();
    const policy = role.addPolicy('run', [
      ...readingOf(source),
      sendingTo(target),
      // The key's policy lets it do the rest for pipes.
      { Sid: 'DescribesKey', Effect: 'Allow', Action: 'kms:DescribeKey', Resource: key.keyArn },
      ...(deadLetterQueue
        ? [
            {
              Sid: 'KeepsFailures',
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Resource: deadLetterQueue.queueArn,
            } as const,
          ]
        : []),
    ]);
    const parameters = targetParameters(target);
    const pipe = new PipesPipe(this, 'pipe', {
      ...{ name, description, desiredState: 'RUNNING', roleArn: role.roleArn, kmsKeyIdentifier: key.keyArn },
      ...{ source: sourceArn(source), sourceParameters: sourceParameters(source, deadLetterQueue) },
      ...{ target: targetArn(target), ...(parameters && { targetParameters: parameters }) },
      logConfiguration: { level: 'ERROR', cloudwatchLogsLogDestination: { logGroupArn: logGroup.logGroupArn } },
      tags: { Name: name },
      dependsOn: [policy, logPolicy],
    });
    this.nodes = { pipe, role, logGroup };
    this.pipeName = name;
    this.pipeArn = pipe.arn;
    const { topic, failedExecutions = 0 } = props.alarms;
    addPipeAlarms(this, { name, topic, failedExecutions });
  }

  /** A pipe of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: PipeRef): ImportedPipe {
    return new ImportedPipe(scope, id, ref);
  }

  protected get granting(): PipeRef {
    return this;
  }

  /** Pipes take no FIFO queue for dead letters (EventBridge user guide, Amazon EventBridge Pipes error handling and troubleshooting). */
  private addDeadLetterQueue(): DeadLetterQueue {
    const { name, account, region, key, alarms, optOuts } = this.props;
    return new DeadLetterQueue(this, 'dead-letter-queue', {
      ...{ name: `${name}-failed-records`, account, region, key, alarms: { topic: alarms.topic } },
      ...(optOuts && { optOuts }),
    });
  }

  private addRole(): Role {
    const { name, account } = this.props;
    return new Role(this, 'role', {
      name: `${name}-pipe`,
      description: `EventBridge runs the pipe ${name}`,
      trust: { service: 'pipes.amazonaws.com', sourceAccount: account },
    });
  }

  private assertSource(): void {
    const { source, target } = this.props;
    if ('table' in source) {
      const { streamArn } = source.table;
      assertProp(this, 'source.table.streamArn', streamArn !== undefined, 'a table with a stream', streamArn);
    }
    const { batchSize = 1, batchSeconds } = source;
    const most =
      'functionArn' in target && !('queue' in source && source.queue.queueName.endsWith('.fifo')) ? 10_000 : 10;
    const expected = `up to ${most}, which is what the source and the target can have`;
    assertProp(this, 'source.batchSize', batchSize <= most, expected, batchSize);
    const waits = !('queue' in source) || batchSize <= 10 || batchSeconds !== undefined;
    assertProp(
      this,
      'source.batchSeconds',
      waits,
      'a time, for more than 10 messages of a queue at once',
      batchSeconds,
    );
    const isFifo = 'queue' in source && source.queue.queueName.endsWith('.fifo');
    const fits = !isFifo || batchSeconds === undefined;
    assertProp(this, 'source.batchSeconds', fits, 'nothing, since the queue is FIFO', batchSeconds);
  }

  private assertTarget(): void {
    const { target } = this.props;
    if (!('queue' in target)) return;
    const { messageGroupId, messageDeduplicationId } = target;
    const isFifo = target.queue.queueName.endsWith('.fifo');
    const expected = isFifo ? 'a message group, since the queue is FIFO' : 'nothing, since the queue is standard';
    assertProp(this, 'target.messageGroupId', isFifo === (messageGroupId !== undefined), expected, messageGroupId);
    const fits = isFifo || messageDeduplicationId === undefined;
    assertProp(this, 'target.messageDeduplicationId', fits, expected, messageDeduplicationId);
  }
}
