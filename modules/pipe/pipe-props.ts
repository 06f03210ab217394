import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import { accountId, object, optional, regionName, sentence, wholeNumber, type Description } from '../props';
import { pipeName } from './pipe-ref';
import { pipeSource, type PipeSource } from './pipe-source';
import { pipeTarget, type PipeTarget } from './pipe-target';

export interface PipeAlarmThresholds {
  readonly topic: TopicRef;
  /**
   * How many executions may fail, fail in part, time out or be throttled within five minutes before somebody is told of it.
   * @default 0
   */
  readonly failedExecutions?: number;
}

export interface PipeProps {
  /** The pipe's name, unique in its account and region: `prod-orders-changed`. Another name replaces the pipe. */
  readonly name: string;
  /** What the pipe is for. */
  readonly description: string;
  /** The account that owns the pipe, its source and its target: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the filters and the template, the log and the dead letters. A `Key` is opened to them; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** Where from. Another one replaces the pipe. */
  readonly source: PipeSource;
  /** Where to. */
  readonly target: PipeTarget;
  readonly alarms: PipeAlarmThresholds;
  /** Days that errors are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * Protections switched off, each with its reason.
   * @default none: Terraform refuses to destroy the dead-letter queue of a stream
   */
  readonly optOuts?: { readonly deletionProtection?: OptOut };
}

export const pipeProps: Description<PipeProps> = {
  name: pipeName,
  description: sentence('what the pipe is for', {
    max: 512,
    source: 'EventBridge Pipes API reference, CreatePipe, Description',
  }),
  account: accountId,
  region: regionName,
  key: keyRef,
  source: pipeSource,
  target: pipeTarget,
  alarms: object<PipeAlarmThresholds>({
    topic: topicRef,
    failedExecutions: optional(wholeNumber('executions', 0, 1_000_000), '0'),
  }),
  logRetentionDays: logRetention,
  optOuts: optional(
    object<NonNullable<PipeProps['optOuts']>>({
      deletionProtection: optional(optOut, 'Terraform refuses to destroy the dead-letter queue'),
    }),
    'none',
  ),
};
