/** A window of time that a share of failures is measured over. */
export interface Window {
  /** In the name of its alarm: `5m`. */
  readonly id: string;
  /** In sentences: `over 5 minutes`. */
  readonly words: string;
  readonly periodSeconds: number;
  /** How many periods in a row have to be bad: 1 where the window is one period. */
  readonly periods: number;
}

/** How many times faster than allowed an error budget is spent, and the two windows that both have to say so. */
export interface BurnRate {
  readonly id: 'fast' | 'medium' | 'slow';
  /** 1: the budget of 30 days lasts 30 days. */
  readonly rate: number;
  /** The budget that is spent when it is told, in percent. */
  readonly spentPercent: number;
  readonly long: Window;
  readonly short: Window;
}

const minutes = (count: number): Window => ({
  ...{ id: `${count}m`, words: `over ${count} minutes`, periodSeconds: count * 60, periods: 1 },
});
const hours = (count: number): Window => ({
  ...{ id: `${count}h`, words: count === 1 ? 'over 1 hour' : `over ${count} hours` },
  ...{ periodSeconds: count * 3600, periods: 1 },
});
const days = (count: number): Window => ({
  ...{ id: `${count}d`, words: `on each of ${count} days`, periodSeconds: 86_400, periods: count },
});

/**
 * The long window says that it matters, the short one that it still happens (The Site Reliability Workbook, Alerting on SLOs, Recommended parameters for an
 * SLO-based alerting configuration).
 *
 * A window is one period of its alarm, which CloudWatch evaluates every minute over the time before it. Three days are three periods, each of which has to be bad:
 * a period is one day at most (CloudWatch user guide, CloudWatch service quotas), and all of an alarm's are seven days at most where one is an hour or more (CloudWatch API
 * reference, PutMetricAlarm, Period). What is longer than a day is evaluated once an hour, up to the full hour (CloudWatch user guide, Evaluating an alarm).
 */
export const burnRates: readonly [BurnRate, ...BurnRate[]] = [
  { id: 'fast', rate: 14.4, spentPercent: 2, long: hours(1), short: minutes(5) },
  { id: 'medium', rate: 6, spentPercent: 5, long: hours(6), short: minutes(30) },
  { id: 'slow', rate: 1, spentPercent: 10, long: days(3), short: hours(6) },
];
