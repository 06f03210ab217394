/** Whoever pays for the whole month at once does so in its first days: support, domains, reservations. */
const graceDays = 3;

/**
 * How far charges are ahead of the calendar in USD, as CloudWatch metric math over the metric `charges`: what was spent
 * of the month, less the budget's even share up to the end of the day.
 *
 * - `DATE` is the day of the month and `MONTH` the month, both in UTC, in which AWS bills. (`DAY` is the day of the week.)
 * - In the first three days the share is that of all three. The first itself is silent: its early values can still be
 *   last month's total.
 * - `DATE` has a value for each period, also for one without charges, and arithmetic takes a missing value for zero. The
 *   outer `IF` drops such periods, so that missing data stays missing.
 * - On 29 February the share is a little over the budget; the ladder's 100 % alarm still stands.
 */
export function aheadOfCalendar(monthlyBudgetUsd: number) {
  const short = [4, 6, 9, 11].map((month) => `MONTH(charges) == ${month}`).join(' OR ');
  return {
    steps: {
      days: `IF(MONTH(charges) == 2, 28, IF(${short}, 30, 31))`,
      today: `IF(DATE(charges) < ${graceDays}, ${graceDays}, DATE(charges))`,
      share: `${monthlyBudgetUsd} * today / days`,
    },
    expression: 'IF(charges, IF(DATE(charges) > 1, charges - share, 0), 0)',
  };
}
