import type { GraphMath } from '../dashboard';
import type { Objective } from './objective';

/** How many times as fast as allowed error budgets are spent, hour by hour: 1 is as fast as they last 30 days. */
export function burnGraph(objectives: readonly Objective[]): GraphMath {
  const hour = objectives.map(({ id, budgetPercent, badPercent }) => ({ id, budgetPercent, ...badPercent(3600) }));
  const joined = <Value>(of: (its: (typeof hour)[number]) => Readonly<Record<string, Value>>) =>
    Object.fromEntries(hour.flatMap((its) => Object.entries(of(its))));
  return {
    metrics: joined(({ metrics }) => metrics),
    steps: joined(({ steps }) => steps ?? {}),
    expressions: joined(({ id, expression, budgetPercent }) => ({ [id]: `(${expression}) / ${budgetPercent}` })),
  };
}
