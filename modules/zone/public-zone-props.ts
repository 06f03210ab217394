import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, list, object, oneOf, optional, text, type Description } from '../props';
import { domainName } from './domain-name';
import { awsProvider } from '../in-region/us-east-1';

export interface PublicZoneProps {
  /** The domain: `shop.example.com`. */
  readonly name: string;
  /** The account that owns the zone: 12 digits. */
  readonly account: string;
  /** Days that queries are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /** Told when signing is in danger: a topic in us-east-1, where the metrics are. */
  readonly topic: TopicRef;
  /** A provider in us-east-1; every resource of this module uses it. */
  readonly provider: AwsProvider;
  /**
   * Who may issue certificates for the domain and all below it, by the name that their documentation gives for CAA records.
   * @default ['amazon.com']
   */
  readonly certificateAuthorities?: readonly string[];
  /**
   * `refused`: nobody may send mail as the domain, and it receives none. `elsewhere`: whoever sends and receives it writes its records.
   * @default 'refused'
   */
  readonly mail?: 'refused' | 'elsewhere';
  /**
   * Texts that the domain itself shows, such as those that prove to another service whose it is: they are one record set.
   * @default none
   */
  readonly texts?: readonly string[];
  /**
   * Protections switched off, each with its reason.
   * @default none: the zone is signed, and Terraform refuses to destroy it
   */
  readonly optOuts?: { readonly dnssec?: OptOut; readonly deletionProtection?: OptOut };
}

export const authorities = list('authorities', domainName, { min: 1, max: 10 });

export const publicZoneProps: Description<PublicZoneProps> = {
  name: domainName,
  account: accountId,
  logRetentionDays: logRetention,
  topic: topicRef,
  provider: awsProvider,
  certificateAuthorities: optional(authorities, "['amazon.com']"),
  mail: optional(oneOf(['refused', 'elsewhere']), "'refused'"),
  texts: optional(
    list(
      'texts',
      text('a text of 1 to 255 printable characters without "', (value) => /^[ !#-~]{1,255}$/.test(value), {
        source: 'Route 53 developer guide, TXT record type',
      }),
      { max: 20 },
    ),
    'none',
  ),
  optOuts: optional(
    object<NonNullable<PublicZoneProps['optOuts']>>({
      dnssec: optional(optOut, 'the zone is signed'),
      deletionProtection: optional(optOut, 'Terraform refuses to destroy it'),
    }),
    'none',
  ),
};
