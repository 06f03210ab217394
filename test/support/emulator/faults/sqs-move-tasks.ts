import { json, jsonError } from '../answer';
import { otherCall } from '../call';
import type { Fault } from '../fault';

/** SQS API reference, ListMessageMoveTasks. */
interface MoveTask {
  readonly TaskHandle: string;
  readonly Status: 'COMPLETED';
  readonly SourceArn: string;
  readonly ApproximateNumberOfMessagesMoved: number;
  readonly ApproximateNumberOfMessagesToMove: number;
  readonly StartedTimestamp: number;
}

/** What a dead-letter queue has goes back to the queue that it is of, before the answer. */
export function moveTasks(): Fault {
  const tasks: MoveTask[] = [];
  return {
    service: 'sqs',
    fault: 'moves no messages from a dead-letter queue',
    answers: {
      StartMessageMoveTask: async (call, next) => {
        const { SourceArn } = call.json;
        const QueueName = SourceArn.split(':').at(-1);
        const ask: Ask = async (operation, parameters) =>
          JSON.parse((await next(otherCall(call, operation, parameters))).body.toString() || '{}');
        const { QueueUrl } = await ask('GetQueueUrl', { QueueName });
        const { queueUrls = [] } = QueueUrl ? await ask('ListDeadLetterSourceQueues', { QueueUrl }) : {};
        const [source] = queueUrls;
        if (!source)
          return jsonError(
            'com.amazonaws.sqs#ResourceNotFoundException',
            'The resource that you specified was not found.',
          );
        const moved = await move(ask, QueueUrl, source);
        const TaskHandle = Buffer.from(`${SourceArn} ${tasks.length}`).toString('base64');
        tasks.unshift({
          ...{ TaskHandle, Status: 'COMPLETED', SourceArn, StartedTimestamp: 0 },
          ...{ ApproximateNumberOfMessagesMoved: moved, ApproximateNumberOfMessagesToMove: moved },
        });
        return json({ TaskHandle });
      },
      ListMessageMoveTasks: ({ json: { SourceArn, MaxResults = 1 } }) =>
        json({ Results: tasks.filter((task) => task.SourceArn === SourceArn).slice(0, MaxResults) }),
    },
    isThere: async (moto) => {
      const SourceArn = 'arn:aws:sqs:eu-west-1:111122223333:dead';
      return (await moto.json('sqs', 'AmazonSQS.StartMessageMoveTask', { SourceArn })).status === 500;
    },
  };
}

type Ask = (operation: string, parameters: Record<string, unknown>) => Promise<Record<string, any>>;

async function move(ask: Ask, from: string, to: string): Promise<number> {
  for (let moved = 0; ;) {
    const { Messages = [] } = await ask('ReceiveMessage', {
      QueueUrl: from,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 0,
    });
    if (Messages.length === 0) return moved;
    for (const { Body, ReceiptHandle } of Messages) {
      await ask('SendMessage', { QueueUrl: to, MessageBody: Body });
      await ask('DeleteMessage', { QueueUrl: from, ReceiptHandle });
      moved++;
    }
  }
}
