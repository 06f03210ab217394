import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import type { KeyRef } from '../kms/key-ref';
import { openToQueueSender, type QueueSender } from '../kms/open-key';

interface QueuePolicyProps {
  readonly queue: SqsQueue;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
}

const sids = { s3: 'S3Sends', sns: 'SnsSends', events: 'EventBridgeSends' } satisfies Record<QueueSender, string>;

/**
 * The policy of a queue: TLS only, and the AWS services that may send, each for the resources that were named. Roles send by policies of their own.
 *
 * A service that sends needs the queue and its key, and what lacks either is lost without a trace: so both are opened at once.
 */
export class QueuePolicy extends Construct {
  readonly nodes: { readonly policy: SqsQueuePolicy };
  private readonly sources = new Map<QueueSender, string[]>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: QueuePolicyProps,
  ) {
    super(scope, id);
    const policy = new SqsQueuePolicy(this, 'policy', {
      queueUrl: props.queue.url,
      // Senders are let in after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({ produce: () => policyDocument(this.statements()) }),
    });
    this.nodes = { policy };
  }

  /** Lets a service send for one resource; one that may already is left out. */
  allow(sender: QueueSender, sourceArn: string): void {
    const { key, account, region } = this.props;
    const sources = this.sources.get(sender) ?? [];
    this.sources.set(sender, sources);
    if (!sources.includes(sourceArn)) sources.push(sourceArn);
    openToQueueSender(key, sender, { account, region });
  }

  private statements(): PolicyStatement[] {
    const resource = this.props.queue.arn;
    const tlsOnly: PolicyStatement = {
      ...{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: resource },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    return [tlsOnly, ...[...this.sources].map(([sender, sources]) => this.sends(sender, sources))];
  }

  /**
   * S3 user guide, Granting permissions to publish event notification messages to a destination: a bucket's ARN names no account. SNS developer guide, Subscribing an
   * Amazon SQS queue to an Amazon SNS topic; EventBridge user guide, Using resource-based policies, Amazon SQS permissions.
   */
  private sends(sender: QueueSender, sources: readonly string[]): PolicyStatement {
    return {
      ...{ Sid: sids[sender], Effect: 'Allow', Principal: { Service: `${sender}.amazonaws.com` } },
      ...{ Action: 'sqs:SendMessage', Resource: this.props.queue.arn },
      Condition: {
        ArnEquals: { 'aws:SourceArn': sources },
        ...(sender === 's3' && { StringEquals: { 'aws:SourceAccount': this.props.account } }),
      },
    };
  }
}
