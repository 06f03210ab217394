import { keyRef, type KeyRef } from '../kms/key-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, object, optional, regionName, wholeNumber, type Description } from '../props';
import { eventBusName } from './event-bus-ref';

export interface EventBusProps {
  /** The bus's name, unique in its account and region: `prod-shop`. Another name replaces the bus with its rules and archive. */
  readonly name: string;
  /** The account that owns the bus: 12 digits. */
  readonly account: string;
  readonly region: string;
  /**
   * Encrypts the events, the rules and what could not be delivered. A `Key` is opened to EventBridge; one that is only referred to must admit it. The archive is
   * encrypted by a key of AWS.
   */
  readonly key: KeyRef;
  /** Told of events that could not be delivered, and of those that are lost. */
  readonly alarms: { readonly topic: TopicRef };
  /**
   * Days that the archive keeps all events, so that they can be replayed; 1 to 3650.
   * @default 30
   */
  readonly archiveDays?: number;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the archive and the dead-letter queue
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export const eventBusProps: Description<EventBusProps> = {
  name: eventBusName,
  account: accountId,
  region: regionName,
  key: keyRef,
  alarms: object<EventBusProps['alarms']>({ topic: topicRef }),
  archiveDays: optional(
    wholeNumber('days', 1, 3650, { source: 'EventBridge API reference, CreateArchive, RetentionDays' }),
    '30',
  ),
  optOuts: optional(
    object<NonNullable<EventBusProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy the archive and the dead-letter queue'),
    }),
    'none',
  ),
};
