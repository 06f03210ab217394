import { z } from 'zod';
import { aCostService, costService, tagText } from '../../modules/billing-alarms/budget-patterns';
import { criticalities } from '../../review/criticality';
import { regions } from '../aws/regions';
import { newBucket } from './bucket-name';
import { dollars, fields, list, listed, matching, named, oneOf, protection, text, wholeNumber } from './field';

/** The retention periods of CloudWatch Logs, in days. Source: the PutRetentionPolicy page of its API reference (May 2026). */
export const logRetentionChoices = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const email = (value: string) => value.length <= 254 && z.regexes.email.test(value);
const httpsUrl = (value: string) => /^https:\/\/[\w.-]+\.[\w.:-]+(\/[\w./~?&=+%#@:,;-]*)?$/.test(value);
/** Who is notified. */
export const emailOrUrl = text('an email address or an https URL', (value) => email(value) || httpsUrl(value));

/** Retention of each log group in days, one of the values of CloudWatch Logs. */
export const logRetentionDays = (() => {
  const error = () => `one of ${logRetentionChoices.join(', ')} days`;
  return z.number({ error }).refine((days) => logRetentionChoices.includes(days), { error });
})();

/** Twelve digits. No two environments share an account: an accident does not cross an account. */
export const account = matching(/^\d{12}$/, 'an account id of twelve digits, as a string');

/** How much it hurts when an environment is down; a more critical one is never protected less. */
export const criticality = oneOf(criticalities);

/** Tags on every resource that supports tags. Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tags = fields({
  /** The owner of the environment: an email address. */
  owner: text('an email address', email),
  /** The cost centre: 1 to 128 letters, digits, spaces and `. _ : / = + @ -`. */
  costCentre: matching(
    /^[\w.:/=+@-]([\w .:/=+@-]{0,126}[\w.:/=+@-])?$/,
    '1 to 128 letters, digits, spaces and _.:/=+@-',
  ),
  /** Where its source is: an https URL. */
  repository: text('an https URL of 256 characters or less', (value) => value.length <= 256 && httpsUrl(value)),
});

/** The key that encrypts databases, caches, buckets and images, and what stays of them. */
export const dataKey = fields({
  /** Whether Terraform refuses to destroy it; off only with a reason, which the review sees: with the key, snapshots and backups are lost. */
  deletionProtection: protection(),
});

/** Where the Terraform state of the environment is kept. */
export const state = fields({
  /** The bucket: unique in all of AWS. */
  bucket: newBucket,
  /** Retention of old versions of a state file in days: 7 to 3650. A week is the least time to notice a broken state. */
  oldVersionRetentionDays: wholeNumber('days', 7, 3650),
  /** Where each version of a state is copied to, in another region; or `none`. */
  replica: z.union(
    [
      z.literal('none'),
      fields({
        /** Another one than `region`: `eu-west-3`. */
        region: listed('a region', [...regions.keys()], 'regions.ts'),
        /** The bucket there: unique in all of AWS. */
        bucket: newBucket,
      }),
    ],
    { error: () => '"none" or an object of region, bucket' },
  ),
});

/** Subscribers. Each entry is an email address or an https URL, and confirms its subscription once. */
export const notifications = fields({
  /** Notified of alarms and events of the environment's resources: 1 to 20. */
  alarms: list(emailOrUrl, 'email addresses or https URLs', 1, 20),
  /** Notified of its cost: 1 to 20. */
  billing: list(emailOrUrl, 'email addresses or https URLs', 1, 20),
});

/** The month's limit for a part, US dollars; no more than the whole budget. */
const limitUsd = dollars(1, 10_000_000);

/** A part of the charges: one service, what has a tag, or one account. Its notifications are at the percentages of the whole. */
const budget = z.union(
  [
    fields({
      limitUsd,
      /** As Cost Explorer writes it: `Amazon Relational Database Service`. */
      service: matching(costService, aCostService),
    }),
    fields({
      limitUsd,
      /** What has this tag, once the account that pays has activated its key as a cost allocation tag. */
      tag: fields({
        key: matching(
          tagText(128),
          'the key of a tag, 1 to 128 letters, digits, spaces and _.:/=+-@, not aws: in front',
        ),
        value: matching(tagText(256), 'the value of a tag, 1 to 256 letters, digits, spaces and _.:/=+-@'),
      }),
    }),
    fields({
      limitUsd,
      /** An account of the organization: the account that pays sees all, any other itself alone. */
      account,
    }),
  ],
  { error: () => 'an object of limitUsd and one of service, tag, account' },
);

/** The budget of the environment, and when to alert. */
export const billing = fields({
  /** The month's budget, US dollars. */
  monthlyBudgetUsd: dollars(1, 10_000_000),
  /**
   * Alarm thresholds: 1 to 9 percentages of the budget, ascending, 1 to 200; one alarm for each. With four, each is a week's share.
   * Source: ten notifications a budget, one of them the forecast's (CreateBudget of the AWS Budgets API).
   */
  alarmThresholdsPercent: list(wholeNumber('percent', 1, 200), 'rising percentages', 1, 9),
  /** Budgets of parts of it, by name, each by its service, tag or account; `{}` for none. */
  budgets: named('budgets', budget),
  /** The unexpected cost from which an anomaly is reported, US dollars; no more than the budget. */
  anomalyThresholdUsd: dollars(1, 10_000_000),
});
