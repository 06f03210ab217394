import { z } from 'zod';
import { emailOrUrl } from './account';
import { newBucket } from './bucket-name';
import { fields, list, nameOf, oneOf, protection, switchedOff, wholeNumber } from './field';

/** One word, or a list of others. */
function wordOr<const Words extends readonly [string, ...string[]], List extends z.ZodType>(
  words: Words,
  entries: List,
  expected: string,
) {
  return z.union([z.enum(words), entries], {
    error: () => `${words.map((word) => `"${word}"`).join(', ')} or ${expected}`,
  });
}

/**
 * What the trail records besides management events. CloudTrail charges for each event that it delivers, 0.10 US dollars for 100,000 of them in most regions
 * (https://aws.amazon.com/cloudtrail/pricing/).
 */
const dataEvents = fields({
  /** Reads and writes of objects: of `all` buckets but those that logs are delivered to, or of buckets of `buckets` by name; or switched off with a reason. */
  objects: z.union([z.literal('all'), list(nameOf('a bucket'), 'names of buckets', 1, 20), switchedOff()], {
    error: () => '"all", a list of names of buckets, or an object of off, reason',
  }),
  /** Invocations of functions: `all` or `none`. */
  functions: oneOf(['none', 'all']),
});

/** Where findings of GuardDuty, Security Hub, Inspector, Macie and IAM Access Analyzer, and alarms about the trail are sent. It is not who is on call. */
const findings = fields({
  /** Each an email address or an https URL that confirms once, 1 to 20. */
  subscribers: list(emailOrUrl, 'email addresses or https URLs', 1, 20),
  /** The least severe finding that is sent: `low`, `medium`, `high` or `critical`. All of them are in Security Hub. */
  leastSeverity: oneOf(['low', 'medium', 'high', 'critical']),
});

/** Where the record is kept: two buckets, since not everything can be delivered to a locked one. */
const archive = fields({
  /** The bucket of the trail and of GuardDuty's findings, locked: unique in all of AWS. */
  bucket: newBucket,
  /**
   * The bucket of what is delivered to none with Object Lock: the access logs of S3, and the history of AWS Config.
   * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html, https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html
   */
  unlockedBucket: newBucket,
  /** Days that everything is kept in both, 1 to 3650. Then S3 deletes it. */
  retentionDays: wholeNumber('days', 1, 3650),
  /**
   * When objects move to S3 Glacier Flexible Retrieval, which is restored within hours and charges for 90 days: 1 to 3560, or `never`. S3 moves none below 128 KB.
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
   */
  glacierAfterDays: z.union([z.literal('never'), wholeNumber('days', 1, 3560)], {
    error: () => '"never" or a whole number of days from 1 to 3560',
  }),
  /** Days that nobody deletes an object of the locked bucket, in governance mode: no more than `retentionDays`. Or switched off with a reason. */
  lock: z.union([fields({ days: wholeNumber('days', 1, 3650) }), switchedOff()], {
    error: () => 'an object of days, or one of off, reason',
  }),
  /** Whether Terraform refuses to destroy buckets and key, and the buckets refuse any deletion. */
  deletionProtection: protection(),
});

/**
 * The record of the account, and what watches it, in its region and in us-east-1. `organization`: the organization's own does it for this account, and nothing is made
 * here.
 */
export const audit = fields({
  /** The trail of CloudTrail: `own`, or that of the `organization`. A second trail of management events is charged for. */
  trail: oneOf(['own', 'organization']),
  /** What an own trail records besides. */
  dataEvents,
  /** When AWS Config records a change: `continuous`, `daily` for all that can be, or as the `organization` decides. */
  config: oneOf(['continuous', 'daily', 'organization']),
  /** The standards of Security Hub, `fsbp` (AWS Foundational Security Best Practices), `cis-5.0` and `cis-3.0` (CIS AWS Foundations), 1 to 3; or as the `organization` decides. */
  standards: wordOr(
    ['organization'],
    list(oneOf(['fsbp', 'cis-5.0', 'cis-3.0']), 'standards', 1, 3),
    'a list of fsbp, cis-5.0, cis-3.0',
  ),
  /** What GuardDuty watches besides CloudTrail, DNS and flow logs: `s3`, `rds`, `lambda`, `malware`, `runtime`; or as the `organization` decides. Each is charged for by use. */
  guardDuty: wordOr(
    ['organization'],
    list(oneOf(['s3', 'rds', 'lambda', 'malware', 'runtime']), 'features', 0, 5),
    'a list of s3, rds, lambda, malware, runtime',
  ),
  /** What Inspector scans for vulnerabilities: `ec2`, `ecr`, `lambda`; or `none`; or as the `organization` decides. */
  inspector: wordOr(
    ['none', 'organization'],
    list(oneOf(['ec2', 'ecr', 'lambda']), 'kinds of resources', 1, 3),
    'a list of ec2, ecr, lambda',
  ),
  /** Whether Macie looks for people's data in buckets: `on`, `none`, or as the `organization` decides. */
  macie: oneOf(['on', 'none', 'organization']),
  /**
   * Days after which IAM Access Analyzer reports access that nobody used, 1 to 365; or `none`. It is charged for by role and user.
   * Source: https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedAccessConfiguration.html
   */
  unusedAccessDays: z.union([z.literal('none'), wholeNumber('days', 1, 365)], {
    error: () => '"none" or a whole number of days from 1 to 365',
  }),
  /** Who is told. */
  findings,
  /** Where it is kept. */
  archive,
});
