import type { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { awsProvider } from '../in-region/us-east-1';
import { topicProps } from '../notifications/topic';
import { accountId, list, map, matching, optional, wholeNumber, type Description } from '../props';
import { budgetProp, dollars, type Budget } from './budget';

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
  /**
   * Budgets of parts of it, by a short name, such as `{ database: { limitUsd: 200, service: 'Amazon Relational Database Service' } }`: each by its
   * service, tag or account, with notifications at the same shares and of its own forecast. Fifty at most.
   * @default none
   */
  readonly budgets?: Readonly<Record<string, Budget>>;
  /** What an unusual rise of one service has to cost, in USD, before anybody is told. */
  readonly anomalyThresholdUsd: number;
  /** Who is told: email addresses and https URLs. */
  readonly subscribers: readonly string[];
  /** A provider in us-east-1, where AWS keeps billing; every resource of this module uses it. */
  readonly provider: AwsProvider;
}

const budgetName = matching(/^[a-z][a-z0-9-]{0,20}$/, 'a name of up to 21 of a-z, 0-9 and -, a letter first', {
  structure: true,
});

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
  budgets: optional(map('budgets', budgetName, budgetProp, { max: 50 }), 'none'),
  anomalyThresholdUsd: dollars,
  subscribers: topicProps.subscribers,
  provider: awsProvider,
};
