import type { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import { GrantingQueue, grantRedrive } from './grants';
import { queueRef, type QueueRef } from './queue-ref';

/** A queue of another stack, to be granted in this one; `Queue.import` makes it. Which AWS services may send to it is its own stack's decision. */
export class ImportedQueue extends GrantingQueue implements QueueRef {
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly deadLetterQueueArn: string;

  /** @throws PropsError for what is no reference to a queue, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: QueueRef) {
    super(scope, id);
    checkProps(this, { ref: queueRef }, { ref });
    this.queueName = ref.queueName;
    this.queueArn = ref.queueArn;
    this.queueUrl = ref.queueUrl;
    this.deadLetterQueueArn = ref.deadLetterQueueArn;
  }

  protected get granting(): QueueRef {
    return this;
  }

  /** As `Queue.grantRedrive`: the policy belongs to this stack. */
  grantRedrive(name: string, role: RoleRef): void {
    grantRedrive(this, this, name, role);
  }
}
