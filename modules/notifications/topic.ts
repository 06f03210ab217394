import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { policyDocument, sidOf } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import { Key } from '../kms/key';
import { openToTopicPublisher } from '../kms/open-key';
import { accountId, checkProps, list, matching, optional, regionName, text, type Description } from '../props';
import { eventRuleRef, type EventRuleRef } from '../queue/event-rule-ref';
import { eventBridgePublishes, tellOfNoSource } from './event-bridge-publishes';
import type { TopicRef } from './topic-ref';

/** Everything that SNS lets a topic policy name; it refuses `sns:*` there. */
const topicActions = [
  'sns:AddPermission',
  'sns:DeleteTopic',
  'sns:GetTopicAttributes',
  'sns:ListSubscriptionsByTopic',
  'sns:Publish',
  'sns:RemovePermission',
  'sns:SetTopicAttributes',
  'sns:Subscribe',
];
const email = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/;
/** No user and password: what is in a subscription is in the state, in clear. */
const httpsUrl = /^https:\/\/[^\s@/?#]+([/?]\S*)?$/;

export interface TopicProps {
  /** The topic's name, unique in its account and region. */
  readonly name: string;
  /** The account that owns the topic: 12 digits. */
  readonly account: string;
  /** The topic's region. */
  readonly region: string;
  /**
   * Who is told: email addresses, each confirmed by its owner through a link that AWS mails; and https URLs, which must
   * confirm by themselves within a minute (incident tools do), or the apply fails.
   */
  readonly subscribers: readonly string[];
  /**
   * The AWS services that may publish, by principal: `cloudwatch.amazonaws.com`. Not EventBridge: it does not say for
   * which account it publishes, and is let in for a rule, with `allowRule`.
   * @default those of the alarms and databases that are given the topic
   */
  readonly publishers?: readonly string[];
}

const subscriber = text(
  'an email address or an https URL without credentials',
  (address) => email.test(address) || httpsUrl.test(address),
  { structure: true },
);
const publisher = matching(
  /^(?!events\.amazonaws)[a-z0-9.-]+\.amazonaws\.com$/,
  "an AWS service's principal other than EventBridge's, such as cloudwatch.amazonaws.com",
  { structure: true },
);

export const topicProps: Description<TopicProps> = {
  name: matching(/^[\w-]{1,256}$/, '1 to 256 letters, digits, _ and -', {
    source: 'SNS API reference, CreateTopic, Name',
  }),
  account: accountId,
  region: regionName,
  subscribers: list('subscribers', subscriber, { min: 1, max: 100 }),
  publishers: optional(
    list('publishers', publisher, { min: 1, max: 20 }),
    'those of the alarms and databases that are given the topic',
  ),
};

/**
 * An SNS topic that notifies people, encrypted with its own KMS key. The named AWS services may publish, on behalf
 * of this account only; every other publisher needs an IAM policy. Nothing goes over plain HTTP.
 *
 * A publisher needs the topic and its key, and a message that lacks either is lost without a trace. So the topic brings
 * its key, and opens both from one list.
 */
export class Topic extends Construct implements TopicRef {
  static readonly props = topicProps;
  /** The topic's ARN; whoever uses it waits until the topic may be published to. */
  readonly topicArn: string;
  readonly key: Key;
  readonly nodes: { readonly topic: SnsTopic; readonly policy: SnsTopicPolicy };
  private readonly publishers = new Set<string>();
  private hasRules = false;

  /** @throws PropsError for props that SNS refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TopicProps,
  ) {
    super(scope, id);
    checkProps(this, topicProps, props);
    const { name, account, region, subscribers, publishers = [] } = props;

    this.key = new Key(this, 'key', {
      purpose: `Messages of the topic ${name}`,
      alias: `${name}/topic`,
      account,
      region,
    });
    for (const service of publishers) this.allowPublish(service);

    const topic = new SnsTopic(this, 'topic', { name, kmsMasterKeyId: this.key.keyArn, signatureVersion: 2 });
    const policy = new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      // Publishers may be added after construction, so the policy is written when the stack is.
      policy: Lazy.stringValue({
        produce: () => topicPolicy(topic.arn, account, [...this.publishers], this.hasRules),
      }),
    });
    this.nodes = { topic, policy };
    this.topicArn = policy.arn;

    const list = new Construct(this, 'subscribers');
    for (const endpoint of subscribers) {
      const how = email.test(endpoint) ? { protocol: 'email' } : { protocol: 'https', endpointAutoConfirms: true };
      new SnsTopicSubscription(list, endpoint, { topicArn: this.topicArn, endpoint, ...how });
    }
  }

  /**
   * Lets an AWS service publish on behalf of this account; one that may already is left out.
   *
   * @param service its principal: `cloudwatch.amazonaws.com`.
   */
  allowPublish(service: string): void {
    checkProps(this, { service: publisher }, { service });
    if (this.publishers.has(service)) return;
    this.publishers.add(service);
    this.key.allowService(sidOfService(service), service);
  }

  /**
   * Lets EventBridge publish the events of a rule. It tells a topic no source, so its policy lets in EventBridge, and the opt-out `source_account` beside it says so; the
   * key is held to the account's topics (SNS developer guide, Managing encryption keys and costs).
   *
   * @throws PropsError for what is no rule of the topic's account and region.
   */
  allowRule(rule: EventRuleRef): void {
    const { account, region } = this.props;
    checkProps(this, { account: accountId, region: regionName, rule: eventRuleRef }, { account, region, rule });
    this.hasRules = true;
    tellOfNoSource(this.nodes.policy);
    openToTopicPublisher(this.key, 'events', { account, region });
  }
}

function topicPolicy(topicArn: string, account: string, publishers: readonly string[], hasRules: boolean): string {
  return policyDocument([
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: topicActions,
      Resource: topicArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    ...publishers.map((service): PolicyStatement => ({
      Sid: `${sidOfService(service)}Publishes`,
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    })),
    ...(hasRules ? [eventBridgePublishes(topicArn)] : []),
  ]);
}

/** `events.rds.amazonaws.com` as `EventsRds`. */
function sidOfService(service: string): string {
  return sidOf(service.replace(/\.amazonaws\.com$/, ''));
}
