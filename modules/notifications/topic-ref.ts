import { arn, reference } from '../props';

/** An SNS topic that another module or stack made. */
export interface TopicRef {
  readonly topicArn: string;
}

export const topicRef = reference<TopicRef>('an SNS topic', {
  topicArn: arn('an SNS topic', 'sns', /^[\w-]{1,256}(\.fifo)?$/),
});
