import { arn, matching, reference, wholeNumber, type Description } from '../props';

/** The name of an SQS queue; `.fifo` is part of that of a FIFO queue. It becomes part of the names of policies. */
export const queueName = matching(
  /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
  'up to 80 letters, digits, _ and -, with .fifo at the end of a FIFO queue',
  { structure: true, source: 'SQS API reference, CreateQueue, QueueName' },
);

const queueArn = arn('an SQS queue', 'sqs', /^[\w-]{1,80}(\.fifo)?$/);

/** An SQS queue that another module or stack made. */
export interface QueueRef {
  /** The queue's name, known at synthesis; that of a FIFO queue ends with `.fifo`. */
  readonly queueName: string;
  readonly queueArn: string;
  /** What clients send to: `https://sqs.<region>.amazonaws.com/<account>/<name>`. */
  readonly queueUrl: string;
  /** Where messages are that no consumer could process. */
  readonly deadLetterQueueArn: string;
}

const queue: Description<QueueRef> = {
  queueName,
  queueArn,
  queueUrl: matching(/^https:\/\/[a-z0-9.-]+\/\d{12}\/[\w-]{1,80}(\.fifo)?$/, 'the URL of an SQS queue'),
  deadLetterQueueArn: queueArn,
};

export const queueRef = reference<QueueRef>('an SQS queue', queue);

/** A queue that a Lambda function consumes, whose timeout decides how long a message has to be hidden. */
export interface ConsumedQueueRef extends QueueRef {
  readonly visibilityTimeoutSeconds: number;
}

export const consumedQueueRef = reference<ConsumedQueueRef>('an SQS queue with its visibility timeout', {
  ...queue,
  visibilityTimeoutSeconds: wholeNumber('seconds', 1, 43_200, {
    source: 'SQS API reference, SetQueueAttributes, VisibilityTimeout',
  }),
});

/** A queue for what could not be delivered, by the members that are used of it. */
export interface DeadLetterQueueRef {
  readonly queueArn: string;
}

export const deadLetterQueueRef = reference<DeadLetterQueueRef>('a dead-letter queue', { queueArn });
