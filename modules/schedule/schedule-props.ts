import { functionRef, type FunctionRef } from '../function/function-ref';
import { messageTopicRef, type MessageTopicRef } from '../message-topic/message-topic-ref';
import { matching, object, optional, sentence, text, union, wholeNumber, type Description } from '../props';
import { queueRef, type QueueRef } from '../queue/queue-ref';
import { timeZone } from '../server-group/schedules';
import { aScheduleExpression, isJson, scheduleExpression } from './schedule-expression';

/** A queue that is sent a message. */
export interface ScheduleQueueTarget {
  readonly queue: QueueRef;
  /** The message's body. Scheduler's context attributes are replaced: `<aws.scheduler.scheduled-time>`. */
  readonly message: string;
  /**
   * The message group of a FIFO queue, which needs one, and content-based deduplication.
   * @default none: the queue is standard
   */
  readonly messageGroupId?: string;
}

/** A standard topic that a message is published to. */
export interface ScheduleTopicTarget {
  readonly messageTopic: MessageTopicRef;
  /** As of a queue. */
  readonly message: string;
}

/** A function that is invoked, asynchronously: what fails all its attempts goes where the function's failures go. */
export interface ScheduleFunctionTarget {
  readonly function: FunctionRef;
  /** The event, as JSON. */
  readonly message: string;
}

export type ScheduleTarget = ScheduleQueueTarget | ScheduleTopicTarget | ScheduleFunctionTarget;

export interface ScheduleProps {
  /** What it is for. */
  readonly description: string;
  /** When: `cron(0 2 * * ? *)`, `rate(1 hour)`, or once, `at(2027-01-31T02:00:00)`. */
  readonly expression: string;
  /** IANA's name, whose summer time is followed: `Europe/Dublin`, `Etc/UTC`. */
  readonly timeZone: string;
  readonly target: ScheduleTarget;
  /**
   * Within how many minutes after the time it starts, which spreads load; 1 to 1440.
   * @default at the time, within the minute
   */
  readonly flexibleMinutes?: number;
  /**
   * How often Scheduler tries again, up to `maxAgeSeconds`; 0 to 185.
   * @default 185, AWS's own
   */
  readonly maxRetries?: number;
  /**
   * How long after its time it is still tried; 60 to 86400 seconds. Less than the time to the next one, or two of them are late at once.
   * @default 86400, AWS's own
   */
  readonly maxAgeSeconds?: number;
}

const types = 'EventBridge Scheduler user guide, Schedule types in EventBridge Scheduler';
const api = 'EventBridge Scheduler API reference';

/** EventBridge Scheduler API reference, Target, Input; SQS takes less with attributes. */
const message = text('a message of 1 to 262144 characters', (found) => found !== '' && found.length <= 262_144);

export const scheduleProps: Description<ScheduleProps> = {
  description: sentence('what it is for', { max: 512, source: `${api}, CreateSchedule, Description` }),
  expression: matching(scheduleExpression, aScheduleExpression, { structure: true, source: types }),
  timeZone,
  target: union<ScheduleTarget>('a target', {
    queue: object<ScheduleQueueTarget>({
      queue: queueRef,
      message,
      messageGroupId: optional(
        matching(/^[\w.:/=+@-]{1,128}$/, 'up to 128 letters, digits and _.:/=+@-', {
          structure: true,
          source: `${api}, SqsParameters, MessageGroupId`,
        }),
        'none: the queue is standard',
      ),
    }),
    messageTopic: object<ScheduleTopicTarget>({ messageTopic: messageTopicRef, message }),
    function: object<ScheduleFunctionTarget>({
      function: functionRef,
      message: text('an event in JSON, of 1 to 262144 characters', isJson, { source: `${api}, Target, Input` }),
    }),
  }),
  flexibleMinutes: optional(
    wholeNumber('minutes', 1, 1440, { structure: true, source: `${api}, FlexibleTimeWindow` }),
    'at the time, within the minute',
  ),
  maxRetries: optional(wholeNumber('retries', 0, 185, { source: `${api}, RetryPolicy` }), "185, AWS's own"),
  maxAgeSeconds: optional(wholeNumber('seconds', 60, 86_400, { source: `${api}, RetryPolicy` }), "86400, AWS's own"),
};
