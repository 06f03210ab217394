import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  amount,
  list,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  wholeNumber,
  type Description,
} from '../props';
import { domainName } from '../zone/domain-name';
import { zoneRef, type ZoneRef } from '../zone/zone-ref';
import { emailAddress } from './address';

export interface MailProps {
  /** The name of the configuration set, unique in its account and region: `prod-shop`. Another name replaces it, its topic and its queue. */
  readonly name: string;
  /** The account that sends: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the events. A `Key` is opened to SES, SNS and SQS; one that is only referred to must admit them. */
  readonly key: KeyRef;
  readonly domain: MailDomain;
  readonly events: MailEvents;
  readonly alarms: MailAlarmThresholds;
  /**
   * What receivers do with mail in the domain's name that nobody signed.
   * @default { policy: 'quarantine' }
   */
  readonly dmarc?: Dmarc;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the identity, the configuration set and the queues, and receivers enforce DMARC
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut; readonly dmarcEnforcement?: OptOut };
}

export interface MailDomain {
  /** Where the records are written. A `PublicZone` has `mail: 'elsewhere'`, where the domain is that of the zone: otherwise it refuses mail. */
  readonly zone: ZoneRef;
  /**
   * What addresses end with: a domain in the zone. Another one is another identity, which Terraform refuses.
   * @default the domain of the zone
   */
  readonly name?: string;
  /**
   * The label of the custom MAIL FROM domain, below the domain: for bounces, and for no mail of anybody else.
   * @default 'bounce'
   */
  readonly mailFrom?: string;
}

export type MailEvent =
  'BOUNCE' | 'COMPLAINT' | 'DELIVERY' | 'DELIVERY_DELAY' | 'REJECT' | 'RENDERING_FAILURE' | 'SEND';

const eventTypes: readonly MailEvent[] = [
  ...(['BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERY_DELAY', 'REJECT', 'RENDERING_FAILURE', 'SEND'] as const),
];

export interface MailEvents {
  /** Days that the logs of events that could not be delivered are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * What SES tells of.
   * @default BOUNCE, COMPLAINT, DELIVERY_DELAY, REJECT and RENDERING_FAILURE: what somebody has to act on
   */
  readonly types?: readonly MailEvent[];
  /**
   * How long the queue hides a received event from other consumers: longer than the slowest of them takes, and six times the timeout of a Lambda function.
   * @default 180
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * How long the oldest event may wait in the queue before somebody is told.
   * @default 3600
   */
  readonly oldestMessageSeconds?: number;
}

export interface Dmarc {
  /**
   * `quarantine`: treated as suspicious. `reject`: refused.
   * @default 'quarantine'
   */
  readonly policy?: 'quarantine' | 'reject';
  /**
   * Where receivers send a daily report. Another domain than this one has to accept the reports in a record of its own (RFC 7489, section 7.1).
   * @default nowhere
   */
  readonly reportsTo?: string;
}

export interface MailAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Bounces in percent of the mail. SES reviews an account from 5 %, and may pause it from 10 %.
   * @default 2
   */
  readonly bouncePercent?: number;
  /**
   * Complaints in percent of the mail. SES reviews an account from 0.1 %, and may pause it from 0.5 %.
   * @default 0.05
   */
  readonly complaintPercent?: number;
}

const known = { structure: true };
/** SES developer guide, Amazon SES Sending review process FAQs, on bounces and on complaints: an alarm has to come before the review. */
const review = (source: string) => ({
  ...known,
  source: `SES developer guide, Sending review process FAQs, ${source}`,
});

export const mailProps: Description<MailProps> = {
  // -events and -queue-undelivered come after it, in the names of a topic and of queues.
  name: matching(/^[A-Za-z0-9][\w-]{0,37}$/, 'up to 38 letters, digits, _ and -, a letter or digit first', {
    ...known,
    source: 'SES API reference v2, CreateConfigurationSet, ConfigurationSetName',
  }),
  account: accountId,
  region: regionName,
  key: keyRef,
  domain: object<MailDomain>({
    zone: zoneRef,
    name: optional(domainName, 'the domain of the zone'),
    mailFrom: optional(
      matching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'one label: up to 63 of a-z, 0-9 and - between them', known),
      "'bounce'",
    ),
  }),
  events: object<MailEvents>({
    logRetentionDays: logRetention,
    types: optional(
      list('events', oneOf(eventTypes), {
        ...{ min: 1, max: eventTypes.length },
        source: 'SES API reference v2, EventDestinationDefinition, MatchingEventTypes',
      }),
      'BOUNCE, COMPLAINT, DELIVERY_DELAY, REJECT and RENDERING_FAILURE',
    ),
    visibilityTimeoutSeconds: optional(
      wholeNumber('seconds', 1, 43_200, { source: 'SQS API reference, SetQueueAttributes, VisibilityTimeout' }),
      '180',
    ),
    // The queue keeps a message for four days.
    oldestMessageSeconds: optional(wholeNumber('seconds', 1, 345_599, known), '3600'),
  }),
  alarms: object<MailAlarmThresholds>({
    topic: topicRef,
    bouncePercent: optional(amount('percent', 0, 5, review('bounces')), '2'),
    complaintPercent: optional(amount('percent', 0, 0.1, review('complaints')), '0.05'),
  }),
  dmarc: optional(
    object<Dmarc>({
      policy: optional(oneOf(['quarantine', 'reject']), "'quarantine'"),
      reportsTo: optional(emailAddress, 'nowhere'),
    }),
    "{ policy: 'quarantine' }",
  ),
  optOuts: optional(
    object<NonNullable<MailProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy it'),
      dmarcEnforcement: optional(optOut, 'receivers enforce DMARC'),
    }),
    'none',
  ),
};
