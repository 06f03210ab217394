import type { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import type { PolicyStatement } from '../iam/policy-statement';
import { isOn } from '../opt-out';

/**
 * EventBridge publishes to a topic without telling for which account or rule it does, and a policy with a condition lets it publish nothing (EventBridge user guide,
 * Using resource-based policies, Amazon SNS permissions: "You can't use Condition blocks in Amazon SNS topic policies for EventBridge").
 */
export function eventBridgePublishes(topicArn: string): PolicyStatement {
  return {
    ...{ Sid: 'EventBridgePublishes', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
    ...{ Action: 'sns:Publish', Resource: topicArn },
  };
}

/** Says beside the policy why one of its services has no source. */
export function tellOfNoSource(policy: SnsTopicPolicy): void {
  const reason = 'EventBridge publishes to topics without a source: with a condition, events would be lost.';
  isOn(policy, 'source_account', { off: true, reason });
}
