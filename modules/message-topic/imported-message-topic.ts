import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingTopic } from './granting-topic';
import { messageTopicRef, type MessageTopicRef } from './message-topic-ref';

/** A topic of another stack, to be granted in this one; `MessageTopic.import` makes it. */
export class ImportedMessageTopic extends GrantingTopic implements MessageTopicRef {
  readonly topicName: string;
  readonly topicArn: string;

  /** @throws PropsError for what is no reference to a topic, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: MessageTopicRef) {
    super(scope, id);
    checkProps(this, { ref: messageTopicRef }, { ref });
    this.topicName = ref.topicName;
    this.topicArn = ref.topicArn;
  }

  protected get granting(): MessageTopicRef {
    return this;
  }
}
