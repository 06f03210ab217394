import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { topicProps } from '../notifications/topic';
import { accountId, amount, list, matching, optional, wholeNumber, type Description } from '../props';

/** A budget has ten notifications at most (Budgets API reference, CreateBudget), and the forecast is one of them. */
const mostThresholds = 9;

export interface BillingAlarmsProps {
  /** The prefix of every name, unique in the account: `dev`. */
  readonly name: string;
  /** The account whose charges are watched: 12 digits. */
  readonly account: string;
  /** What a month may cost, in USD. */
  readonly monthlyBudgetUsd: number;
  /**
   * The ladder: shares of the budget in percent, rising, nine at most.
   * @default [25, 50, 75, 100], the share of each week
   */
  readonly thresholdsPercent?: readonly number[];
  /** What an unusual rise of one service has to cost, in USD, before anybody is told. */
  readonly anomalyThresholdUsd: number;
  /** Who is told: email addresses and https URLs. */
  readonly subscribers: readonly string[];
  /** A provider in us-east-1, where AWS keeps billing; every resource of this module uses it. */
  readonly provider: AwsProvider;
}

const dollars = amount('USD', 0, 1_000_000_000, { structure: true });

export const billingAlarmsProps: Description<BillingAlarmsProps> = {
  name: matching(/^[A-Za-z0-9-]{1,64}$/, 'up to 64 letters, digits and hyphens'),
  account: accountId,
  monthlyBudgetUsd: dollars,
  thresholdsPercent: optional(
    list('percentages', wholeNumber('percent', 1, 1000, { structure: true }), {
      min: 1,
      max: mostThresholds,
      source: 'AWS Budgets API reference, CreateBudget',
    }),
    '[25, 50, 75, 100]',
  ),
  anomalyThresholdUsd: dollars,
  subscribers: topicProps.subscribers,
  provider: awsProvider,
};
