import { arn, matching, reference } from '../props';

/** An SNS topic of applications that another module or stack made. */
export interface MessageTopicRef {
  /** The topic's name, known at synthesis; that of a FIFO topic ends with `.fifo`. */
  readonly topicName: string;
  readonly topicArn: string;
}

export const messageTopicRef = reference<MessageTopicRef>('an SNS topic', {
  topicName: matching(/^[\w-]{1,75}(\.fifo)?$/, 'up to 75 letters, digits, _ and -, with .fifo after a FIFO topic', {
    structure: true,
  }),
  topicArn: arn('an SNS topic', 'sns', /^[\w-]{1,256}(\.fifo)?$/),
});
