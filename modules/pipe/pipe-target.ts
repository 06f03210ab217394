import type { PipesPipeTargetParameters } from '@cdktf/provider-aws/lib/pipes-pipe';
import { eventBusRef, type EventBusRef } from '../event-bus/event-bus-ref';
import type { PolicyStatement } from '../iam/policy-statement';
import { arn, matching, object, optional, text, union } from '../props';
import { queueRef, type QueueRef } from '../queue/queue-ref';

interface Transformed {
  /**
   * What is sent, as a template: `{"id": <$.body.id>}`. 1 to 8192 characters.
   * @default the message or record with its metadata
   */
  readonly inputTemplate?: string;
}

/** A queue that is sent a message for each. */
export interface PipeQueueTarget extends Transformed {
  readonly queue: QueueRef;
  /**
   * The message group of a FIFO queue, which needs one; the same for all, or a path into each: `$.dynamodb.Keys.id.S`.
   * @default none: the queue is standard
   */
  readonly messageGroupId?: string;
  /**
   * What counts as the same message for a FIFO queue without content-based deduplication: `$.eventID`.
   * @default the queue's content-based deduplication
   */
  readonly messageDeduplicationId?: string;
}

/** An event bus that an event is put on for each. */
export interface PipeBusTarget extends Transformed {
  readonly eventBus: EventBusRef;
  /** Who puts the event, for the rules of the bus: `shop.orders`. */
  readonly source: string;
  /** What the event says happened: `order changed`. */
  readonly detailType: string;
}

/** A Lambda function that is called with each batch, and answers before the batch counts as sent. It may say which of them failed. */
export interface PipeFunctionTarget extends Transformed {
  /** The function's ARN, best that of an alias: `arn:aws:lambda:…:function:orders:live`. */
  readonly functionArn: string;
}

export type PipeTarget = PipeQueueTarget | PipeBusTarget | PipeFunctionTarget;

const api = 'EventBridge Pipes API reference';
const inputTemplate = optional(
  matching(/^[^]{1,8192}$/, 'a template of 1 to 8192 characters', { source: `${api}, PipeTargetParameters` }),
  'the message or record with its metadata',
);
const fifoText = (member: string) =>
  matching(
    /^(\$\.[\w.[\]*/-]{1,98}|[\w.:/=+@-]{1,100})$/,
    'up to 100 letters, digits and _.:/=+@-, or a path such as $.eventID',
    {
      structure: true,
      source: `${api}, PipeTargetSqsQueueParameters, ${member}`,
    },
  );
const bus = `${api}, PipeTargetEventBridgeEventBusParameters`;

export const pipeTarget = union<PipeTarget>('a target', {
  queue: object<PipeQueueTarget>({
    queue: queueRef,
    messageGroupId: optional(fifoText('MessageGroupId'), 'none: the queue is standard'),
    messageDeduplicationId: optional(fifoText('MessageDeduplicationId'), "the queue's content-based deduplication"),
    inputTemplate,
  }),
  eventBus: object<PipeBusTarget>({
    eventBus: eventBusRef,
    source: matching(/^(?!aws\.)[\w./-]{1,256}$/, 'a source such as shop.orders, and none of AWS', {
      structure: true,
      source: bus,
    }),
    detailType: text('1 to 128 printable characters', (found) => /^[ -#%-~][ -~]{0,127}$/.test(found), {
      structure: true,
      source: bus,
    }),
    inputTemplate,
  }),
  functionArn: object<PipeFunctionTarget>({
    functionArn: arn('a Lambda function', 'lambda', /^function:[\w-]{1,64}(:[\w$-]{1,128})?$/),
    inputTemplate,
  }),
});

export function targetArn(target: PipeTarget): string {
  if ('queue' in target) return target.queue.queueArn;
  return 'eventBus' in target ? target.eventBus.eventBusArn : target.functionArn;
}

/** What the role of the pipe may do with the target, and nothing else. The keys of queues admit what SQS does for the account's roles. */
export function sendingTo(target: PipeTarget): PolicyStatement {
  const Resource = targetArn(target);
  if ('queue' in target) return { Sid: 'Sends', Effect: 'Allow', Action: 'sqs:SendMessage', Resource };
  if ('functionArn' in target) return { Sid: 'Invokes', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource };
  return {
    ...{ Sid: 'PutsEvents', Effect: 'Allow', Action: 'events:PutEvents', Resource },
    Condition: { StringEquals: { 'events:source': target.source } },
  };
}

/** Nothing for a standard queue that is sent what was read. */
export function targetParameters(target: PipeTarget): PipesPipeTargetParameters | undefined {
  const { inputTemplate } = target;
  const shared = inputTemplate === undefined ? {} : { inputTemplate };
  if ('queue' in target) {
    const { messageGroupId, messageDeduplicationId } = target;
    if (messageGroupId === undefined) return inputTemplate === undefined ? undefined : shared;
    return {
      ...shared,
      sqsQueueParameters: { messageGroupId, ...(messageDeduplicationId !== undefined && { messageDeduplicationId }) },
    };
  }
  if ('eventBus' in target) {
    const { source, detailType } = target;
    return { ...shared, eventbridgeEventBusParameters: { source, detailType } };
  }
  // Called without waiting, it could not say that it failed.
  return { ...shared, lambdaFunctionParameters: { invocationType: 'REQUEST_RESPONSE' } };
}
