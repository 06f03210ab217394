/** An SNS topic that another module or stack made. */
export interface TopicRef {
  readonly topicArn: string;
}
