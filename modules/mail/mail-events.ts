import type { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set';
import { Sesv2ConfigurationSetEventDestination } from '@cdktf/provider-aws/lib/sesv2-configuration-set-event-destination';
import { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import { MessageTopic } from '../message-topic/message-topic';
import type { OptOut } from '../opt-out';
import { Queue } from '../queue/queue';
import type { MailAlarmThresholds, MailEvents } from './mail-props';

interface MailEventQueueProps {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly key: KeyRef;
  readonly configurationSet: Sesv2ConfigurationSet;
  readonly events: MailEvents;
  readonly alarms: MailAlarmThresholds;
  readonly deletionProtection: OptOut | undefined;
}

const acted = ['BOUNCE', 'COMPLAINT', 'DELIVERY_DELAY', 'REJECT', 'RENDERING_FAILURE'] as const;

/** What became of mail, from SES to a topic, which others may subscribe to, and from there to a queue. */
export class MailEventQueue extends Construct {
  readonly topic: MessageTopic;
  readonly queue: Queue;
  readonly nodes: { readonly destination: Sesv2ConfigurationSetEventDestination };

  constructor(scope: Construct, id: string, props: MailEventQueueProps) {
    super(scope, id);
    const { account, region, key, events, alarms, deletionProtection } = props;
    const { arn: configurationSetArn, configurationSetName } = props.configurationSet;
    const { topic: told } = alarms;
    const shared = { name: `${props.name}-events`, account, region, key };
    const optOuts = deletionProtection && { optOuts: { deletionProtection } };
    const { logRetentionDays, visibilityTimeoutSeconds = 180, oldestMessageSeconds = 3600 } = events;
    this.topic = new MessageTopic(this, 'topic', { ...shared, alarms: { topic: told }, logRetentionDays });
    this.topic.allowConfigurationSet({ configurationSetArn });
    this.queue = new Queue(this, 'queue', {
      ...{ ...shared, visibilityTimeoutSeconds, alarms: { topic: told, oldestMessageSeconds } },
      ...optOuts,
    });
    this.topic.subscribe('queue', { queue: this.queue, ...optOuts });
    const destination = new Sesv2ConfigurationSetEventDestination(this, 'destination', {
      ...{ configurationSetName, eventDestinationName: 'topic' },
      eventDestination: {
        enabled: true,
        matchingEventTypes: [...(events.types ?? acted)],
        snsDestination: { topicArn: this.topic.topicArn },
      },
    });
    this.nodes = { destination };
  }
}
