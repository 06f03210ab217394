import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** Each billing alarm sounds after the one before it. */
export function thresholdsRise({ billing }: Part): Finding[] {
  const thresholds = (billing?.alarmThresholdsPercent ?? []).filter((threshold) => threshold !== undefined);
  // One that comes twice is told by the schema.
  if (thresholds.every((threshold, index) => index === 0 || threshold >= (thresholds[index - 1] ?? 0))) return [];
  return [{ path: ['billing', 'alarmThresholdsPercent'], expected: 'percentages that rise' }];
}

/** A part costs no more than the whole, which would sound first. */
export function partsWithinBudget({ billing: { budgets = {}, monthlyBudgetUsd } = {} }: Part): Finding[] {
  if (monthlyBudgetUsd === undefined) return [];
  return Object.entries(budgets).flatMap(([name, budget]) => {
    if (budget?.limitUsd === undefined || budget.limitUsd <= monthlyBudgetUsd) return [];
    const path = ['billing', 'budgets', name, 'limitUsd'];
    return [{ path, expected: `no more than monthlyBudgetUsd, ${monthlyBudgetUsd}` }];
  });
}

/** What counts as an anomaly is less than the whole budget. */
export function anomalyWithinBudget({ billing: { anomalyThresholdUsd, monthlyBudgetUsd } = {} }: Part): Finding[] {
  if (anomalyThresholdUsd === undefined || monthlyBudgetUsd === undefined) return [];
  if (anomalyThresholdUsd <= monthlyBudgetUsd) return [];
  const expected = `no more than monthlyBudgetUsd, ${monthlyBudgetUsd}`;
  return [{ path: ['billing', 'anomalyThresholdUsd'], expected }];
}
