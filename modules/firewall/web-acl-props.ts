import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { awsProvider } from '../in-region/us-east-1';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  matching,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  regionName,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { managedRules, type ManagedRuleGroup, type ManagedRules } from './managed-rules';

export interface WebAclProps {
  /** Its name and that of its metrics, unique in its account, region and scope: `prod-edge`. */
  readonly name: string;
  /** The account that owns it: 12 digits. */
  readonly account: string;
  /** What it protects. AWS cannot change it later. */
  readonly scope: RegionalScope | EdgeScope;
  /** Too many requests from one address are blocked until it sends fewer. */
  readonly rateLimit: RateLimit;
  /** The log of requests that rules match. */
  readonly logs: WebAclLogs;
  /** Who is told, and of how much. */
  readonly alarms: WebAclAlarms;
  /**
   * AWS's rule groups, by name.
   * @default IP reputation, known bad inputs and the common rules, each in its current version, blocking
   */
  readonly managedRules?: Readonly<Partial<Record<ManagedRuleGroup, ManagedRules>>>;
  /**
   * Protections switched off, each with its reason.
   * @default none: rules block
   */
  readonly optOuts?: {
    /** All rules only count, as they should before they first block. */
    readonly blocking?: OptOut;
  };
}

/** Load balancers and APIs of a region. */
export interface RegionalScope {
  readonly regional: string;
}

/** Distributions. */
export interface EdgeScope {
  /** A provider in us-east-1, where CloudFront's web ACLs are; every resource of this module uses it. */
  readonly cloudfront: AwsProvider;
}

export interface RateLimit {
  /** Requests of one address within the window, 10 to 2,000,000,000. Many people may share an address. */
  readonly requests: number;
  /**
   * 60, 120, 300 or 600.
   * @default 300
   */
  readonly windowSeconds?: 60 | 120 | 300 | 600;
}

export interface WebAclLogs {
  /** Encrypts the log: a key of the web ACL's region. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that they are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
  /**
   * `matched`: those that a rule blocked or counted. `all`: also those that none did, which is all traffic.
   * @default 'matched'
   */
  readonly requests?: 'matched' | 'all';
}

export interface WebAclAlarms {
  /** Told when much is blocked, and when it is over: a topic of the web ACL's region. */
  readonly topic: TopicRef;
  /**
   * Blocked requests within five minutes, at least so many: an attack, or a release that a rule does not let through.
   * @default 1000
   */
  readonly blockedRequests?: number;
}

export const webAclProps: Description<WebAclProps> = {
  name: matching(/^(?!All$|Default_Action$)[\w-]{1,110}$/, '1 to 110 letters, digits, _ and -', {
    structure: true,
    source: 'WAF API reference, CreateWebACL, Name; VisibilityConfig, MetricName',
  }),
  account: accountId,
  scope: union<RegionalScope | EdgeScope>('regional or cloudfront', {
    regional: object<RegionalScope>({ regional: regionName }),
    cloudfront: object<EdgeScope>({ cloudfront: awsProvider }),
  }),
  rateLimit: object<RateLimit>({
    requests: wholeNumber('requests', 10, 2_000_000_000, {
      source: 'WAF API reference, RateBasedStatement, Limit',
    }),
    windowSeconds: optional(
      oneOfNumbers('seconds', [60, 120, 300, 600], {
        source: 'WAF API reference, RateBasedStatement, EvaluationWindowSec',
      }),
      '300',
    ),
  }),
  logs: object<WebAclLogs>({
    key: keyRef,
    retentionDays: logRetention,
    requests: optional(oneOf(['matched', 'all']), "'matched'"),
  }),
  alarms: object<WebAclAlarms>({
    topic: topicRef,
    blockedRequests: optional(wholeNumber('requests', 1, 1_000_000_000), '1000'),
  }),
  managedRules: optional(
    managedRules,
    'IP reputation, known bad inputs and the common rules, each in its current version, blocking',
  ),
  optOuts: optional(object<NonNullable<WebAclProps['optOuts']>>({ blocking: optional(optOut, 'rules block') }), 'none'),
};
