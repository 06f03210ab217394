import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import type { QueueRef } from './queue-ref';

// 128 characters have the verb, the queue's name and this one.
const grantProps = { name: granteeName(32), role: roleRef };

/** What a client asks for first, by the queue's name. */
const find = 'sqs:GetQueueUrl';
/** SQS developer guide, Amazon SQS API permissions; Lambda developer guide, Creating and configuring an Amazon SQS event source mapping, for GetQueueAttributes. */
const consume = [
  ...[find, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
];

/** What a queue grants, whichever stack made it. Its key admits what SQS does for the account's roles. */
export abstract class GrantingQueue extends Construct {
  /** What the grants name. */
  protected abstract get granting(): Pick<QueueRef, 'queueName' | 'queueArn'>;

  /** Lets `role` send messages. @param name says which role, in letters and digits: `Web`. */
  grantSend(name: string, role: RoleRef): void {
    checkProps(this, grantProps, { name, role });
    const { queueName, queueArn } = this.granting;
    grant(this, policyName('send', queueName, name), role, [
      { Sid: 'Sends', Effect: 'Allow', Action: [find, 'sqs:SendMessage'], Resource: queueArn },
    ]);
  }

  /** Lets `role` receive messages, hide them for longer, and delete them. @param name says which role, in letters and digits */
  grantConsume(name: string, role: RoleRef): void {
    checkProps(this, grantProps, { name, role });
    const { queueName, queueArn } = this.granting;
    grant(this, policyName('consume', queueName, name), role, [
      { Sid: 'Consumes', Effect: 'Allow', Action: consume, Resource: queueArn },
    ]);
  }
}

/**
 * Lets `role` move messages from the dead-letter queue back to the queue (SQS developer guide, Configuring queue permissions for dead-letter queue redrive).
 *
 * @throws PropsError for a name that is no word, and for what is no role.
 */
export function grantRedrive(scope: Construct, queue: Omit<QueueRef, 'queueUrl'>, name: string, role: RoleRef): void {
  checkProps(scope, grantProps, { name, role });
  const { queueName, queueArn, deadLetterQueueArn } = queue;
  const tasks = ['sqs:StartMessageMoveTask', 'sqs:ListMessageMoveTasks', 'sqs:CancelMessageMoveTask'];
  const takes = [...tasks, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  grant(scope, policyName('redrive', queueName, name), role, [
    { Sid: 'TakesDeadLetters', Effect: 'Allow', Action: takes, Resource: deadLetterQueueArn },
    { Sid: 'SendsThemBack', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn },
  ]);
}

/** A role may have grants of several queues. */
function policyName(verb: string, queueName: string, name: string): string {
  return `${verb}-${queueName}-${name}`;
}
